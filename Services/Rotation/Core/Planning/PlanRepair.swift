/// Plans again after something has changed: with as few changes as possible, then with as few
/// points as possible.
package struct PlanRepair: Sendable {
    private let plan: UnitPlan
    private let limits: SolverLimits

    /// - Parameter plan: what stands; teachers who cannot go any more may still be in it.
    package init(_ plan: UnitPlan, limits: SolverLimits = .none) {
        self.plan = plan
        self.limits = limits
    }

    /// The plan that keeps every rule and decision and changes the fewest teachers' schools.
    ///
    /// - Parameter ready: quotas and key shares may be missed, as few as possible in that order, before
    ///   changes count.
    package func repaired(_ choices: PlanChoices, ready: ReadyKind? = nil) -> UnitAnswer {
        var options = ModelOptions()
        options.choices = choices
        options.isQuotaElastic = ready != nil
        options.isKeyElastic = ready != nil
        options.present = Set(
            plan.placements.map { PlanChoices.Pair(teacher: $0.teacher, school: $0.school) })
        return UnitPlanner(plan.facts, limits: limits)
            .solve(
                UnitModel(plan.facts, options), (ready?.objectives ?? []) + [.changes, .points])
    }
}

extension ReadyKind {
    /// What such a plan makes small before anything else.
    var objectives: [ModelObjective] {
        switch self {
        case .quotaFirst: [.quotaMissing, .keyMissing]
        case .keyFirst: [.keyMissing, .quotaMissing]
        }
    }
}
