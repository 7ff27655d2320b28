import Synchronization
import TaoliModels

/// Where a command reads and writes. The program's own is made in Main; tests make others.
struct Console: Sendable {
    /// Writes data. Throws when the reader is gone or the disk is full.
    let writeData: @Sendable (String) throws -> Void
    /// Writes progress, hints and errors.
    let writeNote: @Sendable (String) -> Void
    /// Reads one line from standard input, without its end; `nil` at the end of input.
    let readLine: @Sendable () -> String?
    /// Asks on the terminal without echo; `nil` when there is no terminal.
    let readSecret: @Sendable (_ prompt: String) -> String?
    let inputIsTerminal: Bool
    let notesAreTerminal: Bool
    /// Whether data may carry escape sequences: a terminal, `NO_COLOR` unset, `TERM` not dumb.
    let isStyled: Bool
    /// Whether a line of notes may be written over: a terminal that is not dumb.
    let canRewriteLine: Bool
    /// What to say when the user interrupts.
    let farewell: Farewell

    /// Data with its line end.
    func data(_ line: String) throws { try writeData(line + "\n") }

    /// A hint or a warning with its line end.
    func note(_ line: String) { writeNote(line + "\n") }
}

/// What is said when Ctrl-C ends the program, e.g. how to go on with a job.
final class Farewell: Sendable {
    private let text = Mutex("")

    func set(_ text: String) { self.text.withLock { $0 = text } }

    var current: String { text.withLock { $0 } }
}
