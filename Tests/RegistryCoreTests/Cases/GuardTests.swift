import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// Every rule of composition and terms at its boundary: the figure it allows and the next one.
@Suite("The packs' rules at their boundaries")
struct GuardTests {
    /// Rules of composition that a unit does not keep.
    private func limits(_ pack: String, _ input: GuardInput) -> [String: RuleStrength] {
        let findings = CompositionCheck(CaseExamples.pack(pack)).findings(input)
        return Dictionary(uniqueKeysWithValues: findings.map { ($0.source.rule, $0.strength) })
    }

    private func conditions(_ pack: String, _ joining: UnitMember) -> [String: RuleStrength] {
        let findings = ConditionCheck(CaseExamples.pack(pack))
            .findings(CaseExamples.unit(joining: [joining]))
        return Dictionary(uniqueKeysWithValues: findings.map { ($0.source.rule, $0.strength) })
    }

    @Test("XN-3: the tenth school is allowed, the eleventh needs the bureau's exception")
    func tenAndEleven() {
        #expect(limits("XN", CaseExamples.unit(members: 8)).isEmpty)
        #expect(
            limits("XN", CaseExamples.unit(members: 9))
                == ["composition.limits.schools_max": .exception])
    }

    @Test(
        "XN-3: the fifth close-knit school only says that close-knit ought to stay, the sixth more")
    func closeKnit() {
        #expect(
            limits("XN", CaseExamples.unit(members: 4, mode: "close_knit"))
                == ["composition.limits.close_knit_stays": .warn])
        #expect(
            limits("XN", CaseExamples.unit(members: 5, mode: "close_knit"))
                == [
                    "composition.limits.close_knit_stays": .warn,
                    "composition.limits.close_knit_max": .warn,
                ])
    }

    @Test("XN-31: one lead school, not none and not two")
    func oneLead() {
        let lead = CaseExamples.member(.lead, mode: nil, category: nil)
        #expect(
            limits("XN", CaseExamples.unit(joining: [lead]))
                == ["composition.limits.leads_max": .refuse])
        let none = GuardInput(
            members: [], joining: [CaseExamples.member()], district: CaseExamples.home)
        #expect(limits("XN", none) == ["composition.limits.leads_min": .refuse])
    }

    @Test("GT-11: exactly one core school; outside the district is only said")
    func communities() {
        let lead = CaseExamples.member(.lead, mode: "co_built", category: nil)
        #expect(
            limits("GT", CaseExamples.unit(joining: [lead]))["composition.limits.core_max"]
                == .refuse)
        #expect(limits("GT", CaseExamples.unit(mode: "co_built")).isEmpty)
        let outside = CaseExamples.member(mode: "co_built", district: CaseExamples.other)
        #expect(
            conditions("GT", outside) == ["composition.conditions.member_same_district": .warn])
        #expect(
            conditions("GT", CaseExamples.member(mode: "entrusted"))
                == ["composition.conditions.member_mode": .refuse])
    }

    @Test("TC-3, SH-8, JD-13: what the other packs ask of a unit")
    func others() {
        #expect(limits("TC", CaseExamples.unit(mode: "member")).isEmpty)
        #expect(limits("SH", CaseExamples.unit(mode: "member")).isEmpty)
        let none = GuardInput(
            members: [], joining: [CaseExamples.member()], district: CaseExamples.home)
        #expect(limits("TC", none) == ["composition.limits.leads_min": .refuse])
        #expect(limits("SH", none) == ["composition.limits.leads_min": .refuse])
        #expect(limits("JD", none) == ["composition.limits.leads_min": .warn])
        #expect(
            conditions("JD", CaseExamples.member(mode: "combined")) == [
                "composition.conditions.across_stages": .warn
            ])
        #expect(
            conditions("TC", CaseExamples.member(district: CaseExamples.other))
                == ["composition.conditions.member_same_district": .reason])
    }

    @Test("JD-13: a member from another town than the unit's is told of; an unknown town is not")
    func towns() {
        func told(_ town: String?, unit: String?) -> RuleStrength? {
            let input = GuardInput(
                members: [CaseExamples.member(.lead, mode: nil, category: nil, town: unit)],
                joining: [CaseExamples.member(mode: "combined", town: town)],
                district: CaseExamples.home)
            return ConditionCheck(CaseExamples.pack("JD")).findings(input)
                .first { $0.source.rule == "composition.conditions.same_town" }?.strength
        }
        #expect(told("海幢街道", unit: "江南街道") == .warn)
        #expect(told("江南街道", unit: "江南街道") == nil)
        #expect(told(nil, unit: "江南街道") == nil)
        #expect(told("海幢街道", unit: nil) == nil)
    }

    @Test("XN-2: a member joins close-knit or entrusted, and in no other way")
    func modes() {
        #expect(conditions("XN", CaseExamples.member(mode: "close_knit")).isEmpty)
        #expect(conditions("XN", CaseExamples.member(mode: "entrusted")).isEmpty)
        #expect(
            conditions("XN", CaseExamples.member(mode: "brand"))
                == ["composition.conditions.member_mode": .refuse])
        #expect(conditions("XN", CaseExamples.member(mode: nil)).count == 1)
    }

    @Test("XN-1, XN-30, XN-31: a member is public, built, and new or weak")
    func members() {
        #expect(conditions("XN", CaseExamples.member(category: "weak")).isEmpty)
        #expect(conditions("XN", CaseExamples.member(category: "new")).isEmpty)
        #expect(
            conditions("XN", CaseExamples.member(category: "strong"))
                == ["composition.conditions.member_new_or_weak": .reason])
        #expect(
            conditions("XN", CaseExamples.member(ownership: .private))
                == ["composition.conditions.member_public": .reason])
        #expect(
            conditions("XN", CaseExamples.member(status: .underConstruction))
                == ["composition.conditions.member_built": .refuse])
        let privateLead = CaseExamples.member(.lead, mode: nil, category: nil, ownership: .private)
        #expect(conditions("XN", privateLead)["composition.conditions.lead_public"] == .refuse)
    }

    @Test("XN-1: a school that nobody designated hears what it must be, and who says so how")
    func undesignated() throws {
        let findings = ConditionCheck(CaseExamples.pack("XN"))
            .findings(CaseExamples.unit(joining: [CaseExamples.member(category: nil)]))
        let what = try #require(findings.first?.what)
        #expect(what.chinese.contains("或相对薄弱学校") && what.english.contains("(new, weak)"))
        #expect(what.chinese.contains("taoli unit category"))
    }

    @Test(
        "XN-21: three to six years need no reason, two and seven do",
        arguments: [(2, false), (3, true), (6, true), (7, false)])
    func term(_ years: Int, _ isUsual: Bool) {
        let findings = TermCheck(CaseExamples.pack("XN")).findings(
            CaseExamples.unit(term: years), mode: "entrusted", isExtension: false)
        #expect(findings.isEmpty == isUsual)
        #expect(findings.allSatisfy { $0.strength == .reason && $0.source.clause == "XN-21" })
    }

    @Test(
        "XN-21: all extensions together make three years at most",
        arguments: [(1, 2, true), (2, 2, false), (3, 0, true), (4, 0, false)])
    func extensions(_ years: Int, _ earlier: Int, _ isUsual: Bool) {
        let findings = TermCheck(CaseExamples.pack("XN")).findings(
            CaseExamples.unit(term: years, extended: earlier), mode: "entrusted",
            isExtension: true)
        #expect(findings.isEmpty == isUsual)
    }

    @Test("XN-21: a close-knit member has no term")
    func noTerm() {
        let findings = TermCheck(CaseExamples.pack("XN")).findings(
            CaseExamples.unit(term: nil), mode: "close_knit", isExtension: false)
        #expect(findings.isEmpty)
    }

    @Test("XN-3: the eleventh school: the council goes on, the government needs the exception")
    func exceptionInACase() throws {
        var walk = try CaseWalk("XN", "J", input: CaseExamples.unit(members: 9))
        try walk.take(walk.answer("J.1"))
        try walk.take(walk.answer("J.2"))
        try walk.take(walk.answer("J.3"))
        let plain = try walk.answer("J.4")
        let refusal = try #require(try walk.refusal(plain))
        #expect(refusal.slug == "rule-needs-exception" && refusal.clause == "XN-3")
        #expect(refusal.next.english.contains("composition.limits.schools_max"))
        let excepted = AnswerStep(
            step: "J.4", outcome: .yes, papers: plain.papers, effectiveOn: plain.effectiveOn,
            exceptions: [
                RuleException(rule: "composition.limits.schools_max", reason: "片区仅此一所龙头")
            ])
        try walk.take(excepted)
        #expect(walk.item.exceptions.count == 1 && walk.item.status == .decided)
        let grant = try #require(walk.item.exceptions[0].grant)
        #expect(grant.step == "J.4" && grant.by == walk.item.step("J.4")?.answers.last?.by)
    }

    @Test("XN-10: a private school does not found a group, whatever the bureau writes")
    func privateFounder() throws {
        let lead = CaseExamples.member(.lead, mode: nil, category: nil, ownership: .private)
        let input = GuardInput(
            members: [], joining: [lead], district: CaseExamples.home, isFounding: true)
        let walk = try CaseWalk("XN", "F", input: input)
        let refusal = try #require(try walk.refusal(walk.answer("F.1")))
        #expect(refusal.slug == "rule-broken" && refusal.clause == "XN-10")
    }

    @Test("XN-21: an extension beyond three years in all needs the bureau's reason")
    func longExtension() throws {
        var walk = try CaseWalk("XN", "E", input: CaseExamples.unit(term: 2, extended: 2))
        try walk.take(walk.answer("E.1"))
        #expect(try walk.refusal(walk.answer("E.2a"))?.slug == "rule-needs-exception")
    }

    @Test("GT-11: the last member does not leave; a unit of two may lose one")
    func lastMember() throws {
        let alone = CaseExamples.unit(members: 0, mode: "co_built", joining: [])
        let walk = try CaseWalk("GT", "L", input: alone)
        #expect(try walk.refusal(walk.answer("L.1"))?.slug == "rule-broken")
        let two = CaseExamples.unit(members: 1, mode: "co_built", joining: [])
        let other = try CaseWalk("GT", "L", input: two)
        #expect(try other.refusal(other.answer("L.1")) == nil)
    }

    @Test("Only a bureau sets a rule aside, at its own step, and only one that is broken there")
    func whoExcepts() throws {
        let rule = "composition.limits.schools_max"
        func excepting(_ answer: AnswerStep, _ rule: String) -> AnswerStep {
            AnswerStep(
                step: answer.step, outcome: .yes, papers: answer.papers,
                effectiveOn: answer.effectiveOn,
                exceptions: [RuleException(rule: rule, reason: "需要")])
        }
        var walk = try CaseWalk("XN", "J", input: CaseExamples.unit(members: 9))
        let mine = excepting(try walk.answer("J.1"), rule)
        #expect(try walk.refusal(mine)?.slug == "exceptions-are-the-bureaus")
        try walk.take(walk.answer("J.1"))
        try walk.take(walk.answer("J.2"))
        let early = excepting(try walk.answer("J.3"), rule)
        #expect(try walk.refusal(early)?.slug == "nothing-to-except")
        try walk.take(walk.answer("J.3"))
        // A delegate of the bureau answers as the bureau: the exception is asked for.
        let delegate = AccountID(.version7())
        let named = try DelegateStep(step: "J.4", to: delegate).decide(
            walk.item, by: walk.actor("J.4"), on: walk.today, walk.rules)
        walk.item = named.state
        let caller = Caller(
            subject: delegate.description, role: .school,
            unit: UnitReference(.school, SchoolID(.version7()).description), scope: .all)
        #expect(
            try walk.refusal(walk.answer("J.4"), by: caller)?.slug == "rule-needs-exception")
        try walk.take(excepting(walk.answer("J.4"), rule), by: caller)
        #expect(walk.item.exceptions.map(\.rule) == [rule])
        // What a delegate may not: name another.
        #expect(throws: Refusal.self) {
            try DelegateStep(step: "J.6a", to: nil).decide(
                walk.item, by: caller, on: walk.today, walk.rules)
        }
    }

    @Test("A lead school with two campuses is one lead school")
    func twoCampuses() {
        let school = SchoolID(.version7())
        let campuses = (0..<2).map { _ in
            UnitMember(CaseExamples.siteFacts(), of: school, role: .lead)
        }
        let input = GuardInput(
            members: [], joining: campuses, district: CaseExamples.home, isFounding: true)
        #expect(limits("XN", input).isEmpty)
    }

    @Test("A rule without exception stays refused whatever the bureau writes")
    func noException() throws {
        let closed = CaseExamples.member(status: .planned)
        let walk = try CaseWalk("XN", "J", input: CaseExamples.unit(joining: [closed]))
        let refusal = try #require(try walk.refusal(walk.answer("J.1")))
        #expect(refusal.slug == "rule-broken" && refusal.clause == "XN-30")
    }
}
