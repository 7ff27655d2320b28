import RotationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("A year's plan under a pack")
struct PackParametersTests {
    private func parameters(_ pack: PolicyPack) throws -> PlanParameters {
        try PackParameters(pack).draft.parameters()
    }

    /// Ten eligible teachers of one school, five of them key teachers, and two receiving schools.
    private func sketch(_ parameters: PlanParameters, eligible: Int = 10) -> Sketch {
        var sketch = Sketch()
        sketch.schools = [
            .init(code: "A", isStrong: true), .init(code: "B"), .init(code: "C"),
        ]
        for number in 0..<eligible {
            sketch.teachers.append(
                .init(
                    code: "T\(number)", school: "A", subject: "s\(number % 5)", isKey: number < 5,
                    ways: ["B": (10, 5), "C": (12, 6)]))
        }
        sketch.parameters = parameters
        return sketch
    }

    @Test("SH-3: the pack's values are those of the shared instances, each with its clause or ours")
    func shanghai() throws {
        let own = try PackParameters(Packs.pack("SH"))
        #expect(try own.draft.parameters() == .shanghai)
        #expect(own.origins.first { $0.name == "quota_pct" }?.source?.clause == "SH-3")
        #expect(own.origins.first { $0.name == "commute_max_min" }?.source?.ours != nil)
        #expect(own.origins.allSatisfy { $0.source != nil })
        let (instance, _) = try Fixture.load("group")
        let facts = UnitFacts(
            PlanUnit.split(instance)[0], of: instance, try own.draft.parameters())
        #expect(UnitPlanner(facts).best().objective == 607)
    }

    @Test("The national 10 % of 11 is 2 and of 10 is 1; one number changed changes the plan")
    func national() throws {
        let own = try parameters(Packs.pack("CN"))
        #expect(own.quotaPercent == 10 && own.keyPercent == 20 && own.teamMin == 1)
        #expect(sketch(own, eligible: 10).facts().senders[0].quota == 1)
        #expect(sketch(own, eligible: 11).facts().senders[0].quota == 2)
        #expect(sketch(own).best().plan.count == 1)
        let stricter = try parameters(
            Packs.pack("CN", "measure: sent, at_least: 10", "measure: sent, at_least: 11"))
        #expect(sketch(stricter).best().plan.count == 2)
    }

    @Test(
        "SH-3: two of ten meet 20 %, and one of three key teachers 30 %: both ends by the checker")
    func boundaries() throws {
        let pack = try Packs.pack("SH", "id: team, at_least: 3", "id: team, at_least: 1")
        let sketch = try sketch(parameters(pack))
        let instance = sketch.instance
        let checker = PlanChecker(instance, sketch.parameters)
        func rules(_ teachers: [Int]) -> Set<PlanViolation.Rule> {
            Set(checker.violations(teachers.map { Placement(teacher: $0, school: 1) }).map(\.rule))
        }
        #expect(rules([0, 6]).isEmpty)
        #expect(rules([0]) == [.quota])
        #expect(rules([6, 7, 0]).isEmpty)
        #expect(rules([6, 7, 8]) == [.keyShare])
    }

    @Test("Decision 1: by `serving` those still away count; by `newly_sent` they do not")
    func serving() throws {
        for (word, quota) in [("newly_sent", 2), ("serving", 1)] {
            let pack = try Packs.pack("SH", "counts: newly_sent", "counts: \(word)")
            var sketch = try sketch(parameters(pack))
            sketch.parameters.teamMin = 1
            sketch.teachers.append(
                .init(code: "away", school: "A", isEligible: false, awayAt: "B"))
            // 20 % of 10, or of the 10 and the one who is away: 2 or 3, of which one serves.
            let expected = word == "serving" ? 2 : quota
            #expect(sketch.facts().senders[0].quota == expected)
            let plan = sketch.best().plan
            #expect(plan.count == 2)
            #expect(PlanChecker(sketch.instance, sketch.parameters).violations(plan).isEmpty)
            let less = Array(plan.prefix(1))
            #expect(
                PlanChecker(sketch.instance, sketch.parameters).violations(less).map(\.rule)
                    .contains(.quota))
        }
    }

    @Test("XN-5: a pack without a yearly quota plans no year, and says what to use")
    func noQuota() throws {
        let pack = try Packs.pack("XN")
        let refusal = #expect(throws: Refusal.self) { try PackParameters(pack) }
        #expect(refusal?.slug == "no-yearly-quota")
        #expect(refusal?.next.english.contains("taoli rotation team") == true)
    }

    @Test("Every rule of a plan is cited by its clause, house rules by ours")
    func citations() throws {
        let citations = PlanCitations(try PackParameters(Packs.pack("SH")).origins)
        #expect(citations[PlanViolation.Rule.quota] == "SH-3")
        #expect(citations[RuleFamily.team] == "SH-3")
        #expect(citations[PlanViolation.Rule.maxOut] == "ours")
        #expect(citations[RuleFamily.capacity] == nil)
        #expect(citations[InfeasibilityCause.tooFewKeyTeachers(0)] == "SH-3")
        #expect(citations[BindingRule.maxOut(sender: 0, count: 3)] == "ours")
        #expect(PlanCitations.none[RuleFamily.quota] == nil)
    }

    @Test("SH-3: a subject of the examination that weighs less than another is told")
    func priorities() throws {
        var sketch = Sketch()
        sketch.schools = [.init(code: "B", stage: .junior)]
        // Registry's code, and the one of the reference instances, mean the same subject.
        for code in ["mathematics", "math"] {
            sketch.needs = [
                .init(school: "B", subject: code, weight: 2),
                .init(school: "B", subject: "music", weight: 3),
                .init(school: "B", subject: "physics", weight: 3),
            ]
            let found = SubjectPriorityCheck(try Packs.pack("SH")).findings(sketch.instance)
            #expect(found.map(\.subject) == [code] && found.first?.other == "music")
            #expect(found.first?.text.english.contains("SH-3") == true)
        }
        sketch.schools = [.init(code: "B", stage: .primary)]
        #expect(SubjectPriorityCheck(try Packs.pack("SH")).findings(sketch.instance).isEmpty)
    }
}
