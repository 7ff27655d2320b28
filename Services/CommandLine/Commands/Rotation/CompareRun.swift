import RotationCore
import TaoliModels

/// Plans the units concerned anew and sets both plans side by side.
struct CompareRun {
    let loaded: LoadedInstance
    /// Those of the other plan.
    let parameters: PlanParameters
    let choices: PlanChoices
    let rows: [Placement]
    let repairs: Bool
    let isGreedy: Bool
    let limit: Double?

    func compare() throws -> CompareRecord {
        let watch = Stopwatch()
        let limits = limit.map { seconds in
            SolverLimits(isTimeUp: { watch.seconds >= seconds })
        }
        let units = PlanUnit.split(loaded.instance).filter(isConcerned)
        return try CompareRecord(
            groups: units.map { try compare($0, limits ?? .none) }, loaded: loaded)
    }

    /// With no decision about single schools every unit is planned anew.
    private func isConcerned(_ unit: PlanUnit) -> Bool {
        if isGreedy {
            // A group without a plan has nothing to set the spreadsheet against.
            let planned = Set(rows.map { Int(loaded.instance.teachers[$0.teacher].school) })
            return !planned.isDisjoint(with: unit.schools)
        }
        if choices == .none || parameters != loaded.parameters { return true }
        let teachers = Set(unit.teachers)
        let schools = Set(unit.schools)
        return !teachers.isDisjoint(with: choices.withdrawn)
            || (choices.pinned.union(choices.forbidden)).contains { teachers.contains($0.teacher) }
            || (choices.pinnedTeams.union(choices.forbiddenTeams)).contains {
                schools.contains($0.sender)
            }
    }

    private func compare(_ unit: PlanUnit, _ limits: SolverLimits) throws -> GroupComparison {
        let before = UnitPlan(
            UnitFacts(unit, of: loaded.instance, loaded.parameters), rows)
        let facts = UnitFacts(unit, of: loaded.instance, parameters)
        let own = choices.within(unit)
        let answer: UnitAnswer
        if isGreedy {
            let plan = SpreadsheetPlan.make(facts)
            return GroupComparison(
                name: unit.name(in: loaded.instance), before: before.placements,
                pointsBefore: before.points.total, after: plan.placements,
                pointsAfter: plan.points.total, bound: nil, status: nil, conflict: nil,
                broken: broken(plan.placements, unit))
        } else if repairs {
            answer = PlanRepair(UnitPlan(facts, rows), limits: limits).repaired(own)
        } else {
            answer = UnitPlanner(facts, limits: limits).best(own)
        }
        let found = broken(answer.plan, unit)
        guard answer.objective == nil || found.isEmpty else {
            throw CommandFailure(
                .bug,
                Wording(
                    "方案未通过独立校验：\(found[0].text.chinese)",
                    "The plan fails the independent check: \(found[0].text.english)"),
                next: Wording("请把数据交给开发者。", "Give the instance to the developers."))
        }
        return GroupComparison(
            name: unit.name(in: loaded.instance), before: before.placements,
            pointsBefore: before.points.total, after: answer.plan, pointsAfter: answer.objective,
            bound: answer.bound, status: answer.status,
            conflict: answer.status == .infeasible
                ? DecisionConflict(facts, loaded.instance, own, limits: limits) : nil,
            broken: [])
    }

    private func broken(_ plan: [Placement], _ unit: PlanUnit) -> [PlanViolation] {
        PlanChecker(loaded.instance, parameters).violations(plan, at: Set(unit.schools))
    }
}
