import RotationCore
import TaoliModels
import Testing

@Suite("The independent checker")
struct CheckerTests {
    private typealias Rule = PlanViolation.Rule

    /// The best plan of the fixture `group`, with something done to it.
    private func rules(
        _ change: (inout [Placement], inout PlanInstance, inout PlanParameters) -> Void
    ) throws -> Set<Rule> {
        var (instance, parameters) = try Fixture.load("group")
        let unit = PlanUnit.split(instance)[0]
        var plan = UnitPlanner(UnitFacts(unit, of: instance, parameters)).best().plan
        change(&plan, &instance, &parameters)
        return Set(PlanChecker(instance, parameters).violations(plan).map(\.rule))
    }

    @Test("The planner's own plan breaks nothing")
    func clean() throws {
        #expect(try rules { _, _, _ in }.isEmpty)
    }

    @Test("A teacher who stands in the plan twice is found")
    func twice() throws {
        #expect(
            try rules { plan, _, _ in
                let other = plan.first { $0.school != plan[0].school }
                plan.append(Placement(teacher: plan[0].teacher, school: other?.school ?? 0))
            }.contains(.twice))
    }

    @Test("A teacher who is not eligible is found")
    func notEligible() throws {
        #expect(
            try rules { plan, instance, _ in
                let other = instance.teachers.indices.first {
                    !instance.teachers[$0].isEligible && instance.teachers[$0].school == 0
                }
                plan.append(Placement(teacher: other ?? 0, school: plan[0].school))
            }.contains(.notEligible))
    }

    @Test("A school that is no partner is found")
    func notPartner() throws {
        #expect(
            try rules { plan, _, _ in
                plan[0] = Placement(teacher: plan[0].teacher, school: 1)
            }.contains(.notPartner))
    }

    @Test("A way beyond the limit is found, and a way that nobody knows")
    func commute() throws {
        #expect(
            try rules { _, _, parameters in parameters.commuteMaxMinutes = 1 }.contains(.commute))
        #expect(
            try rules { _, instance, _ in instance.ways = Grouped() }.contains(.commute))
    }

    @Test("Too few and too many from a school are found")
    func quota() throws {
        #expect(try rules { plan, _, _ in plan.removeAll { $0.teacher < 60 } }.contains(.quota))
        #expect(
            try rules { _, _, parameters in
                parameters.quotaPercent = 1
                parameters.maxOutPercent = 10
            }.contains(.maxOut))
    }

    @Test("Too few key teachers are found")
    func keyShare() throws {
        #expect(
            try rules { plan, instance, _ in
                plan.removeAll { instance.teachers[$0.teacher].isKey }
            }.contains(.keyShare))
    }

    @Test(
        "A team that is too small is found, in each reading of the rule",
        arguments: TeamScope.allCases)
    func team(scope: TeamScope) throws {
        #expect(
            try rules { plan, instance, parameters in
                parameters.teamScope = scope
                instance.schools = instance.schools.map {
                    PlanSchool(code: $0.code, stage: $0.stage, places: $0.places, isTeamAsked: true)
                }
                let school = plan[0].school
                plan.removeAll { $0.school == school }
                plan.append(Placement(teacher: 2, school: school))
            }.contains(.team))
    }

    @Test("A subject that loses too many is found")
    func subjectLoss() throws {
        #expect(
            try rules { _, _, parameters in
                parameters.subjectLossPercent = 0
                parameters.subjectLossFloor = 0
            }.contains(.subjectLoss))
    }

    @Test("A school with more people than places is found")
    func capacity() throws {
        #expect(
            try rules { plan, instance, _ in
                instance.schools = instance.schools.map {
                    PlanSchool(code: $0.code, stage: $0.stage, places: 1)
                }
            }.contains(.capacity))
    }

    @Test("Every rule has a test above")
    func complete() {
        #expect(
            Set(Rule.allCases.map(\.rawValue)) == [
                "twice", "not_eligible", "not_partner", "commute", "quota", "max_out", "key_share",
                "team", "subject_loss", "capacity",
            ])
    }
}
