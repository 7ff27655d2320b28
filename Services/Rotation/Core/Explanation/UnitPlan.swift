/// A plan of one unit with the places of its moves among the unit's facts.
package struct UnitPlan: Sendable {
    /// The facts of its unit.
    package let facts: UnitFacts
    /// Places in `facts.moves`, ascending.
    package let moves: [Int]
    /// Rows of the plan that are no possible move of the unit.
    package let strangers: [Placement]

    /// - Parameter plan: rows of the whole plan; those of teachers of other units are left out.
    package init(_ facts: UnitFacts, _ plan: [Placement]) {
        let own = Set(facts.unit.teachers)
        let wanted = Set(plan.filter { own.contains($0.teacher) })
        var found: [Int] = []
        var seen: Set<Placement> = []
        for (place, move) in facts.moves.enumerated() {
            let row = Placement(
                teacher: move.teacher, school: facts.receivers[move.receiver].school)
            if wanted.contains(row), seen.insert(row).inserted { found.append(place) }
        }
        self.facts = facts
        moves = found
        strangers = wanted.subtracting(seen).sorted {
            ($0.teacher, $0.school) < ($1.teacher, $1.school)
        }
    }

    /// Its rows.
    package var placements: [Placement] {
        moves.map { place in
            let move = facts.moves[place]
            return Placement(
                teacher: move.teacher, school: facts.receivers[move.receiver].school)
        }
    }

    /// Its points, part by part.
    package var points: PlanPointsCount { PlanPointsCount(facts, moves: moves) }

    /// How many teachers come for a post.
    package func coming(_ receiver: Int, _ subject: Int) -> Int {
        moves.count { place in
            facts.moves[place].receiver == receiver && facts.moves[place].subject == subject
        }
    }
}
