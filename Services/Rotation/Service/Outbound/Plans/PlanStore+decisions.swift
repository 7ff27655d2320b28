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
        // Another plan that is decided at this moment may take the same places.
        try await RotationLocks.take(tx, schools: plan.sending + plan.receiving)
        let stale = try await changes(stored, tx, today: today, isLocking: true)
        let (decision, stays) = try plan.decided(
            stale: stale, terms: try PlacementTerms(pack, plan, years: years), today: today,
            newID: { PlacementID(.version7()) })
        let figures = PlanFigures.all(try await problem(stored, tx), plan.moves)
        return Decided(
            decision: decision, stays: stays, more: [PlanTable.insert(figures, of: plan)])
    }

    /// What has changed since the plan was solved: facts of its day, and who of those who go has left
    /// since.
    ///
    /// - Parameter isLocking: keeps what the bureau recorded as it is until this transaction ends.
    func changes(
        _ stored: StoredPlan, _ tx: PostgresTransaction, today: CalendarDate,
        isLocking: Bool = false
    ) async throws -> [Wording] {
        let plan = stored.plan
        if isLocking {
            _ = try await InputTable.find(tx, plan.group, plan.year, lock: " FOR SHARE")
        }
        let pack = try RotationPacks.kept(stored.packFile, plan.pack)
        let now = try await Assembled(
            tx, try await PlanningGroup.load(plan.group, tx), plan.stage, plan.year,
            on: plan.factsOn, try RotationPacks.parameters(pack).0)
        if DerivedID.fingerprint(try PlanStore.bytes(now.instance)) == plan.instanceHash {
            return try await PlanLeavers(
                tx, plan, plan.moves.map { ($0.person, $0.home) }, on: max(plan.factsOn, today)
            ).wordings
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
