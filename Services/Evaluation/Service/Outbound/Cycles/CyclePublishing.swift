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
            let cycle = decision.state
            let results = try await Self.results(cycle.id, computation: cycle.computation, tx)
            let recording = RecordResult(cycle, loaded.pack)
            let records = try await Self.records(
                of: results.filter(\.isWhole).map(\.subject), cycle, tx
            ).map { recording.decide($0, Self.own(results, of: $0.subject, in: cycle)) }
            return try Self.outcome(
                decision, records, CycleTable.update(cycle),
                respond(cycle, records.flatMap(Self.consequences)))
        }
    }

    /// Everything that a computation came to.
    static func results(_ id: CycleID, computation: Int, _ tx: PostgresTransaction) async throws
        -> [CycleResult]
    {
        try await tx.query(CycleResultTable.select(id, computation: computation))
            .map(CycleResultTable.decode)
    }

    /// What a subject's result rests on: figures of schools stand behind their group's standards.
    static func own(_ results: [CycleResult], of subject: CycleSubject, in cycle: Cycle)
        -> [CycleResult]
    {
        subject.school == nil && cycle.kind == .standards
            ? results.filter { $0.subject.group == subject.group }
            : results.filter { $0.subject == subject }
    }

    /// The records of subjects, new ones included; locked by id, as everywhere.
    static func records(
        of subjects: [CycleSubject], _ cycle: Cycle, _ tx: PostgresTransaction
    ) async throws -> [VerdictRecord] {
        let ids = subjects.map { RecordTable.id(cycle.pack, $0) }
        let known = try await RecordTable.load(ids, locked: true, tx)
        return zip(subjects, ids).map { subject, id in
            known[id]
                ?? VerdictRecord(
                    id: id, pack: cycle.pack, district: cycle.district, subject: subject,
                    districts: [cycle.district])
        }
    }

    /// What is written and told of a cycle whose results entered records.
    static func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ decision: CycleDecision, _ records: [VerdictDecision], _ writes: [SQL],
        _ response: Response
    ) throws -> CommandOutcome<Response> {
        let cycle = decision.state
        let origin = VerdictOrigin(
            packVersion: cycle.packVersion, cycle: cycle.id, period: cycle.period.description,
            isPast: cycle.isPast)
        return CommandOutcome(
            response, writes: writes + records.flatMap { RecordTable.save($0.state) },
            events: try decision.events() + records.flatMap { try $0.events(origin) },
            subjects: [cycle.reference] + records.map(\.state.reference),
            districts: cycle.districts)
    }

    /// What followed, in the words of the calls.
    static func consequences(_ decision: VerdictDecision) -> [Consequence] {
        decision.changes.compactMap { change in
            let then: String? =
                switch change.event {
                case .corrected: "corrected"
                case .failureWithdrawn(let rule, _, _, _): "\(rule.then.rawValue)_withdrawn"
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
