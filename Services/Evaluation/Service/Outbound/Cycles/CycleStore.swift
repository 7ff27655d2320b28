import EvaluationCore
import Foundation
import SwiftProtobuf
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Changes cycles: loads under locks, lets Core decide, and returns what is to be written. Its
/// transactions see every district, since a group may have members in several; who may do what is
/// Core's to decide.
struct CycleStore: Sendable {
    let commands: CommandExecutor
    let shelf: PackShelf

    /// Opens a cycle.
    /// - Parameters:
    ///   - groups: empty for all of the district.
    ///   - asked: `nil` for the pack that the district follows in the year that is assessed.
    /// - Throws: `no-pack-followed`, `group-unknown`, `cycle-exists`, and what `OpenCycle` refuses.
    func open<Response: SwiftProtobuf.Message & Sendable>(
        _ open: OpenCycle, groups: [GroupID], _ asked: FiledPack?, _ request: CommandRequest,
        respond: @escaping @Sendable (Cycle) throws -> Response
    ) async throws -> Response {
        let shelf = shelf
        return try await Self.explained(open.period) {
            try await commands.run(request) { tx, _, now in
                let today = CalendarDate(shanghai: now)
                let day = try open.check(by: request.caller, on: today)
                let filed = try await shelf.chosen(asked, tx, by: open.district, on: day)
                let members = try await CycleMembers.read(
                    of: open.district, groups: groups, on: day, in: tx)
                let running = try await Self.running(open.district, filed.pack, shelf, tx)
                let decision = try open.decide(
                    by: request.caller, on: today, pack: filed.pack, members: members,
                    running: running)
                return try Self.outcome(
                    decision, CycleTable.insert(decision.state, file: filed.file), respond)
            }
        }
    }

    /// Writes inputs.
    /// - Throws: `not-found`, `too-many-inputs`, and what `RecordInputs` refuses.
    func record<Response: SwiftProtobuf.Message & Sendable>(
        _ record: RecordInputs, in id: CycleID, _ request: CommandRequest,
        respond: @escaping @Sendable (Cycle, _ changed: Int) throws -> Response
    ) async throws -> Response {
        try await change(id, request) { tx, loaded, _ in
            let known = try await tx.query(CycleInputTable.select(id, like: record.inputs))
            let before = Set(try known.map(CycleInputTable.decode))
            let changed = record.inputs.filter { !before.contains($0) }
            let count: Int64 =
                try await tx.query(CycleInputTable.count(id)).first?.get("count") ?? 0
            guard Int(count) - before.count + record.inputs.count <= EvaluationLimits.inputsMax
            else { throw Self.tooManyInputs }
            let decision = try record.decide(
                loaded.cycle, by: request.caller, pack: loaded.pack, changed: changed.count)
            let writes =
                changed.isEmpty
                ? [] : [CycleInputTable.save(changed, of: loaded.cycle, computation: 0)]
            return Changed(decision, writes) { try respond($0, changed.count) }
        }
    }

    /// Computes from what was recorded and what was imported.
    /// - Throws: `not-found`, `supervision-incomplete`, and what `ComputeCycle` refuses.
    func compute<Response: SwiftProtobuf.Message & Sendable>(
        _ id: CycleID, _ request: CommandRequest,
        respond: @escaping @Sendable (Cycle) throws -> Response
    ) async throws -> Response {
        try await change(id, request) { tx, loaded, today in
            let cycle = loaded.cycle
            try ComputeCycle().check(cycle, by: request.caller)
            let recorded = try await tx.query(CycleInputTable.select(id, computation: 0))
                .map(CycleInputTable.decode)
            let inputs = CycleInput.merged(
                recorded,
                with: try await CycleSources(tx: tx, today: today)
                    .inputs(of: cycle, loaded.pack, recorded))
            let judgement = try CycleJudgement(cycle, loaded.pack, inputs)
            if let refusal = CycleRules(loaded.pack).refusal(grading: cycle, judgement.results) {
                throw refusal
            }
            let decision = try ComputeCycle().decide(
                cycle, by: request.caller, on: today, inputs: inputs.count, judgement,
                shelf.workingDays)
            let after = decision.state
            let writes =
                [CycleInputTable.save(inputs, of: after, computation: after.computation)]
                + CycleResultTable.insert(judgement, of: after, on: today)
            return Changed(decision, writes, respond)
        }
    }

