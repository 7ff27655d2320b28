package import Foundation
package import TaoliMessaging
package import TaoliModels
package import TaoliPostgres
package import TaoliSheets

/// What a service knows of one kind of file: its columns, how rows are judged, what applying an
/// accepted row changes, and how that is taken back. The job around it is this module's.
package protocol ImportSubject: Sendable {
    /// As in `ImportJob.kind`.
    var kind: String { get }
    /// The columns that its files have.
    var layout: TableLayout { get }
    /// Within which its files are read.
    var limits: SheetLimits { get }
    /// The highest phase of its rows, from 0: rows of a lower one are applied first.
    var phaseMax: Int { get }

    /// A reader for one check.
    /// - Parameter answers: the job's answers file, read by the kind; empty for none.
    func makeReader(_ job: ImportJob, answers: Data) async throws -> any ImportReader

    /// Applies accepted rows: writes the records through `tx` (role `_all`) and tells what happened.
    /// A row that a rule refuses by now is reported, not thrown, and leaves nothing behind.
    func apply(_ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date)
        async throws -> AppliedBatch

    /// Takes back what applying these rows did, in the order given.
    /// - Throws: `ImportBlocked` when a later change rests on it; nothing is kept then.
    func undo(_ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date)
        async throws -> AppliedBatch

    /// A later change that rests on what the job did; `nil` when there is none.
    func dependent(on job: ImportJob, in tx: PostgresTransaction) async throws -> ImportProblem?

    /// A piece of a file as it is stored: sealed where its rows are about persons.
    func stored(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data

    /// What `stored` made, as it came.
    func received(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data

    /// A row of the report as a caller may see it.
    func shown(_ row: ReportedRow, of job: UUID) throws -> ReportedRow

    /// Why a file cannot be used, without what its cells say of persons.
    func told(_ problem: FileProblem) -> ImportProblem
}

extension ImportSubject {
    package var limits: SheetLimits { .standard }
    package func stored(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data { piece }
    package func received(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data { piece }
    package func shown(_ row: ReportedRow, of job: UUID) throws -> ReportedRow { row }
    package func told(_ problem: FileProblem) -> ImportProblem { ImportProblem(problem) }
}

/// Reads a file twice: first noting what must be known of the whole, then judging row by row.
package protocol ImportReader: Sendable {
    /// First pass; called with at most `ImportLimits.readRowsMax` rows at a time.
    mutating func note(_ rows: [TableRow]) async throws
    /// Ends the first pass.
    mutating func seal() throws
    /// Second pass: one judgement a row, in order.
    mutating func judge(_ rows: [TableRow]) async throws -> [JudgedRow]
    /// What to tell of the whole file after the second pass, such as answers that fit no row.
    mutating func remarks(lastRow: Int) -> [ImportProblem]
    /// Distinct things the rows belong to, where the kind counts them; else 0.
    var groupsTotal: Int64 { get }
}

/// What was found in one row.
package struct JudgedRow: Sendable {
    /// Row number as a spreadsheet shows it.
    package let row: Int
    package let verdict: ImportVerdict
    package let effect: ImportEffect
    /// When it is applied: after all rows of lower phases, from 0.
    package let phase: Int16
    /// What is wrong or asked, with the cell meant; empty for a plain row.
    package let problems: [ImportProblem]
    /// The row's cells in the layout's order, bounded, for the report.
    package let cells: [String]
    /// An accepted row in the kind's own form, field by field; `nil` for any other.
    package let record: [String?]?

    package init(
        row: Int, verdict: ImportVerdict, effect: ImportEffect, phase: Int16 = 0,
        problems: [ImportProblem], cells: [String], record: [String?]?
    ) {
        self.row = row
        self.verdict = verdict
        self.effect = effect
        self.phase = phase
        self.problems = problems
        self.cells = cells
        self.record = record
    }
}

/// An accepted row as it was staged.
package struct ImportedRow: Sendable {
    /// Row number as a spreadsheet shows it.
    package let row: Int64
    /// As judged; see `JudgedRow.phase`.
    package let phase: Int
    /// The row in the kind's own form, as it was judged.
    package let record: [String?]
    /// What applying it did; empty before.
    package let steps: String
    package let effect: ImportEffect
}

/// What became of one row.
package struct AppliedRow: Sendable {
    /// Row number as a spreadsheet shows it.
    package let row: Int64
    package let effect: ImportEffect
    /// What to undo, in the kind's own form; `nil` when nothing changed.
    package let steps: String?
    /// Why the row was refused after all.
    package let refusal: ImportProblem?

    package init(row: Int64, effect: ImportEffect, steps: String?, refusal: ImportProblem? = nil) {
        self.row = row
        self.effect = effect
        self.steps = steps
        self.refusal = refusal
    }
}

/// What a batch did.
package struct AppliedBatch: Sendable {
    /// One for each row of the batch.
    package let rows: [AppliedRow]
    /// What happened, in order.
    package let events: [EventDraft]
    /// What was changed, for the audit row.
    package let subjects: [AggregateReference]
    /// Districts concerned, for the audit row; repeats do no harm.
    package let districts: [DistrictCode]

    package init(
        rows: [AppliedRow], events: [EventDraft], subjects: [AggregateReference],
        districts: [DistrictCode]
    ) {
        self.rows = rows
        self.events = events
        self.subjects = subjects
        self.districts = districts
    }
}

/// A later change rests on what an undo would take back.
package struct ImportBlocked: Error, Sendable {
    package let problem: ImportProblem

    package init(_ problem: ImportProblem) { self.problem = problem }
}

/// A running SHA-256; the service supplies it, since this module has no cryptographic library.
package protocol ImportDigest: Sendable {
    /// Adds bytes behind those given before.
    mutating func update(_ bytes: Data)
    /// The 32 bytes of all that was given so far.
    func value() -> [UInt8]
}

extension ImportDigest {
    /// Lower-case hexadecimal.
    func hex() -> String {
        value().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
