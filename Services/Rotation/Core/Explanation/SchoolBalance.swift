/// What a plan does to a school: its teachers, key teachers and years before and after, and the
/// posts left open.
package struct SchoolBalance: Hashable, Sendable {
    /// Teachers of a school at one time.
    package struct Staff: Hashable, Sendable {
        /// How many there are.
        package var teachers = 0
        /// Key teachers among them.
        package var keyTeachers = 0
        /// Years at their own schools, all together; of teachers whose years are known.
        package var years = 0
        /// Teachers whose years are known.
        package var knownYears = 0

        mutating func add(_ teacher: PlanTeacher, _ sign: Int) {
            teachers += sign
            if teacher.isKey { keyTeachers += sign }
            guard let own = teacher.years else { return }
            years += sign * Int(own)
            knownYears += sign
        }
    }

    /// Number of the school.
    package let school: Int
    /// Before the plan.
    package let before: Staff
    /// With the plan.
    package let after: Staff
    /// Posts open before and after; 0 for strong schools.
    package let openBefore: Int
    /// Posts that stay open with the plan.
    package let openAfter: Int

    /// One for each school of the unit, in the order of the instance.
    package static func all(_ plan: UnitPlan, _ instance: PlanInstance) -> [SchoolBalance] {
        var staff: [Int: Staff] = [:]
        for number in plan.facts.unit.teachers {
            let teacher = instance.teachers[number]
            staff[Int(teacher.school), default: Staff()].add(teacher, 1)
        }
        var after = staff
        for row in plan.placements {
            let teacher = instance.teachers[row.teacher]
            after[Int(teacher.school), default: Staff()].add(teacher, -1)
            after[row.school, default: Staff()].add(teacher, 1)
        }
        return plan.facts.unit.schools.map { school in
            let open = posts(plan, school)
            return SchoolBalance(
                school: school, before: staff[school] ?? Staff(), after: after[school] ?? Staff(),
                openBefore: open.before, openAfter: open.after)
        }
    }

    private static func posts(_ plan: UnitPlan, _ school: Int) -> (before: Int, after: Int) {
        plan.facts.needs.reduce((before: 0, after: 0)) { sum, need in
            guard plan.facts.receivers[need.receiver].school == school else { return sum }
            let left = max(0, need.amount - plan.coming(need.receiver, need.subject))
            return (sum.before + need.amount, sum.after + left)
        }
    }
}
