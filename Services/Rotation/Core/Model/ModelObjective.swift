/// What is made small; several in turn make a lexicographic order.
enum ModelObjective: Sendable {
    /// Teachers missing from quotas.
    case quotaMissing
    /// Key teachers missing.
    case keyMissing
    /// Teachers whose school differs from the plan's before.
    case changes
    /// Points, as `params.json` counts them.
    case points
    /// Points, and among plans with equally many the fewest changes: one objective, the points
    /// multiplied by more than there can be changes.
    case pointsThenChanges

    /// What a move adds to the number of changes, the plan's own teachers counted as changed
    /// beforehand: 1 for somebody new, −1 for somebody who stays where they were.
    static func changes(
        _ move: Move, _ facts: UnitFacts, _ present: Set<PlanChoices.Pair>
    ) -> Int {
        let school = facts.receivers[move.receiver].school
        if present.contains(.init(teacher: move.teacher, school: school)) { return -1 }
        return present.contains { $0.teacher == move.teacher } ? 0 : 1
    }
}
