import RotationCore
import TaoliModels
import Testing

@Suite("Instances with known optima")
struct ReferenceTests {
    @Test(
        "Status and points of every group equal the proven ones",
        arguments: ["tiny", "group", "groupshort", "district"])
    func optima(name: String) async throws {
        let (instance, parameters) = try Fixture.load(name)
        let expected = try #require(Fixture.expected().optimum_points[name])
        let planner = CityPlanner(instance, parameters, now: { 0 })
        let outcomes = await planner.plan(PlanUnit.split(instance), threads: 2)
        #expect(outcomes.count == expected.count)
        for outcome in outcomes {
            let group = outcome.facts.unit.name(in: instance)
            let known = try #require(expected[group])
            #expect(outcome.answer.status.rawValue == known.status, "\(group)")
            #expect(outcome.answer.objective == known.objective, "\(group)")
            #expect(outcome.answer.bound == known.objective, "\(group)")
        }
        let plan = outcomes.flatMap(\.answer.plan)
        let checker = PlanChecker(instance, parameters)
        let planned = outcomes.filter { $0.answer.objective != nil }
        let schools = Set(planned.flatMap(\.facts.unit.schools))
        #expect(checker.violations(plan, at: schools).isEmpty)
        #expect(
            checker.points(plan, at: schools)
                == expected.values.reduce(0) { $0 + ($1.objective ?? 0) })
    }

    @Test(
        "The district's points in every reading of the team rule",
        arguments: [(TeamScope.pair, 47_428), (.receiver, 46_229), (.marked, 45_798)])
    func scopes(scope: TeamScope, points: Int) async throws {
        var (instance, parameters) = try Fixture.load("district")
        parameters.teamScope = scope
        let planner = CityPlanner(instance, parameters, now: { 0 })
        let outcomes = await planner.plan(PlanUnit.split(instance), threads: 2)
        #expect(outcomes.reduce(0) { $0 + ($1.answer.objective ?? 0) } == points)
    }

    @Test(
        "Reports on groups without a plan equal the reference",
        arguments: ["groupshort", "district"])
    func reports(name: String) throws {
        let (instance, parameters) = try Fixture.load(name)
        let units = PlanUnit.split(instance)
        for known in try #require(Fixture.expected().infeasible[name]) {
            let unit = try #require(units.first { $0.name(in: instance) == known.group })
            let facts = UnitFacts(unit, of: instance, parameters)
            let report = InfeasibilityReport(facts)
            #expect(
                report.bounds.causes.map { $0.wording(facts, report.bounds, instance).english }
                    == known.causes)
            #expect(report.bounds.schools.map { values($0, facts, instance) } == known.schools)
            let remedies = try #require(report.remedies)
            #expect(remedies.feasibleIfDropped.map(\.rawValue) == known.feasible_if_dropped)
            compare(remedies.quotaFirst, known.quota_first, facts, instance)
            compare(remedies.keyFirst, known.key_first, facts, instance)
        }
    }

    private func values(
        _ school: NecessaryBounds.School, _ facts: UnitFacts, _ instance: PlanInstance
    ) -> [String: Fixture.Value] {
        let sender = facts.senders[school.sender]
        return [
            "school": .text(instance.schools[sender.school].code),
            "eligible": .number(sender.eligible), "quota": .number(sender.quota),
            "max_out": .number(sender.maxOut), "reachable": .number(school.reachable),
            "sendable_under_subject_caps": .number(school.sendable),
            "key_eligible": .number(sender.keyEligible),
            "key_sendable": .number(school.keySendable),
            "key_required": .number(school.keyRequired),
            "max_out_keeping_key_share": .number(school.maxOutKeepingKeyShare),
        ]
    }

    private func compare(
        _ plan: ReadyPlan, _ known: Fixture.Ready, _ facts: UnitFacts, _ instance: PlanInstance
    ) {
        let codes = facts.senders.map { instance.schools[$0.school].code }
        #expect(
            plan.quotaMissing.reduce(0, +) == known.quota_missing.values.reduce(0, +))
        #expect(plan.keyMissing.reduce(0, +) == known.key_missing.values.reduce(0, +))
        #expect(Set(codes) == Set(known.quota_missing.keys))
        #expect(plan.answer.objective == known.objective)
        #expect(plan.answer.plan.count == known.sent)
        #expect(plan.answer.status == .optimal)
    }
}