    /// Objects, answers or withdraws.
    /// - Throws: `not-found`, and what `decide` refuses.
    func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: CycleID, _ request: CommandRequest,
        decide: @escaping @Sendable (LoadedCycle, CalendarDate) throws -> CycleDecision,
        respond: @escaping @Sendable (Cycle) throws -> Response
    ) async throws -> Response {
        try await change(id, request) { _, loaded, today in
            Changed(try decide(loaded, today), [], respond)
        }
    }

    /// What a command made of a cycle, what else is written, and the answer.
    private struct Changed<Response: Sendable>: Sendable {
        let decision: CycleDecision
        let writes: [SQL]
        let respond: @Sendable (Cycle) throws -> Response

        init(
            _ decision: CycleDecision, _ writes: [SQL],
            _ respond: @escaping @Sendable (Cycle) throws -> Response
        ) {
            self.decision = decision
            self.writes = writes
            self.respond = respond
        }
    }

    private func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: CycleID, _ request: CommandRequest,
        decide:
            @escaping @Sendable (PostgresTransaction, LoadedCycle, CalendarDate) async throws ->
            Changed<Response>
    ) async throws -> Response {
        let shelf = shelf
        return try await commands.run(request) { tx, _, now in
            let loaded = try await CycleTable.load(id, locked: true, shelf, tx)
            let changed = try await decide(tx, loaded, CalendarDate(shanghai: now))
            let writes =
                changed.decision.changes.isEmpty
                ? [] : CycleTable.update(changed.decision.state)
            return try Self.outcome(changed.decision, writes + changed.writes, changed.respond)
        }
    }

    private static func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ decision: CycleDecision, _ writes: [SQL],
        _ respond: @Sendable (Cycle) throws -> Response
    ) throws -> CommandOutcome<Response> {
        CommandOutcome(
            try respond(decision.state), writes: writes, events: try decision.events(),
            subjects: decision.changes.isEmpty ? [] : [decision.state.reference],
            districts: decision.state.districts)
    }

    /// Packs of that id, in another version, whose cycles in the district are not over (TC-33).
    private static func running(
        _ district: DistrictCode, _ pack: PolicyPack, _ shelf: PackShelf,
        _ tx: PostgresTransaction
    ) async throws -> [PolicyPack] {
        try await tx.query(
            """
            SELECT DISTINCT ON (pack_version) pack, pack_version, pack_file FROM evaluation.cycle \
            WHERE district = \(district.rawValue) AND pack = \(pack.id) \
            AND pack_version <> \(pack.version) AND status IN ('open', 'contesting')
            """
        ).map {
            try shelf.pack(
                version: $0.get("pack_version"), name: $0.get("pack"), file: $0.get("pack_file"))
        }
    }

    private static func explained<Value>(
        _ period: CyclePeriod, _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let error as PostgresError {
            if case .uniqueViolation("cycle_group_running") = error.kind {
                throw CycleRefusals.cycleExists(period)
            }
            throw error
        }
    }

    /// More rows than a cycle takes.
    static let tooManyInputs = Refusal(
        .invalid, "too-many-inputs", field: "inputs",
        what: Wording(
            "一个周期最多 \(EvaluationLimits.inputsMax) 行数据。",
            "A cycle has at most \(EvaluationLimits.inputsMax) inputs."),
        next: Wording("请分几个周期办理。", "Open several cycles, each for some groups."))
}
