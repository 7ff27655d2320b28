import Foundation
import ProbeKit
import TaoliTestKit
import Testing

/// Errors that a real broker does not give on demand.
@Suite("Broker that answers with errors")
struct ProduceErrorRounds {
    static let topics = [
        "taoli.registry.school:12", "taoli.registry.dead:1", "taoli.registry.requests:1",
        "taoli.notification.message:12", "taoli.notification.dead:1",
        "taoli.notification.requests:1",
    ]

    @Test("Produce and fetch errors, slow answers and absences lose nothing")
    func errors() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "taoli-mock-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let stop = folder.appending(path: "stop")
        let mock = try BusProcess(
            try Lane.executable("taoli-mock-cluster"),
            [String(FaultScale.seed), stop.path] + Self.topics,
            environment: ProcessInfo.processInfo.environment,
            output: folder.appending(path: "mock.log"))
        let bootstrap = try await address(mock)
        try await Round.run("produce and fetch errors", .init(bootstrap: bootstrap)) { round in
            let plain = ["PROBE_EMBEDDED": "0"]
            let producer = try round.lane.start(.producer, extra: plain)
            let consumer = try round.lane.start(.consumer, extra: plain)
            for _ in 0..<FaultScale.kills {
                try await Task.sleep(for: .seconds(2))
                try await round.check()
            }
            round.times = lines(mock).count - 1
            _ = FileManager.default.createFile(atPath: stop.path, contents: nil)
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((producer, consumer)) {}
        }
        await mock.kill()
    }

    /// What the mock said; librdkafka's own words begin with %.
    private func lines(_ mock: BusProcess) -> [Substring] {
        let text = (try? String(contentsOf: mock.output, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("%") }
    }

    private func address(_ mock: BusProcess) async throws -> String {
        for _ in 0..<500 {
            if let line = lines(mock).first { return String(line) }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw BusProcess.Failure(description: "the mock says no address: \(mock.lastWords)")
    }
}
