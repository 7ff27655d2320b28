package import TaoliModels

/// One school's figures in a plan: what is asked of it and what the plan does.
package struct PlanFigures: Hashable, Sendable {
    /// The school.
    package let school: SchoolID
    /// Whether it sends.
    package let isStrong: Bool
    /// Why it sends or receives.
    package let basis: RecordedInstance.Basis
    /// All its teachers of the stage.
    package let teachers: Int
    /// Those of them who may be sent.
    package let eligible: Int
    /// Of strong schools: those who must go, and key teachers that so many call for.
    package let quota: Int
    /// Key teachers that its quota calls for.
    package let keyRequired: Int
    /// Of receiving schools.
    package let places: Int
    /// Those who go, or come, and key teachers among them.
    package let moving: Int
    /// Key teachers among those who go or come.
    package let keyMoving: Int
    /// Posts of receiving schools open before and with the plan.
    package let openBefore: Int
    /// Posts that stay open with the plan.
    package let openAfter: Int
    /// Teachers away from earlier years, or guests.
    package let serving: Int

    /// One for each school of the group, in the order of the instance.
    package static func all(_ problem: RecordedProblem, _ moves: [PlannedMove]) -> [PlanFigures] {
        let facts = problem.facts
        let plan = UnitPlan(facts, problem.placements(moves))
        let balance = Dictionary(
            SchoolBalance.all(plan, problem.instance).map { ($0.school, $0) },
            uniquingKeysWith: { first, _ in first })
        return problem.recorded.schools.enumerated().map { number, school in
            let id = problem.schoolIDs[number]
            let sender = facts.senders.first { $0.school == number }
            let receiver = facts.receivers.first { $0.school == number }
            let own = moves.filter { school.isStrong ? $0.home == id : $0.receiving == id }
            let staff = problem.recorded.teachers.filter { $0.school == school.id }
            return PlanFigures(
                school: id, isStrong: school.isStrong, basis: school.basis,
                teachers: staff.count, eligible: staff.count(where: \.isEligible),
                quota: sender?.quota ?? 0,
                keyRequired: sender.map {
                    SenderFacts.keyRequired($0.quota, facts.parameters.keyPercent)
                } ?? 0,
                places: school.places, moving: own.count, keyMoving: own.count(where: \.isKey),
                openBefore: balance[number]?.openBefore ?? 0,
                openAfter: balance[number]?.openAfter ?? 0,
                serving: sender?.away ?? receiver?.filled ?? 0)
        }
    }
}
