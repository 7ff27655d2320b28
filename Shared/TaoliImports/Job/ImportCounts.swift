/// Rows of a file: each in exactly one of accepted, doubtful and refused.
package struct ImportCounts: Hashable, Sendable {
    /// Rows that can be applied.
    package var accepted: Int64 = 0
    /// Rows that raise a question, or that an answer leaves out.
    package var doubtful: Int64 = 0
    /// Rows that cannot be taken.
    package var refused: Int64 = 0
    /// Of the accepted ones.
    package var new: Int64 = 0
    /// Of the accepted ones: the register holds something else.
    package var changed: Int64 = 0
    /// Of the accepted ones: the register says the same already.
    package var unchanged: Int64 = 0
    /// Of the doubtful ones, those that an answer leaves out.
    package var skipped: Int64 = 0

    package init() {}

    /// Rows in all.
    package var rows: Int64 { accepted + doubtful + refused }

    /// Counts one row, or with `-1` takes it out.
    package mutating func add(_ verdict: ImportVerdict, _ effect: ImportEffect, _ count: Int64 = 1)
    {
        switch verdict {
        case .accepted: accepted += count
        case .doubtful: doubtful += count
        case .refused: refused += count
        }
        switch effect {
        case .none: break
        case .new: new += count
        case .changed: changed += count
        case .unchanged: unchanged += count
        case .skipped: skipped += count
        }
    }
}
