import Foundation
package import TaoliModels

/// The rows of a file that has been received whole: batch by batch, so that a file of any length
/// needs little memory.
///
/// A workbook is read on a thread of its own, since unpacking and parsing take seconds; letting go
/// of the source ends that thread.
package final class RowSource: Sendable {
    private let handoff: RowHandoff

    /// Rows that are there already, e.g. the last ones of a CSV file.
    init(_ rows: [TableRow], notices: [FileNotice]) {
        handoff = RowHandoff()
        _ = handoff.put(rows)
        handoff.end(nil, notices: notices)
    }

    /// The rows of a workbook.
    init(_ reading: WorkbookReading) {
        let handoff = RowHandoff()
        self.handoff = handoff
        Thread.detachNewThread { reading.run(into: handoff) }
    }

    deinit { handoff.stop() }

    /// The next rows; `nil` at the end. A batch without rows only says that reading goes on.
    ///
    /// - Throws: a `FileProblem` when the file as a whole cannot be read, `CancellationError`.
    package func next() async throws -> [TableRow]? { try await handoff.next() }

    /// What to tell the reader of the file though nothing is refused; complete at the end.
    package var notices: [FileNotice] { handoff.notices }
}
