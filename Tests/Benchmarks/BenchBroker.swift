import Foundation
import TaoliKafka
import TaoliTestKit

/// An embedded broker with a fresh folder for one measurement.
struct BenchBroker: Sendable {
    /// Bytes that a measurement may leave in the broker's folder (messaging.md, Ratios to reach).
    static let storedBytesMax = 20_000_000

    private let broker: EmbeddedBroker
    let processIdentifier: Int32?

    var bootstrap: String { broker.bootstrap }

    /// For clients of the product.
    var kafka: KafkaConfiguration {
        get throws { try KafkaFixture.configuration(bootstrap: broker.bootstrap) }
    }

    /// The executable's name and version, from the folder in which it is installed.
    static var name: String {
        let path = ProcessInfo.processInfo.environment["TAOLI_NOIDA"] ?? "none"
        let folder = path.split(separator: "/").last { $0.hasPrefix("noida-db-") }
        return (folder.map(String.init) ?? path) + " (embedded)"
    }

    /// Starts one, lends it, ends it.
    static func with<T: Sendable>(_ body: (BenchBroker) async throws -> T) async throws -> T {
        try await withEmbeddedBroker { broker in
            let pid = await broker.processIdentifier
            let record = ProcessRecord(pid)
            defer { record.remove() }
            return try await body(BenchBroker(broker: broker, processIdentifier: pid))
        }
    }

    /// Megabytes in its folder, as a note.
    var stored: (String, JSONValue) {
        ("broker_megabytes", .number(Double(storedBytes) / 1_000_000))
    }

    private var storedBytes: Int {
        guard let processIdentifier,
            let line = FileManager.default.contents(atPath: "/proc/\(processIdentifier)/cmdline")
        else { return 0 }
        let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        guard let option = words.firstIndex(of: "--data-dir"), option + 1 < words.count else {
            return 0
        }
        let files = FileManager.default.enumerator(
            at: URL(filePath: words[option + 1]), includingPropertiesForKeys: [.fileSizeKey])
        return (files?.allObjects ?? []).reduce(0) { sum, item in
            let values = try? (item as? URL)?.resourceValues(forKeys: [.fileSizeKey])
            return sum + (values?.fileSize ?? 0)
        }
    }
}
