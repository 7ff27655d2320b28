import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

extension PlanStore {
    /// The independent check of a draft, or of the ready plan that is taken.
    func check(
        _ stored: StoredPlan, _ tx: PostgresTransaction, by caller: Caller, ready: ReadyKind?
    ) async throws -> Decided {
        let plan = stored.plan
        try BureauAuthority.check(caller, of: plan.district)
        var choice: ReadyChoice?
        if let ready, plan.state == .infeasible {
            let moves = try await PlanTable.moves(tx, [plan.id], ready: ready)[plan.id] ?? []
            let lacks = try PlanReports.shortfall(stored.report, ready)
            choice = ReadyChoice(
                kind: ready, moves: moves, quotaMissing: lacks.quota, keyMissing: lacks.key)
        } else if let ready {
            choice = ReadyChoice(kind: ready, moves: [], quotaMissing: 0, keyMissing: 0)
        }
        let problem = try await problem(stored, tx)
        let moves = choice.map { $0.moves.isEmpty ? plan.moves : $0.moves } ?? plan.moves
        let broken = problem.violations(moves, ready: choice?.kind ?? plan.ready)
        return Decided(
            decision: try plan.checked(by: caller, broken: broken.map(\.text), ready: choice))
    }

    /// The decision: facts are looked at anew, placements begin, schools are frozen.
    func decide(
        _ stored: StoredPlan, _ tx: PostgresTransaction, by caller: Caller, version: Int64?,
        years: Int?, reason: String, today: CalendarDate
    ) async throws -> Decided {
        let plan = stored.plan
        try plan.checkDecision(by: caller, version: version, reason: reason, today: today)
        let pack = try RotationPacks.kept(stored.packFile, plan.pack)
        let stale = try await changes(stored, tx, isLocking: true)
        let (decision, stays) = try plan.decided(
            stale: stale, terms: try PlacementTerms(pack, plan, years: years), today: today,
            newID: { PlacementID(.version7()) })
        let figures = PlanFigures.all(try await problem(stored, tx), plan.moves)
        return Decided(
            decision: decision, stays: stays, more: [PlanTable.insert(figures, of: plan)])
    }

    /// The repair after somebody withdrew; of a decided plan its placements follow.
    func repair(
        _ stored: StoredPlan, _ tx: PostgresTransaction, by caller: Caller,
        without people: [PersonID], today: CalendarDate
    ) async throws -> Decided {
        let plan = stored.plan
        try plan.checkRepair(by: caller, without: people)
        let stays =
            plan.state == .decided
            ? try await StayTable.load(
                tx, where: "p.plan_id = \(plan.id.rawValue)", isLocked: true) : []
        let begun = Set(stays.filter { $0.beganOn != nil }.map(\.person))
        guard begun.isDisjoint(with: people) else { throw RotationRefusals.stayBegun }
        let problem = try await problem(stored, tx)
        let patience = patience
        let gone = Set(people).union(plan.withdrawn)
        let fixed = plan.moves.filter { begun.contains($0.person) }
        let repaired = try await threads.run {
            try PlanSearch(problem, limits: .within(patience))
                .repaired(plan.moves, without: gone, fixed: fixed)
        }
        guard let repaired else { throw PlanRefusals.cannotRepair }
        let decision = try plan.repaired(
            by: caller, without: people, moves: repaired.moves, objective: repaired.objective)
        return Decided(
            decision: decision,
            stays: try followUp(stored, decision.plan, stays, people, by: caller))
    }

    /// Placements of moves that the repair gave up end; those of new moves begin.
    private func followUp(
        _ stored: StoredPlan, _ plan: YearPlan, _ stays: [TeacherStay], _ people: [PersonID],
        by caller: Caller
    ) throws -> [StayDecision] {
        guard plan.state == .decided, let pattern = stays.first else { return [] }
        let kept = Set(plan.moves)
        let before = Set(stored.plan.moves)
        let open = stays.filter(\.state.isOpen)
        let ended = try open.filter { stay in
            !plan.moves.contains { $0.person == stay.person && $0.receiving == stay.receiving }
        }.map { stay in
            try stay.ended(
                by: caller, on: stay.from,
                ground: people.contains(stay.person) ? .withdrawn : .replanned, reason: "")
        }
        let terms = try PlacementTerms(
            RotationPacks.kept(stored.packFile, plan.pack), plan,
            years: pattern.years(until: pattern.until))
        let begun = plan.moves.filter { kept.contains($0) && !before.contains($0) }
            .map { plan.placement(PlacementID(.version7()), $0, terms) }
        return ended + begun
    }

    /// What has changed since the plan was solved.
    ///
    /// - Parameter isLocking: keeps what the bureau recorded as it is until this transaction ends.
    func changes(_ stored: StoredPlan, _ tx: PostgresTransaction, isLocking: Bool = false)
        async throws -> [Wording]
    {
        let plan = stored.plan
        if isLocking {
            _ = try await InputTable.find(tx, plan.group, plan.year, lock: " FOR SHARE")
        }
        let pack = try RotationPacks.kept(stored.packFile, plan.pack)
        let now = try await Assembled(
            tx, try await PlanningGroup.load(plan.group, tx), plan.stage, plan.year,
            on: plan.factsOn, try RotationPacks.parameters(pack).0)
        if DerivedID.fingerprint(try PlanStore.bytes(now.instance)) == plan.instanceHash {
            return []
        }
        return InstanceDifference.changes(
            from: try stored.recorded(), to: now.instance, names: now.names)
    }

    /// The plan's instance as the planner reads it.
    func problem(_ stored: StoredPlan, _ tx: PostgresTransaction) async throws -> RecordedProblem {
        let recorded = try stored.recorded()
        let names = try await FactsReads.names(tx, recorded.sending + recorded.receiving)
        let pack = try RotationPacks.kept(stored.packFile, stored.plan.pack)
        return try RecordedProblem(recorded, try RotationPacks.parameters(pack).0, names: names)
    }
}

extension SolverLimits {
    /// Ends a search when so much time has passed.
    static func within(_ patience: Duration) -> SolverLimits {
        let end = ContinuousClock.now + patience
        return SolverLimits(isTimeUp: { ContinuousClock.now >= end })
    }
}
