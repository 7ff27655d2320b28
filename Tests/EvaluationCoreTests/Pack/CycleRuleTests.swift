import EvaluationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Cycles, levels and naming under a pack")
struct CycleRuleTests {
    private func year(
        _ start: Int, _ level: String?, final: Bool = true, _ membership: String = "m"
    )
        -> LevelHistory.Year
    {
        .init(
            year: SchoolYear(startYear: start), level: level, isFinal: final,
            membership: membership)
    }

    private func outcomes(_ years: [LevelHistory.Year], _ pack: PolicyPack? = nil) throws
        -> [String]
    {
        LevelHistory(years).outcomes(try pack ?? Packs.pack("XN")).map {
            "\($0.year.startYear) \($0.rule.then.rawValue) \($0.rule.source.clause ?? "")"
        }
    }

    @Test("XN-19: one 不合格 warns, two adjacent open the case, and pass is nothing")
    func levels() throws {
        #expect(try outcomes([year(2023, "pass"), year(2024, "fail")]) == ["2024 warning XN-19"])
        #expect(
            try outcomes([year(2023, "fail"), year(2024, "fail")]) == [
                "2023 warning XN-19", "2024 warning XN-19", "2024 forced_exit XN-19",
            ])
        let third = try Packs.pack("XN", "in_a_row: 2", "in_a_row: 3")
        #expect(
            try !outcomes([year(2023, "fail"), year(2024, "fail")], third).contains {
                $0.contains("forced_exit")
            })
        let chain = try Packs.pack("XN")[EvaluationSection.self].consequences.last?.chain
        #expect(chain == "X1")
    }

    @Test("XN-19 decision 12: a pass, a gap, an open verdict or another membership breaks the row")
    func rows() throws {
        let broken: [[LevelHistory.Year]] = [
            [year(2022, "fail"), year(2023, "pass"), year(2024, "fail")],
            [year(2022, "fail"), year(2024, "fail")],
            [year(2022, "fail"), year(2023, nil), year(2024, "fail")],
            [year(2023, "fail", final: false), year(2024, "fail")],
            [year(2023, "fail", "first"), year(2024, "fail", "second")],
        ]
        for years in broken {
            #expect(try !outcomes(years).contains { $0.contains("forced_exit") })
        }
        #expect(LevelHistory(broken[2]).gaps.map(\.startYear) == [2023])
        #expect(LevelHistory(broken[3]).gaps.map(\.startYear) == [2023])
    }

    private func date(_ year: Int, _ month: Int, _ day: Int) throws -> CalendarDate {
        try #require(CalendarDate(year: year, month: month, day: day))
    }

    @Test("SH-13 decision 10: the window opens after 3 years and is overdue after 5, and recurs")
    func review() throws {
        let pack = try Packs.pack("SH")
        let state = NamingState(namedOn: try date(2024, 2, 29))
        #expect(state.review(on: try date(2027, 2, 27), pack) == .waiting)
        #expect(state.review(on: try date(2027, 2, 28), pack) == .open)
        #expect(state.review(on: try date(2029, 2, 28), pack) == .open)
        #expect(state.review(on: try date(2029, 3, 1), pack) == .overdue)
        let again = NamingState(namedOn: try date(2024, 1, 1), reviewedOn: try date(2027, 6, 1))
        #expect(again.review(on: try date(2030, 5, 31), pack) == .waiting)
        #expect(NamingState(namedOn: nil).review(on: try date(2030, 1, 1), pack) == .none)
        let sooner = try Packs.pack(
            "SH", "review_years: {from: 3, to: 5}", "review_years: {from: 2, to: 4}")
        #expect(state.review(on: try date(2027, 2, 27), sooner) == .open)
    }

    @Test("SH-13: both conditions are evidenced; before naming it disqualifies, after it revokes")
    func negative() throws {
        let pack = try Packs.pack("SH")
        let open = NamingState(namedOn: nil), named = NamingState(namedOn: try date(2024, 1, 1))
        #expect(open.outcome(["breach"], pack) == nil && named.outcome(["impact"], pack) == nil)
        #expect(open.outcome(["breach", "impact"], pack)?.then == .disqualify)
        #expect(named.outcome(["breach", "impact"], pack)?.then == .revoke)
    }

    @Test("TC-33: an open cycle keeps its standards; a closed one and other sections may change")
    func change() throws {
        let old = try Packs.pack("TC")
        let new = try Packs.pack("TC", "unit: 1/2, own: 1/2", "unit: 1/4, own: 3/4")
        let refusal = CycleRules(old).refusal(changingTo: new, isOpen: true)
        #expect(refusal?.slug == "standard-changed-in-cycle" && refusal?.clause == "TC-33")
        #expect(CycleRules(old).refusal(changingTo: new, isOpen: false) == nil)
        #expect(CycleRules(old).refusal(changingTo: old, isOpen: true) == nil)
        let other = try Packs.pack(
            "TC", "id: all_schools, percent: 100", "id: all_schools, percent: 90")
        #expect(CycleRules(old).refusal(changingTo: other, isOpen: true) == nil)
    }

    @Test("XN-33: four topics before a grade")
    func supervision() throws {
        let rules = CycleRules(try Packs.pack("XN"))
        let all: Set = ["planning", "institutions_inside", "staff_moves", "sharing"]
        #expect(rules.refusal(gradingWith: all) == nil)
        for topic in all {
            #expect(rules.refusal(gradingWith: all.subtracting([topic]))?.clause == "XN-33")
        }
    }

    @Test("XN-33: a supervision grades a group that was looked at in every topic, with evidence")
    func graded() throws {
        let pack = try Packs.pack("XN")
        let cycle = try CycleSamples.open(.tree("supervision"), "2024")
        func refusal(_ topics: [String], evidence: String = "报告") throws -> Refusal? {
            let inputs = topics.map {
                CycleInput(
                    CycleInput.Key(what: .score, group: CycleSamples.group, item: $0),
                    values: [80], evidence: evidence)
            }
            let judgement = try CycleJudgement(cycle, pack, inputs)
            return CycleRules(pack).refusal(grading: cycle, judgement.results)
        }
        let topics = ["planning", "institutions_inside", "staff_moves", "sharing"]
        #expect(try refusal(topics) == nil)
        let missing = try #require(try refusal(Array(topics.dropLast())))
        #expect(missing.slug == "supervision-incomplete" && missing.clause == "XN-33")
        #expect(missing.what.chinese == "桃李集团尚未督导：教育教学资源共享。")
        #expect(try refusal(topics, evidence: "")?.slug == "supervision-incomplete")
        // The yearly assessment asks for no topics.
        let yearly = try CycleSamples.open(.tree("group"), "2024")
        let nothing = try CycleJudgement(yearly, pack, [])
        #expect(CycleRules(pack).refusal(grading: yearly, nothing.results) == nil)
    }

    @Test(
        "XN-8: self-assessment, application, experts, in this order; the result goes to group and team"
    )
    func excellence() throws {
        let pack = try Packs.pack("XN")
        let rules = CycleRules(pack)
        #expect(rules.refusal(beginning: "self_assessment", done: []) == nil)
        #expect(rules.refusal(beginning: "application", done: [])?.clause == "XN-8")
        #expect(rules.refusal(beginning: "application", done: ["self_assessment"]) == nil)
        #expect(
            rules.refusal(beginning: "expert_assessment", done: ["self_assessment"])?.slug
                == "step-too-early")
        #expect(pack[EvaluationSection.self].carries.first?.to == [.unit, .managementTeam])
    }

    @Test("SH-10: half of a principal's appraisal is enough, less is not; a school's has no floor")
    func appraisal() throws {
        let rules = CycleRules(try Packs.pack("SH"))
        func refusal(_ subject: EvaluationSubject, _ share: String) throws -> Refusal? {
            rules.refusal(appraising: subject, share: try #require(ExactFraction(share)))
        }
        #expect(try refusal(.principal, "50%") == nil && refusal(.principal, "1/2") == nil)
        #expect(try refusal(.principal, "49.9%")?.clause == "SH-10")
        #expect(try refusal(.school, "1%") == nil)
    }
}
