package import TaoliModels

/// What a row means for the register.
package enum RowChange: String, CaseIterable, Sendable {
    /// The register holds nothing of it.
    case new
    /// The register holds something else of it.
    case changed
    /// The register says the same already; applying it emits nothing.
    case unchanged
}

/// How one row was read. A row counts once; the worst of what was found wins: refused before
/// doubtful before accepted.
package enum RowOutcome<Value: Sendable & Equatable>: Sendable, Equatable {
    /// What the row says, ready to be applied, and what that changes.
    case accepted(Value, RowChange)
    /// - Parameters:
    ///   - questions: those not yet answered; none when the row is skipped by an answer.
    ///   - isSkipped: an answer said `skip`: the row is left out and not asked about again.
    case doubtful([RowQuestion], isSkipped: Bool)
    /// Why it cannot be taken; no answer helps, the file must be corrected.
    case refused([RowProblem])
}

/// One row of the report.
package struct RowReading<Value: Sendable & Equatable>: Sendable, Equatable {
    /// Row number as a spreadsheet shows it.
    package let row: Int
    /// What the row is about, for lists: the district's, school's or group's and school's name.
    package let label: String
    /// The verdict, with what belongs to it.
    package let outcome: RowOutcome<Value>
    /// Answers to this row that cannot be taken; their `row` is that of the answers file.
    package let answerProblems: [RowProblem]
}

/// Counts of a file: every row in exactly one of the three.
package struct ReadingTally: Hashable, Sendable {
    /// Rows that can be applied.
    package private(set) var accepted = 0
    /// Rows that raise a question or are left out by an answer.
    package private(set) var doubtful = 0
    /// Rows that cannot be taken.
    package private(set) var refused = 0
    /// Of the accepted rows, how many are new, changed and unchanged.
    package private(set) var changes: [RowChange: Int] = [:]
    /// How often each question was asked; a row may raise several.
    package private(set) var questions: [DoubtQuestion: Int] = [:]
    /// How often each reason was given, by code.
    package private(set) var reasons: [String: Int] = [:]
    /// Of the doubtful rows, how many an answer left out.
    package private(set) var skipped = 0

    package init() {}

    /// Rows counted so far.
    package var rows: Int { accepted + doubtful + refused }

    /// Counts one row.
    package mutating func add<Value>(_ reading: RowReading<Value>) {
        switch reading.outcome {
        case .accepted(_, let change):
            accepted += 1
            changes[change, default: 0] += 1
        case .doubtful(let asked, let isSkipped):
            doubtful += 1
            if isSkipped { skipped += 1 }
            for question in asked { questions[question.question, default: 0] += 1 }
        case .refused(let problems):
            refused += 1
            for problem in problems { reasons[problem.code, default: 0] += 1 }
        }
    }
}
