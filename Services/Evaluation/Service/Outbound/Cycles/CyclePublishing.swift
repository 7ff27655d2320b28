import EvaluationCore
import Foundation
import SwiftProtobuf
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Publishes a cycle: its results go into the records of their subjects in the same transaction, so
/// that a warning or a second failure is never told without the result, or the other way round.
struct CyclePublishing: Sendable {
    let commands: CommandExecutor
    let shelf: PackShelf

    /// What followed for one subject.
    struct Consequence: Sendable {
        let subject: CycleSubject
        let then: String
        let clause: String
    }

    /// - Throws: `not-found`, and what `PublishCycle` refuses.
    func publish<Response: SwiftProtobuf.Message & Sendable>(
        _ id: CycleID, _ publish: PublishCycle, _ request: CommandRequest,
        respond: @escaping @Sendable (Cycle, [Consequence]) throws -> Response
    ) async throws -> Response {
        let shelf = shelf
        return try await commands.run(request) { tx, _, now in
            let loaded = try await CycleTable.load(id, locked: true, shelf, tx)
            try await RecordTable.lock(loaded.cycle.pack, of: loaded.cycle.district, tx)
            let decision = try publish.decide(
                loaded.cycle, by: request.caller, on: CalendarDate(shanghai: now))
            let records = try await Self.records(decision.state, loaded.pack, tx)
            let cycle = decision.state
            let origin = VerdictOrigin(
                packVersion: cycle.packVersion, cycle: cycle.id, period: cycle.period.description,
                isPast: cycle.isPast)
            return CommandOutcome(
                try respond(cycle, records.flatMap(Self.consequences)),
                writes: CycleTable.update(cycle) + records.flatMap { RecordTable.save($0.state) },
                events: try decision.events() + records.flatMap { try $0.events(origin) },
                subjects: [cycle.reference] + records.map(\.state.reference),
                districts: cycle.districts)
        }
    }

    /// Records are locked by id, as everywhere.
    private static func records(
        _ cycle: Cycle, _ pack: PolicyPack, _ tx: PostgresTransaction
    ) async throws -> [VerdictDecision] {
        let results = try await tx.query(
            CycleResultTable.select(cycle.id, computation: cycle.computation)
        ).map(CycleResultTable.decode)
        let own = Dictionary(grouping: results, by: \.subject)
        let subjects = results.filter(\.isWhole).map(\.subject)
        let ids = subjects.map { RecordTable.id(cycle.pack, $0) }
        let known = try await RecordTable.load(ids, locked: true, tx)
        let recording = RecordResult(cycle, pack)
        return zip(subjects, ids).map { subject, id in
            let record =
                known[id]
                ?? VerdictRecord(
                    id: id, pack: cycle.pack, district: cycle.district, subject: subject,
                    districts: [cycle.district])
            // Figures of schools stand behind their group's result.
            let figures =
                subject.school == nil && cycle.kind == .standards
                ? results.filter { $0.subject.group == subject.group } : own[subject] ?? []
            return recording.decide(record, figures)
        }
    }

    private static func consequences(_ decision: VerdictDecision) -> [Consequence] {
        decision.changes.compactMap { change in
            let then: String? =
                switch change.event {
                case .warningBegan: "warning"
                case .warningEnded: "warning_ended"
                case .consecutiveFailure(let rule, _, _): rule.then.rawValue
                case .levelMissing: "level_missing"
                default: nil
                }
            return then.map {
                Consequence(subject: decision.state.subject, then: $0, clause: change.clause)
            }
        }
    }
}
