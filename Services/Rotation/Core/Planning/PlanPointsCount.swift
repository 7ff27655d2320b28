/// The points of a plan, part by part.
package struct PlanPointsCount: Hashable, Sendable {
    /// For posts that nobody fills.
    package private(set) var unmet = 0
    /// For teachers whom no post needs.
    package private(set) var surplus = 0
    /// For extra minutes of commute.
    package private(set) var minutes = 0
    /// For wishes not met.
    package private(set) var preference = 0
    /// For sending people who do not want to go.
    package private(set) var unwilling = 0
    /// For sending people in hardship.
    package private(set) var hardship = 0

    /// - Parameter moves: places in `facts.moves`.
    package init(_ facts: UnitFacts, moves: [Int]) {
        var coming: [[Int]: Int] = [:]
        for place in moves {
            let move = facts.moves[place]
            minutes += move.cost.minutes
            preference += move.cost.preference
            unwilling += move.cost.unwilling
            hardship += move.cost.hardship
            coming[[move.receiver, move.subject], default: 0] += 1
        }
        let points = facts.parameters.points
        for need in facts.needs {
            let filled = coming.removeValue(forKey: [need.receiver, need.subject]) ?? 0
            unmet += max(0, need.amount - filled) * need.weight * points.unmetPerWeight
            surplus += max(0, filled - need.amount) * points.surplus
        }
        surplus += coming.values.reduce(0, +) * points.surplus
    }

    /// All parts together: the objective.
    package var total: Int { unmet + surplus + minutes + preference + unwilling + hardship }
}
