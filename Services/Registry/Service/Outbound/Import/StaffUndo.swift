import Foundation
import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres

/// Takes back what rows of a `staff` file did: the last step first.
struct StaffUndo {
    let job: ImportJob
    let seal: PersonSeal
    let today: CalendarDate

    /// - Parameter rows: in the opposite order of applying.
    /// - Throws: `ImportBlocked` when a later change rests on it, or a rule forbids it by now.
    func run(_ rows: [ImportedRow], in tx: PostgresTransaction) async throws -> AppliedBatch {
        var work = ImportWork()
        let steps = try rows.map { row in
            try ImportStep.decode(row.steps).compactMap { step -> (PersonID, StaffStep)? in
                guard case .staff(let person, let stored) = step else { return nil }
                return (
                    PersonID(person),
                    try stored.step(job: job.id, row: Int(row.row), seal)
                )
            }
        }
        let ids = Array(Set(steps.joined().map(\.0)))
        let select = PersonTable.select(ids: ids, lock: .update)
        for person in try await PersonTable.load(select, seal, tx) { work.records.load(person) }
        let dependents = ImportDependents(job: job, only: ids.map(RegistryAggregate.person))
        if let problem = try await dependents.first(in: tx) { throw ImportBlocked(problem) }
        do {
            for (row, steps) in zip(rows, steps) {
                for (id, step) in steps.reversed() {
                    guard let person = work.records.persons[id] else {
                        throw UnreadableRow(description: "a person of import \(job.id) is gone")
                    }
                    work.records.apply(try UndoStaffStep(step: step).decide(person, on: today))
                }
                work.undone(row)
            }
        } catch let refusal as Refusal {
            throw ImportBlocked(ImportProblem(refusal))
        }
        return try await work.save(
            job, reason: job.reason.isEmpty ? "undo of \(job.changeReason)" : job.reason,
            seal: seal, in: tx)
    }
}
