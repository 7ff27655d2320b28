import Foundation
import Synchronization

@testable import taoli

/// A console that remembers what was written and answers from a list.
final class TestConsole: Sendable {
    private let written = Mutex<(data: String, notes: String)>(("", ""))
    private let answers: Mutex<[String]>
    private let isTerminal: Bool
    private let canRewriteLine: Bool

    init(answers: [String] = [], isTerminal: Bool = false, canRewriteLine: Bool = false) {
        self.answers = Mutex(answers)
        self.isTerminal = isTerminal
        self.canRewriteLine = canRewriteLine
    }

    var data: String { written.withLock { $0.data } }
    var notes: String { written.withLock { $0.notes } }

    var console: Console {
        Console(
            writeData: { text in self.written.withLock { $0.data += text } },
            writeNote: { text in self.written.withLock { $0.notes += text } },
            readLine: { self.answer() }, readSecret: { _ in self.answer() },
            inputIsTerminal: isTerminal, notesAreTerminal: canRewriteLine, isStyled: false,
            canRewriteLine: canRewriteLine, farewell: Farewell())
    }

    private func answer() -> String? {
        answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}

/// Runs a body with a folder of its own that is removed afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

/// The same for a body that waits.
func withTemporaryFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}

/// A file's text with its byte order mark, which Foundation's own reader drops.
func text(ofFile path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
}

private func makeFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("taoli-cli-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
}
