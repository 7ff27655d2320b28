package import Foundation
import Glibc

/// The outsider of the demo, `deploy/demo/receiver.py`, as a process: a mail server or a program that
/// gets signed requests, with real TLS.
package struct DemoReceiver: Sendable {
    /// Where it listens on 127.0.0.1.
    package let port: Int
    private let log: URL

    /// Starts it, calls `body`, and ends it.
    ///
    /// - Parameters:
    ///   - what: `mail` or `webhook`.
    ///   - options: as the script takes them, e.g. `--tls always`.
    ///   - folder: where it keeps what it gets.
    package static func with(
        _ what: String, _ options: [String], in folder: URL,
        _ body: (DemoReceiver) async throws -> Void
    ) async throws {
        let log = folder.appending(path: "\(UUID()).jsonl")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../deploy/demo/receiver.py").standardizedFileURL
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script.path, what, "--log", log.path] + options
        let out = Pipe()
        process.standardOutput = out
        try process.run()
        // A child inherits which signals its parent's thread blocks: SIGTERM may wait for ever.
        defer { kill(process.processIdentifier, SIGKILL) }
        let said = String(decoding: out.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(said.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw SocketServerError(what: "receiver.py said '\(said)' and no port")
        }
        try await body(DemoReceiver(port: port, log: log))
    }

    /// What it was handed so far, the earliest first.
    package func lines() throws -> [[String: String]] {
        guard let bytes = FileManager.default.contents(atPath: log.path) else { return [] }
        return try bytes.split(separator: 10).map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            return (object ?? [:]).mapValues { "\($0)" }
        }
    }
}
