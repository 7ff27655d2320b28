/// What came out for one unit.
package struct UnitAnswer: Sendable {
    /// How far the proof went.
    package enum Status: String, Sendable {
        /// The plan is proved to be the best.
        case optimal
        /// It is proved that no plan keeps every rule.
        case infeasible
        /// The time was up; `bound` says how good a plan could be at best.
        case limit
    }

    /// How far the proof went.
    package let status: Status
    /// Who goes where; empty without a plan.
    package let plan: [Placement]
    /// The plan's points; `nil` without a plan.
    package let objective: Int?
    /// No plan has fewer points; `nil` when there is none at all.
    package let bound: Int?
    /// Parts of the search that were looked at.
    package let nodes: Int

    /// How much better a plan could be at most, as a share of its points: 0 when proved; `nil`
    /// without a plan.
    package var gap: Double? {
        guard let objective else { return nil }
        guard let bound, bound < objective else { return 0 }
        return Double(objective - bound) / Double(max(objective, 1))
    }
}

/// One teacher sent to one school, by number in the instance.
package struct Placement: Hashable, Sendable {
    /// Number of the teacher.
    package let teacher: Int
    /// The receiving school.
    package let school: Int

    package init(teacher: Int, school: Int) {
        self.teacher = teacher
        self.school = school
    }
}
