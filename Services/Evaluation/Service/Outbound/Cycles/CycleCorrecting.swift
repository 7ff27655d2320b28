import EvaluationCore
import Foundation
import SwiftProtobuf
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Corrects a published cycle: another computation and what follows from it enter the records of
/// those subjects whose results are others now, all in one transaction.
struct CycleCorrecting: Sendable {
    let commands: CommandExecutor
    let shelf: PackShelf

    /// - Parameter isRenewed: imports and surveys are taken as they are now, not as they went in.
    /// - Throws: `not-found`, and what `CorrectCycle` refuses.
    func correct<Response: SwiftProtobuf.Message & Sendable>(
        _ id: CycleID, _ correct: CorrectCycle, isRenewed: Bool, _ request: CommandRequest,
        respond: @escaping @Sendable (Cycle, [CyclePublishing.Consequence]) throws -> Response
    ) async throws -> Response {
        let shelf = shelf
        return try await commands.run(request) { tx, _, now in
            let today = CalendarDate(shanghai: now)
            let loaded = try await CycleTable.load(id, locked: true, shelf, tx)
            try correct.check(loaded.cycle, by: request.caller, pack: loaded.pack)
            let inputs = try await Self.inputs(
                loaded, correct.inputs, renewedOn: isRenewed ? today : nil, tx)
            let judgement = try CycleJudgement(loaded.cycle, loaded.pack, inputs)
            let decision = try correct.decide(
                loaded.cycle, by: request.caller, on: today, pack: loaded.pack, judgement)
            let cycle = decision.state
            let records = try await Self.records(loaded, cycle, judgement.results, tx).map {
                RecordResult(cycle, loaded.pack).correct(
                    $0, CyclePublishing.own(judgement.results, of: $0.subject, in: cycle),
                    on: today, reason: correct.reason)
            }
            let recorded =
                correct.inputs.isEmpty
                ? [] : [CycleInputTable.save(correct.inputs, of: cycle, computation: 0)]
            let writes =
                CycleTable.update(cycle) + recorded
                + [CycleInputTable.save(inputs, of: cycle, computation: cycle.computation)]
                + CycleResultTable.insert(judgement, of: cycle, on: today)
            return try CyclePublishing.outcome(
                decision, records, writes,
                respond(cycle, records.flatMap(CyclePublishing.consequences)))
        }
    }

    /// What went in, with corrected rows in the place of theirs.
    /// - Parameter day: imports and surveys are those of that day; `nil` for those that went in.
    private static func inputs(
        _ loaded: LoadedCycle, _ corrected: [CycleInput], renewedOn day: CalendarDate?,
        _ tx: PostgresTransaction
    ) async throws -> [CycleInput] {
        let cycle = loaded.cycle
        let before = try await tx.query(
            CycleInputTable.select(cycle.id, computation: day == nil ? cycle.computation : 0)
        ).map(CycleInputTable.decode)
        let inputs = CycleInput.merged(corrected, with: before)
        guard inputs.count <= EvaluationLimits.inputsMax else { throw CycleStore.tooManyInputs }
        guard let day else { return inputs }
        return CycleInput.merged(
            inputs,
            with: try await CycleSources(tx: tx, today: day)
                .inputs(of: cycle, loaded.pack, inputs))
    }

    /// Records of the subjects whose results are others than before.
    private static func records(
        _ loaded: LoadedCycle, _ cycle: Cycle, _ results: [CycleResult], _ tx: PostgresTransaction
    ) async throws -> [VerdictRecord] {
        let before = try await CyclePublishing.results(
            cycle.id, computation: loaded.cycle.computation, tx)
        let changed = results.filter(\.isWhole).map(\.subject).filter {
            CyclePublishing.own(results, of: $0, in: cycle)
                != CyclePublishing.own(before, of: $0, in: cycle)
        }
        return try await CyclePublishing.records(of: changed, cycle, tx)
    }
}
