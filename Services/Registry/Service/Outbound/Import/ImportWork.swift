import Foundation
import RegistryCore
import TaoliImports
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// The records of one batch, changed row after row, and what each row did.
struct ImportWork: Sendable {
    var records = RegistryWork()
    /// What the running row did so far.
    var steps: [ImportStep] = []
    private(set) var rows: [AppliedRow] = []

    /// Runs one row's change; a rule that refuses it leaves nothing of it.
    ///
    /// - Parameter body: returns whether the row's own record is new.
    mutating func row(
        _ row: ImportedRow, _ body: (inout ImportWork) throws -> Bool
    ) throws {
        let before = self
        steps = []
        do {
            let isNew = try body(&self)
            let hasChanged = records.changes.count > before.records.changes.count
            let effect: ImportEffect = isNew ? .new : hasChanged ? .changed : .unchanged
            rows.append(
                AppliedRow(row: row.row, effect: effect, steps: try ImportStep.encode(steps)))
        } catch let refusal as Refusal {
            self = before
            rows.append(
                AppliedRow(
                    row: row.row, effect: .none, steps: nil, refusal: ImportProblem(refusal)))
        }
    }

    /// Marks a row as undone.
    mutating func undone(_ row: ImportedRow) {
        rows.append(AppliedRow(row: row.row, effect: row.effect, steps: nil))
    }

    /// Writes everything in one pipeline.
    func save(_ job: ImportJob, reason: String, in tx: PostgresTransaction) async throws
        -> AppliedBatch
    {
        if !records.changes.isEmpty {
            let author = ChangeAuthor(job.author, reason: reason)
            try await tx.pipeline(
                try records.statements(by: author)
                    + [ImportTouches.record(records.changes, by: job)])
        }
        return AppliedBatch(
            rows: rows, events: try records.events(importJob: ImportJobID(job.id)),
            subjects: records.subjects, districts: records.concerned)
    }
}

extension ImportJob {
    /// The reason that stands beside every change it makes.
    var changeReason: String { "import: \(fileName)" }

    /// Whether the one who made it may change records of that district.
    func admits(_ district: DistrictCode) -> Bool { creator.scope.admits([district]) }
}
