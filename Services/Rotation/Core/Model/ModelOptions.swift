/// How a unit's model is made.
struct ModelOptions: Sendable {
    /// Rules left out.
    var dropped: Set<RuleFamily> = []
    /// Whether quotas may be missed, counted one by one.
    var isQuotaElastic = false
    /// Whether key teachers may be missing, counted one by one.
    var isKeyElastic = false
    var choices = PlanChoices.none
    /// A plan from which few things should change; moves of it are never left out.
    var present: Set<PlanChoices.Pair>?
    /// Whether points are made small before changes.
    var isPointsFirst = false
}
