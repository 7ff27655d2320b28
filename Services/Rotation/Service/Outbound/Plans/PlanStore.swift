import Foundation
import RotationCore
import SwiftProtobuf
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Changes plans. Its transactions see every district, since a group may lie in two; who may do what
/// is Core's to decide.
struct PlanStore: Sendable {
    let context: ServiceContext
    let threads: SolvingThread
    /// For searches that a caller waits for.
    let patience: Duration

    var commands: CommandExecutor { context.commands }

    /// What is asked for.
    struct Start: Sendable {
        let group: GroupID
        let stage: Stage
        let year: SchoolYear
        /// `nil`: the pack that the group's district follows.
        let asked: FiledPack?
    }

    /// What a command made of a plan.
    struct Decided: Sendable {
        let decision: PlanDecision
        var stays: [StayDecision] = []
        /// Statements beside the plan's own.
        var more: [SQL] = []
    }

    /// Begins a plan: its instance is made and kept, its search waits for an instance of the
    /// service.
    /// - Throws: `group-unknown`, `not-your-district`, `group-absent`, `year-decided`, `year-over`,
    ///   `no-pack-followed`, `inputs-missing`, `no-yearly-quota`.
    func start<Response: SwiftProtobuf.Message & Sendable>(
        _ start: Start, by caller: Caller, _ request: CommandRequest,
        respond: @escaping @Sendable (YearPlan, String) throws -> Response
    ) async throws -> Response {
        try await commands.run(request) { tx, _, now in
            let group = try await PlanningGroup.load(start.group, tx)
            try BureauAuthority.check(caller, of: group.district)
            try await PlanStore.checkYearFree(tx, start)
            let today = CalendarDate(shanghai: now)
            try start.year.checkPlannable(today)
            let chosen = try await RotationPacks.chosen(
                start.asked, tx, by: group.district, in: start.year)
            let pack = chosen.pack
            let (parameters, _) = try RotationPacks.parameters(pack)
            let on = FactsReads.day(of: start.year, today: today)
            let assembled = try await Assembled(
                tx, group, start.stage, start.year, on: on, parameters)
            guard assembled.missing.isEmpty else {
                throw RotationRefusals.inputsMissing(assembled.missing)
            }
            let instance = assembled.instance
            let bytes = try PlanStore.bytes(instance)
            let plan = YearPlan(
                id: PlanID(.version7()), group: group.id, district: group.district,
                districts: group.districts, stage: start.stage, year: start.year, factsOn: on,
                pack: pack.id, packVersion: pack.version,
                clause: PlanStore.clause(pack),
                instanceHash: DerivedID.fingerprint(bytes), sending: instance.sending,
                receiving: instance.receiving, teachers: instance.teachers.count,
                eligible: instance.teachers.count(where: \.isEligible))
            let decision = try YearPlan.start(plan, by: caller)
            return CommandOutcome(
                try respond(decision.plan, group.name),
                writes: PlanTable.insert(
                    StoredPlan(
                        plan: decision.plan, instance: bytes, packFile: chosen.file,
                        report: nil)),
                events: [try PlanMessages.draft(decision)],
                subjects: [PlanMessages.reference(plan.id)], districts: plan.districts)
        }
    }

    /// Changes a plan.
    /// - Throws: `not-found`, `year-decided`, `teacher-placed-already`, and what `decide` refuses.
    func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: PlanID, _ request: CommandRequest,
        decide:
            @escaping @Sendable (StoredPlan, PostgresTransaction, CalendarDate) async throws ->
            Decided,
        respond: @escaping @Sendable (YearPlan, YearPlan, String) throws -> Response
    ) async throws -> Response {
        try await RotationRefusals.explained {
            try await commands.run(request) { tx, _, now in
                guard let stored = try await PlanTable.load(tx, [id], isLocked: true).first else {
                    throw RotationRefusals.notFound("plan_id", "方案", "plan")
                }
                let decided = try await decide(stored, tx, CalendarDate(shanghai: now))
                let (plan, stays) = (decided.decision.plan, decided.stays)
                let name = try await PlanningGroup.load(plan.group, tx).name
                return CommandOutcome(
                    try respond(stored.plan, plan, name),
                    writes: PlanTable.update(plan, from: stored.plan)
                        + stays.flatMap { StayTable.save($0.stay) } + decided.more,
                    events: try [PlanMessages.draft(decided.decision)]
                        + stays.map(StayMessages.draft),
                    subjects: [PlanMessages.reference(id)]
                        + stays.map { StayMessages.reference($0.stay.id) },
                    districts: plan.districts)
            }
        }
    }

    /// The bytes that are kept, hashed and compared.
    static func bytes(_ instance: RecordedInstance) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(instance)
    }

    private static func clause(_ pack: PolicyPack) -> String {
        pack[RotationSection.self].shares.first { $0.measure == .sent }?.source.citation ?? "ours"
    }

    private static func checkYearFree(_ tx: PostgresTransaction, _ start: Start) async throws {
        let decided = try await tx.query(
            """
            SELECT 1 FROM rotation.plan WHERE group_id = \(start.group.rawValue) \
            AND stage = \(start.stage.rawValue) AND school_year = \(start.year.description) \
            AND state = 'decided'
            """)
        guard decided.isEmpty else { throw PlanRefusals.yearDecided }
    }
}

/// A year's instance as the facts are now.
struct Assembled: Sendable {
    let instance: RecordedInstance
    let names: [SchoolID: String]
    /// What the bureau has to record before a plan can be started.
    let missing: [Wording]

    init(
        _ tx: PostgresTransaction, _ group: PlanningGroup, _ stage: Stage, _ year: SchoolYear,
        on day: CalendarDate, _ parameters: PlanParameters
    ) async throws {
        let facts = try await FactsReads(
            tx: tx, group: group, stage: stage, year: year, on: day
        ).load()
        names = try await FactsReads.names(tx, facts.members.map(\.school))
        var assembly = InstanceAssembly(facts, parameters)
        instance = assembly.assemble(group.id, names: names)
        missing = assembly.missing
    }
}
