import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// What a joining must say from the start, and what is looked at on the day from which it holds.
@Suite("Joining: what is said at once, and the day that counts")
struct JoiningRuleTests {
    private func open(_ pack: String, mode: String?, years: Int?) throws -> CaseDecision {
        let facts = CaseFacts(
            proposal: .join(CaseExamples.site, mode: mode, category: nil, termYears: years),
            parties: CaseExamples.parties(.sameDistrict))
        return try OpenCase(id: CaseID(.version7()), facts: facts, isBuilt: true).decide(
            by: CaseExamples.official(of: CaseExamples.home), on: CaseExamples.today,
            pack: CaseExamples.pack(pack), workingDays: .shipped)
    }

    @Test("XN-2 XN-21 GT-1 JD-4: a joining without the mode or years that it needs is not opened")
    func needed() throws {
        let mode = try refusal { try open("XN", mode: nil, years: nil) }
        #expect(mode.slug == "mode-needed" && mode.clause == "XN-2" && mode.field == "mode")
        #expect(mode.next.chinese.contains("close_knit（紧密型）、entrusted（托管型）"))
        #expect(mode.next.english.contains("with entrusted add --years"))
        let years = try refusal { try open("XN", mode: "entrusted", years: nil) }
        #expect(years.slug == "years-needed" && years.clause == "XN-21" && years.field == "years")
        #expect(years.next.english.contains("3 to 6"))
        let community = try refusal { try open("GT", mode: nil, years: nil) }
        #expect(community.slug == "mode-needed" && community.clause == "GT-1")
        #expect(!community.next.english.contains("--years"))
        #expect(try open("XN", mode: "entrusted", years: 3).state.status == .open)
        #expect(try open("XN", mode: "close_knit", years: nil).state.status == .open)
        let combined = try refusal { try open("JD", mode: nil, years: nil) }
        #expect(combined.slug == "mode-needed" && combined.clause == "JD-4")
        #expect(combined.next.chinese.contains("combined（多法人组合式）"))
        #expect(try open("JD", mode: "combined", years: nil).state.status == .open)
        for pack in ["TC", "SH"] {
            #expect(try open(pack, mode: nil, years: nil).state.status == .open)
        }
    }

    @Test("XN-2: where a wrong mode is met later, the answer says to withdraw and open anew")
    func remedy() throws {
        let input = CaseExamples.unit(joining: [CaseExamples.member(mode: nil)])
        let walk = try CaseWalk("XN", "J", input: input)
        let refused = try #require(try walk.refusal(walk.answer("J.1")))
        #expect(refused.slug == "rule-broken" && refused.clause == "XN-2")
        #expect(refused.next.chinese.contains("taoli case withdraw"))
        #expect(refused.next.english.contains("open it anew with the right --mode"))
    }

    @Test(
        "XN-11: a day more than 366 days away needs a reason, which is kept (ours)",
        arguments: [(366, true), (367, false), (-366, true), (-367, false)])
    func farDay(_ days: Int, _ isNear: Bool) throws {
        var walk = try CaseWalk("XN", "J")
        try walk.reach("J.4")
        let papers = try walk.answer("J.4").papers
        let day = walk.today.adding(days: days)
        func answer(_ reason: String) -> AnswerStep {
            AnswerStep(
                step: "J.4", outcome: .yes, reason: reason, papers: papers, effectiveOn: day)
        }
        let bare = try walk.refusal(answer(""))
        #expect(bare?.slug == (isNear ? nil : "effective-date-far"))
        try walk.take(answer("补记"))
        #expect(walk.item.effectiveOn == day)
        #expect(walk.item.step("J.4")?.answers.last?.reason == "补记")
    }

    @Test("A day far away is told with its distance, and what to do")
    func farDayText() {
        let today = CaseExamples.day("2026-11-28")
        let ahead = CaseRefusals.effectiveDateFar(CaseExamples.day("2036-12-01"), from: today)
        #expect(ahead.what.chinese.contains("2036-12-01") && ahead.what.chinese.contains("约 10 年"))
        #expect(ahead.what.english.contains("about 10 years after today"))
        #expect(ahead.next.chinese.contains("--reason"))
        let past = CaseRefusals.effectiveDateFar(CaseExamples.day("1900-01-01"), from: today)
        #expect(past.what.english.contains("about 127 years before today"))
    }

    @Test("A paper of an unknown kind is answered with those that the step asks for")
    func unknownPaper() throws {
        let walk = try CaseWalk("XN", "J")
        func papers(_ kind: String) -> AnswerStep {
            AnswerStep(
                step: "J.1", outcome: .yes, papers: [CasePaper(kind: kind, reference: "表1")])
        }
        let foo = try #require(try walk.refusal(papers("foo")))
        #expect(foo.slug == "unknown-paper" && foo.next.chinese.hasPrefix("这一步要的材料："))
        #expect(foo.next.chinese.contains("premises_staff（"))
        #expect(!foo.next.english.contains("recognition"))
        let slip = try #require(try walk.refusal(papers("premises_staf")))
        #expect(slip.next.chinese.hasPrefix("是否为：premises_staff？"))
    }

    @Test("XN-1: the consent looks at the conditions again, on the day from which it holds")
    func conditionsOnTheDay() throws {
        var walk = try CaseWalk("XN", "J")
        try walk.reach("J.4")
        let answer = try walk.answer("J.4")
        let undesignated = CaseExamples.unit(joining: [CaseExamples.member(category: nil)])
        let refused = try refusal {
            try answer.decide(
                walk.item, by: walk.actor("J.4"), on: walk.today, walk.rules, undesignated)
        }
        #expect(refused.slug == "rule-needs-exception" && refused.clause == "XN-1")
        try walk.take(answer)
        #expect(walk.item.status == .decided)
    }

    @Test(
        "JD-3: a school that is in another group joins, and every bureau hears where it is",
        arguments: [("XN", "J.1"), ("SH", "J.1")])
    func elsewhere(pack: String, step: String) throws {
        let other = OtherMembership(
            site: "新校", group: "东山教育集团", role: .member, mode: "entrusted",
            validity: Validity(from: CaseExamples.today))
        let unit = CaseExamples.unit()
        let input = GuardInput(
            members: unit.members, joining: unit.joining, district: unit.district, termYears: 3,
            elsewhere: [other])
        let walk = try CaseWalk(pack, "J", input: input)
        let told = try walk.answer(step).decide(
            walk.item, by: walk.actor(step), on: walk.today, walk.rules, input
        ).findings
        #expect(told.map(\.source.rule) == [OtherGroupsNote.rule])
        let what = try #require(told.first?.what)
        #expect(what.chinese.contains("“东山教育集团”") && what.chinese.contains("托管型"))
        #expect(what.english.contains("since 2026-03-02") && what.english.contains("member"))
        #expect(told.first?.source.clause == nil && told.first?.strength == .warn)
    }
}
