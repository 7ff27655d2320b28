import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// The chains of Xingning against the list of their steps that was drawn up by hand.
@Suite("Xingning's chains")
struct XingningChainTests {
    @Test(
        "XN-10 XN-11 XN-12 XN-13 XN-16 XN-17 XN-18 XN-19 XN-20 XN-21: the steps in their order",
        arguments: [
            ("F", "F.1 F.2 F.3 F.4 F.5 F.6"),
            ("J", "J.1 J.2 J.3 J.4 J.5 J.6a J.6b"),
            ("JX", "JX.1 JX.2 JX.3a JX.3b JX.4c JX.4a JX.4b JX.5 JX.6a JX.6b"),
            ("JM", "JM.1 JM.2 JM.3 JM.4"),
            ("JU", "JU.1"),
            ("V", "V.0 V.1 V.2 V.3a V.3b V.4a V.4b V.5 V.6"),
            ("VM", "VM.0 VM.1 VM.2 VM.3 VM.4 VM.5"),
            ("VT", "VT.1 VT.1b VT.2 VT.3 VT.4 VT.5"),
            ("X1", "X1.1 X1.2 X1.3 X1.4 X1.5 X.0 X.1 X.2a X.2b X.3a X.3b X.4 X.5"),
            ("X2", "X2.1 X2.2 X.0 X.1 X.2a X.2b X.3a X.3b X.4 X.5"),
            ("X3", "X3.1 X3.2 X3.3 X3.4 X3.5 X.0 X.1 X.2a X.2b X.3a X.3b X.4 X.5"),
            ("E", "E.1 E.2a E.2b E.3a E.3b E.4"), ("EM", "EM.1 EM.2 EM.3 EM.4"),
            ("A", "A.2 A.4a A.4b"), ("R", "R.1 R.2 R.3"),
        ])
    func steps(_ id: String, _ steps: String) throws {
        let chain = try #require(
            CaseExamples.pack("XN")[ChainsSection.self].chains.first { $0.id == id })
        #expect(chain.steps.map(\.id).joined(separator: " ") == steps)
    }

    /// Act, actor, papers, rules looked at, and what a no does; steps as the list drawn up by hand
    /// words them.
    @Test(
        "XN-10 XN-11 XN-17 XN-20: what each step asks, of whom, and what a no does",
        arguments: [
            (
                "F",
                "apply applicant direction,philosophy,potential,systems,recognition conditions -"
            ),
            ("F", "agree lead fee_agreement - waits"), ("F", "review bureau - conditions closes"),
            ("F", "consent government consent composition closes"),
            ("F", "filing municipal - - records"), ("F", "task lead bodies_set_up - -"),
            (
                "J",
                "apply applicant joins_direction,shares_philosophy,premises_staff conditions,term -"
            ),
            ("J", "opinion council resolution composition insists"),
            ("J", "review bureau - conditions,term closes"),
            ("J", "consent government consent composition closes"),
            ("JX", "review other_bureau - - closes"), ("JX", "agree lead fee_agreement - waits"),
            ("JX", "consent other_government consent - closes"),
            ("JM", "apply other_government school_wish conditions,term -"),
            ("JM", "consult municipal replies - -"),
            ("JM", "review municipal - conditions,term closes"),
            ("JM", "consent city_government consent composition closes"),
            ("JU", "external outside land_document composition,conditions,term closes"),
            ("V", "assess lead risk_assessment - waits"), ("V", "apply member improved,brand - -"),
            ("V", "opinion council resolution - goes_on"), ("V", "filing municipal - - records"),
            ("VM", "assess lead risk_assessment,improved,brand - waits"),
            ("VT", "agree establishment establishment_reply - waits"),
            ("X1", "record council second_failure - -"), ("X1", "hear member appeal - -"),
            ("X2", "opinion council breach - drops"), ("X3", "apply lead disobedience - -"),
            ("X3", "hear member appeal - -"), ("X3", "vote council minutes - drops"),
            ("X3", "record lead minutes - -"), ("X3", "assess lead risk_assessment - waits"),
            ("E", "review bureau - term closes"), ("A", "assess lead risk_assessment - waits"),
            ("A", "automatic system - - -"),
        ])
    func rows(_ id: String, _ row: String) throws {
        func text(_ parts: [String]) -> String {
            parts.isEmpty ? "-" : parts.joined(separator: ",")
        }
        let chain = try #require(
            CaseExamples.pack("XN")[ChainsSection.self].chains.first { $0.id == id })
        let rows = chain.steps.map { step in
            [
                step.act.rawValue, step.by, text(step.needs), text(step.guards.map(\.rawValue)),
                step.refusal == .impossible ? "-" : step.refusal.rawValue,
            ].joined(separator: " ")
        }
        #expect(rows.contains(row), "\(rows)")
    }

    @Test("XN-23: a lead recommends on leaders of a member; the member's own bureau decides")
    func recommendation() throws {
        var walk = try CaseWalk("XN", "R", locality: .acrossDistricts)
        let recommendation = try walk.answer("R.1")
        let member = CaseExamples.caller(
            .school, UnitReference(.school, CaseExamples.school.description))
        #expect(try walk.refusal(recommendation, by: member)?.slug == "not-your-step")
        try walk.take(recommendation)
        let lead = try walk.actor("R.1")
        #expect(try walk.refusal(walk.answer("R.2"), by: lead)?.slug == "not-your-step")
        let groups = CaseExamples.official(of: CaseExamples.home)
        #expect(try walk.refusal(walk.answer("R.2"), by: groups)?.slug == "not-your-step")
        try walk.take(walk.answer("R.2"), by: CaseExamples.official(of: CaseExamples.other))
        #expect(walk.effects.count == 1 && walk.item.status == .decided)
        let teacher = CaseFacts(
            proposal: .recommend(
                CaseExamples.site, mode: "entrusted",
                LeaderAdvice(person: PersonID(.version7()), post: .teacher, isDismissal: false)),
            parties: CaseExamples.parties(.sameDistrict))
        let refused = try refusal {
            try OpenCase(id: CaseID(.version7()), facts: teacher, isBuilt: true).decide(
                by: groups, on: CaseExamples.today, pack: CaseExamples.pack("XN"),
                workingDays: .shipped)
        }
        #expect(refused.slug == "not-a-leaders-post" && refused.clause == nil)
        #expect(refused.next.chinese.contains("副校长（vice_principal）"))
    }

    @Test("XN-11: across districts both bureaus act at once, and both governments after both")
    func parallel() throws {
        var walk = try CaseWalk("XN", "JX")
        try walk.take(walk.answer("JX.1"))
        try walk.take(walk.answer("JX.2"))
        #expect(walk.item.openSteps.map(\.id) == ["JX.3a", "JX.3b", "JX.4c"])
        #expect(walk.news.flatMap(\.next).map(\.isOld) == [false, false, false])
        try walk.take(walk.answer("JX.3a"))
        #expect(
            walk.news.flatMap(\.next).map { "\($0.step) \($0.isOld)" }
                == ["JX.3b true", "JX.4c true"], "they have been asked, and are not asked again")
        try walk.take(walk.answer("JX.4c"))
        #expect(walk.item.openSteps.map(\.id) == ["JX.3b"])
        try walk.take(walk.answer("JX.3b"))
        #expect(walk.item.openSteps.map(\.id) == ["JX.4a", "JX.4b"])
        try walk.take(walk.answer("JX.4b"))
        #expect(walk.effects.isEmpty)
        try walk.take(walk.answer("JX.4a"))
        #expect(walk.effects.count == 1 && walk.item.status == .decided)
    }

    @Test(
        "XN-14: costs are agreed before a founding, and across districts; not inside the district")
    func costs() throws {
        var founding = try CaseWalk("XN", "F")
        try founding.take(founding.answer("F.1"))
        try founding.take(founding.answer("F.3"))
        #expect(founding.item.openSteps.map(\.id) == ["F.2"])
        let chains = CaseExamples.pack("XN")[ChainsSection.self].chains
        let agreeing = chains.filter { chain in
            chain.steps.contains { $0.needs.contains("fee_agreement") }
        }
        #expect(agreeing.map(\.id) == ["F", "JX"])
    }

    @Test("XN-36: the document is a draft, below Nanning's policy")
    func draft() {
        let document = CaseExamples.pack("XN").document
        #expect(document.status == .draft)
        #expect(document.parent?.contains("198号") == true)
    }

    @Test("XN-11: by one word of the pack the other side is only informed (decision 14)")
    func informed() throws {
        let shipped = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" })
        let text = String(decoding: shipped.bytes, as: UTF8.self)
            .replacing("other_side: decides", with: "other_side: informed")
        let pack = try PolicyPack.load(Data(text.utf8), file: "XN.yaml")
        let chain = try #require(pack[ChainsSection.self].chains.first { $0.id == "JX" })
        var walk = try CaseWalk(pack: pack, chain: chain)
        try walk.take(walk.answer("JX.1"))
        let opinion = try walk.answer("JX.2")
        let council = try walk.actor("JX.2")
        let news = try opinion.decide(
            walk.item, by: council, on: walk.today, walk.rules, walk.input
        ).decision.changes.first?.event
        let other = UnitReference(.district, CaseExamples.other.rawValue)
        if case .caseStepAnswered(let news, _) = news {
            #expect(news.recipients.contains(other))
        } else {
            Issue.record("no news")
        }
        try walk.take(opinion)
        #expect(walk.item.openSteps.map(\.id) == ["JX.3a", "JX.4c"])
        #expect(walk.item.step("JX.3b")?.answers.map(\.outcome) == [.informed])
        try walk.finish()
        #expect(walk.item.status == .completed && walk.effects.count == 1)
    }

    @Test("XN-16: the bureau may answer for a lead that is silent about a risk; the member may not")
    func silentLead() throws {
        var walk = try CaseWalk("XN", "V")
        let answer = try walk.answer("V.0")
        let member = try walk.actor("V.1")
        #expect(try walk.refusal(answer, by: member)?.slug == "not-your-step")
        try walk.take(answer, by: CaseExamples.official(of: CaseExamples.home))
        #expect(walk.item.openSteps.map(\.id) == ["V.1"])
    }

    @Test("A deadline that reached an unknown year runs once the year is known")
    func unknownYear() throws {
        var walk = try CaseWalk("XN", "X3")
        try walk.take(walk.answer("X3.1"))
        walk.today = CaseExamples.day("2026-12-14")
        try walk.take(walk.answer("X3.2"))
        #expect(walk.item.step("X3.3")?.dueOn == nil)
        let late = CaseExamples.day("2027-03-01")
        #expect(RunCaseClock().decide(walk.item, on: late, walk.rules) == nil)
        let file =
            "years:\n  - {year: 2026, off: [], work: []}\n  - {year: 2027, off: [], work: []}\n"
        let rules = CaseRules(
            pack: walk.rules.pack, chain: walk.rules.chain,
            workingDays: try WorkingDays(Data(file.utf8), file: "days.yaml"))
        #expect(RunCaseClock().decide(walk.item, on: late, rules) != nil)
    }

    @Test("XN-17: inside the district an exit has no other side")
    func sameDistrictExit() throws {
        var walk = try CaseWalk("XN", "V", locality: .sameDistrict)
        try walk.finish()
        #expect(walk.item.step("V.3b")?.state == .skipped)
        #expect(walk.item.step("V.4b")?.state == .skipped)
        var across = try CaseWalk("XN", "V", locality: .acrossDistricts)
        try across.finish()
        #expect(across.item.step("V.4b")?.state == .over)
    }

    @Test("XN-16: an exit whose risk is not under control cannot start")
    func riskGate() throws {
        var walk = try CaseWalk("XN", "V")
        try walk.take(walk.answer("V.0", .no))
        #expect(walk.item.openSteps.map(\.id) == ["V.0"])
        let over = try walk.refusal(walk.answer("V.1"))
        #expect(over?.slug == "step-not-open")
        #expect(over?.what.chinese.contains("（前面的步骤未完成）") == true)
    }

    @Test("XN-16: the establishment office is asked only where posts change")
    func establishment() throws {
        let chain = try CaseWalk("XN", "VT").rules.chain
        let facts = CaseFacts(
            proposal: .leave(CaseExamples.site, mode: "close_knit"),
            parties: CaseExamples.parties(.sameDistrict))
        let pack = CaseExamples.pack("XN")
        let opened = try OpenCase(id: CaseID(.version7()), facts: facts, isBuilt: true).decide(
            by: CaseExamples.official(of: CaseExamples.home), on: CaseExamples.today, pack: pack,
            workingDays: .shipped)
        #expect(opened.state.chain == chain.id)
        var walk = try CaseWalk(pack: pack, chain: chain)
        walk.item = opened.state
        try walk.take(walk.answer("VT.1"))
        try walk.take(walk.answer("VT.1b"))
        try walk.take(walk.answer("VT.2"))
        try walk.take(walk.answer("VT.3"))
        #expect(walk.item.step("VT.4")?.state == .skipped)
        #expect(walk.effects.count == 1)
    }

    @Test("A negative opinion of the council: the school may insist once (decision 13)")
    func insists() throws {
        var walk = try CaseWalk("XN", "J")
        try walk.take(walk.answer("J.1"))
        try walk.take(walk.answer("J.2", .no))
        let school = try walk.actor("J.1")
        let insisted = try ResubmitCase(reason: "坚持报审", insists: true).decide(
            walk.item, by: school, on: walk.today, walk.rules)
        #expect(insisted.state.openSteps.map(\.id) == ["J.3"])
        #expect(throws: Refusal.self) {
            try ResubmitCase(reason: "再次", insists: true).decide(
                insisted.state, by: school, on: walk.today, walk.rules)
        }
    }

    @Test("XN-20: an appeal that is not used in 15 working days is lost, not a day earlier")
    func missedAppeal() throws {
        var walk = try CaseWalk("XN", "X3")
        try walk.take(walk.answer("X3.1"))
        try walk.take(walk.answer("X3.2"))
        // From Monday 2 March 2026, 15 working days: Monday 23 March.
        #expect(walk.item.step("X3.3")?.dueOn == CaseExamples.day("2026-03-23"))
        let clock = RunCaseClock()
        #expect(clock.decide(walk.item, on: CaseExamples.day("2026-03-23"), walk.rules) == nil)
        let next = try #require(
            clock.decide(walk.item, on: CaseExamples.day("2026-03-24"), walk.rules))
        #expect(next.state.openSteps.map(\.id) == ["X3.4"])
        #expect(next.state.step("X3.3")?.answers.last?.outcome == .missed)
        #expect(clock.decide(next.state, on: CaseExamples.day("2026-03-24"), walk.rules) == nil)
    }

    @Test(
        "XN-20: two thirds there and more than half of all in favour, or the case is dropped",
        arguments: [
            (9, 6, 5, StepOutcome.yes), (9, 6, 4, .no), (8, 6, 5, .yes), (8, 6, 4, .no),
        ])
    func vote(_ members: Int, _ present: Int, _ favour: Int, _ outcome: StepOutcome) throws {
        var walk = try CaseWalk("XN", "X3")
        try walk.reach("X3.4")
        let count = VoteCount(members: members, present: present, inFavour: favour)
        func answer(_ outcome: StepOutcome, _ count: VoteCount) -> AnswerStep {
            AnswerStep(
                step: "X3.4", outcome: outcome, reason: "表决",
                papers: [CasePaper(kind: "minutes", reference: "纪要")], vote: count)
        }
        let few = VoteCount(members: members, present: 5, inFavour: 5)
        #expect(try walk.refusal(answer(.yes, few))?.slug == "not-quorate")
        let contrary: StepOutcome = outcome == .yes ? .no : .yes
        #expect(try walk.refusal(answer(contrary, count))?.slug == "vote-says-otherwise")
        try walk.take(answer(outcome, count))
        #expect(walk.item.status == (outcome == .yes ? .open : .dropped))
    }

    @Test("XN-21: a membership leaves the day after its term's last day, not before")
    func expiry() throws {
        var walk = try CaseWalk("XN", "A")
        try walk.take(walk.answer("A.2"))
        let until = CaseExamples.consentDay
        #expect(
            RunCaseClock(termUntil: until).decide(walk.item, on: until.adding(days: -1), walk.rules)
                == nil)
        let ended = try #require(
            RunCaseClock(termUntil: until).decide(walk.item, on: until, walk.rules))
        #expect(ended.effect == .end(CaseExamples.site, in: CaseExamples.group, on: until))
        #expect(ended.state.openSteps.map(\.id) == ["A.4b"])
    }

    @Test(
        "For what the text has no chain, the answer says so (decision 17)",
        arguments: [
            (CasePurpose.expel, "entrusted", Locality.municipalGroup),
            (.expel, "close_knit", .sameDistrict), (.expire, "close_knit", .sameDistrict),
            (.extend, "close_knit", .sameDistrict),
        ])
    func noChain(_ purpose: CasePurpose, _ mode: String, _ locality: Locality) throws {
        let facts = CaseFacts(
            proposal: CaseExamples.proposal(purpose, mode: mode),
            parties: CaseExamples.parties(locality), ground: purpose == .expel ? .veto : nil)
        do {
            _ = try OpenCase.chain(facts, isBuilt: true, in: CaseExamples.pack("XN"))
            Issue.record("a chain was found")
        } catch let refusal {
            #expect(refusal.slug == "no-chain-in-policy")
        }
    }

    @Test("XN-13: only an unbuilt school that must be placed before its land is sold has a chain")
    func unbuilt() throws {
        let pack = CaseExamples.pack("XN")
        func facts(_ before: Bool) -> CaseFacts {
            CaseFacts(
                proposal: CaseExamples.proposal(.join, mode: "entrusted"),
                parties: CaseExamples.parties(.sameDistrict), isBeforeLandSale: before)
        }
        #expect(try OpenCase.chain(facts(true), isBuilt: false, in: pack).id == "JU")
        #expect(throws: Refusal.self) {
            try OpenCase.chain(facts(false), isBuilt: false, in: pack)
        }
        #expect(try OpenCase.chain(facts(false), isBuilt: true, in: pack).id == "J")
    }
}
