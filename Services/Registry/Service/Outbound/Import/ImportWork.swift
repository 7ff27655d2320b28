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

    /// Runs one row's change.
    ///
    /// - Parameter body: returns whether the row's own record is new.
    /// - Throws: what the body throws; what it did so far is then part of this value still.
    mutating func row(
        _ row: ImportedRow, _ body: (inout ImportWork) throws -> Bool
    ) throws {
        let before = records.changes.count
        steps = []
        let isNew = try body(&self)
        let effect: ImportEffect =
            isNew ? .new : records.changes.count > before ? .changed : .unchanged
        rows.append(
            AppliedRow(row: row.row, effect: effect, steps: try ImportStep.encode(steps)))
    }

    /// Reports a row that a rule refuses.
    mutating func refuse(_ row: ImportedRow, _ problem: ImportProblem) {
        rows.append(AppliedRow(row: row.row, effect: .none, steps: nil, refusal: problem))
    }

    /// Marks a row as undone.
    mutating func undone(_ row: ImportedRow) {
        rows.append(AppliedRow(row: row.row, effect: row.effect, steps: nil))
    }

    /// Writes everything in one pipeline.
    /// - Parameter seal: for persons.
    func save(
        _ job: ImportJob, reason: String, seal: PersonSeal? = nil, in tx: PostgresTransaction
    ) async throws -> AppliedBatch {
        if !records.changes.isEmpty {
            let author = ChangeAuthor(job.author, reason: reason)
            try await tx.pipeline(
                try records.statements(by: author, seal: seal)
                    + [ImportTouches.record(records.changes, by: job)])
        }
        return AppliedBatch(
            rows: rows, events: try records.events(importJob: ImportJobID(job.id)),
            subjects: records.subjects, districts: records.concerned)
    }
}

/// What a batch of a kind of file has loaded, and how it applies one row.
protocol ImportBatch {
    var work: ImportWork { get set }
    /// Applies the row at that place of the batch.
    mutating func take(_ row: ImportedRow, at index: Int) throws
}

extension ImportBatch {
    /// The batch after all rows. A row that a rule refuses leaves nothing behind: the batch begins
    /// again from what was loaded, without it. That is rare, and saving the state before each row
    /// would cost every row.
    func applying(_ rows: [ImportedRow]) throws -> Self {
        var refused: [Int: ImportProblem] = [:]
        while true {
            var batch = self
            var index = 0
            do {
                while index < rows.count {
                    if let problem = refused[index] {
                        batch.work.refuse(rows[index], problem)
                    } else {
                        try batch.take(rows[index], at: index)
                    }
                    index += 1
                }
                return batch
            } catch let refusal as Refusal {
                refused[index] = ImportProblem(refusal)
            }
        }
    }
}

extension ImportJob {
    /// The reason that stands beside every change it makes.
    var changeReason: String { "import: \(fileName)" }

    /// Whether the one who made it may change records of that district.
    func admits(_ district: DistrictCode) -> Bool { creator.scope.admits([district]) }
}
