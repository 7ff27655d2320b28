import EvaluationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Standards of a pack")
struct StandardsCheckTests {
    private let day = CalendarDate(year: 2025, month: 3, day: 1) ?? CalendarDate(daysSinceEpoch: 0)

    private func member(
        _ school: String, _ stage: Stage = .junior, weak: Bool = false, from: Int = 2024,
        until: Int? = nil
    ) -> DatedMember {
        func first(_ year: Int) -> CalendarDate {
            CalendarDate(year: year, month: 1, day: 1) ?? CalendarDate(daysSinceEpoch: 0)
        }
        return DatedMember(
            unit: "U", school: school, stage: stage, isWeak: weak,
            validity: Validity(from: first(from), until: until.map(first)))
    }

    private func count(
        _ school: String, _ measure: StandardRule.Measure, _ count: Int, _ total: Int,
        subject: String = "math"
    ) -> SchoolCount {
        SchoolCount(
            school: school, stage: .junior, subject: subject, measure: measure,
            rate: Rate(count: count, total: total), source: "m")
    }

    /// Verdicts of one rule, by school; the unit is `""`.
    private func verdicts(
        _ rule: String, _ facts: UnitEvidence, _ pack: PolicyPack? = nil
    ) throws -> [String: Verdict] {
        let findings = StandardsCheck(try pack ?? Packs.pack("SH")).findings(facts)
        let own = findings.filter { $0.rule.id == rule }
        #expect(own.allSatisfy { $0.finding.clause == "SH-11" })
        return Dictionary(
            own.map { ($0.school ?? $0.respondent ?? "", $0.finding.verdict) },
            uniquingKeysWith: { one, _ in one })
    }

    @Test("SH-11 decision 8: 99 % of each school and of the unit's sum, at 98.9, 99 and 99.1")
    func juniorPass() throws {
        let facts = UnitEvidence(
            unit: "U", on: day, members: [member("A"), member("B")],
            counts: [count("A", .passRate, 989, 1000), count("B", .passRate, 991, 1000)])
        #expect(
            try verdicts("junior_pass_rate", facts) == ["A": .notMet, "B": .met, "": .met])
        let looser = try Packs.pack(
            "SH", "relation: at_least, bound: 99%", "relation: at_least, bound: 98%")
        #expect(try verdicts("junior_pass_rate", facts, looser)["A"] == .met)
    }

    @Test("SH-11: one absent breaks 应考尽考, and the pass rate says so")
    func everyoneSits() throws {
        for (sat, verdict) in [(99, Verdict.notMet), (100, .met)] {
            let facts = UnitEvidence(
                unit: "U", on: day, members: [member("A")],
                counts: [count("A", .everyoneSits, sat, 100), count("A", .passRate, 99, 100)])
            #expect(try verdicts("everyone_sits", facts) == ["A": verdict, "": verdict])
            let pass = StandardsCheck(try Packs.pack("SH")).findings(facts)
                .first { $0.rule.id == "junior_pass_rate" }
            #expect(pass?.finding.verdict == .met)
            #expect(pass?.finding.notes.isEmpty == (sat == 100))
        }
    }

    @Test("SH-11: places are all filled at 100 %, and one short they are not")
    func quota() throws {
        for (filled, verdict) in [(19, Verdict.notMet), (20, .met)] {
            let facts = UnitEvidence(
                unit: "U", on: day, members: [member("A")],
                counts: [count("A", .quotaCompleted, filled, 20, subject: "")])
            #expect(try verdicts("quota_completed", facts)["A"] == verdict)
        }
    }

    @Test("SH-11: the rate of the district and of the city is enough; a little less is not")
    func regions() throws {
        func facts(_ passed: Int) -> UnitEvidence {
            UnitEvidence(
                unit: "U", on: day, members: [member("A")],
                counts: [
                    count("A", .passRate, passed, 100),
                    count("A", .entryRate, passed, 100, subject: ""),
                ],
                regions: [
                    RegionCount(
                        region: .district, stage: .junior, subject: "math", measure: .passRate,
                        rate: Rate(count: 9000, total: 10000)),
                    RegionCount(
                        region: .city, stage: .junior, subject: "", measure: .entryRate,
                        rate: Rate(count: 9100, total: 10000)),
                ])
        }
        #expect(try verdicts("pass_rate", facts(90)) == ["": .met])
        #expect(try verdicts("pass_rate", facts(89)) == ["": .notMet])
        #expect(try verdicts("entry_rate", facts(91)) == ["": .met])
        #expect(try verdicts("entry_rate", facts(90)) == ["": .notMet])
    }

    @Test("SH-11: 0.15 is not below 0.15; one school is not applicable, nothing published no data")
    func share() throws {
        func facts(_ figure: Double?, schools: Int = 2) -> UnitEvidence {
            UnitEvidence(
                unit: "U", on: day, members: (0..<schools).map { member("S\($0)") },
                published: figure.map {
                    [
                        PublishedFigure(
                            unit: "U", stage: .junior, subject: "math", figure: $0, source: "m")
                    ]
                } ?? [])
        }
        #expect(try verdicts("between_school_share", facts(0.1499)) == ["": .met])
        #expect(try verdicts("between_school_share", facts(0.15)) == ["": .notMet])
        #expect(try verdicts("between_school_share", facts(nil)) == ["": .noData])
        #expect(
            try verdicts("between_school_share", facts(0.1, schools: 1)) == ["": .notApplicable])
        let wider = try Packs.pack(
            "SH", "relation: below, bound: 0.15", "relation: below, bound: 0.16")
        #expect(try verdicts("between_school_share", facts(0.15), wider) == ["": .met])
    }

    @Test("SH-11 decision 5: a weak school that came nearer by the margin progresses")
    func progress() throws {
        func facts(_ now: Double, weak: Bool = true) -> UnitEvidence {
            UnitEvidence(
                unit: "U", on: day, members: [member("A"), member("W", weak: weak)],
                progress: [
                    SchoolProgress(
                        school: "W", stage: .junior, subject: "math",
                        valueAdded: ValueAdded(
                            unit: 0, size: 90, estimate: 0.1, standardError: 0.2, reliability: 0.5),
                        gap: .init(before: 0.5, now: now), source: "m")
                ])
        }
        #expect(try verdicts("weak_progress", facts(0.45)) == ["W": .met])
        #expect(try verdicts("weak_progress", facts(0.46)) == ["W": .notMet])
        #expect(try verdicts("weak_progress", facts(0.45, weak: false)) == ["": .notApplicable])
        let stricter = try Packs.pack("SH", "value: 0.05", "value: 0.06")
        #expect(try verdicts("weak_progress", facts(0.45), stricter) == ["W": .notMet])
    }

    private func survey(_ satisfied: Int, of answered: Int, roll: Int = 10_000) -> UnitEvidence {
        UnitEvidence(
            unit: "U", on: day, members: [member("A")],
            surveys: [
                SurveyAnswer(
                    school: "A", respondent: "parents",
                    answers: .init(roll: roll, answered: answered, satisfied: satisfied),
                    source: "s")
            ])
    }

    @Test("SH-11: 90 % by the interval, each kind apart; too small a sample cannot tell")
    func satisfaction() throws {
        let found = try verdicts("satisfaction", survey(9200, of: 9900))
        #expect(found == ["parents": .met, "teachers": .noData])
        #expect(try verdicts("satisfaction", survey(8700, of: 9900))["parents"] == .notMet)
        #expect(try verdicts("satisfaction", survey(8910, of: 9900))["parents"] == .cannotTell)
        func small(_ answered: Int, _ roll: Int) throws -> Verdict? {
            try verdicts("satisfaction", survey(10, of: answered, roll: roll))["parents"]
        }
        #expect(try small(30, 100) == .notMet && small(29, 90) == .cannotTell)
        #expect(try small(300, 1000) == .notMet && small(299, 1000) == .cannotTell)
    }

    @Test("SH-11: a unit in which one school did not answer bears no verdict, as where data lack")
    func silentSchool() throws {
        func facts(_ other: Int?) -> UnitEvidence {
            let rolls = [("A", 9200)] + (other.map { [("B", $0)] } ?? [])
            return UnitEvidence(
                unit: "U", on: day, members: [member("A"), member("B")],
                surveys: rolls.map { school, answered in
                    SurveyAnswer(
                        school: school, respondent: "parents",
                        answers: .init(roll: 10_000, answered: answered, satisfied: answered),
                        source: "s")
                })
        }
        #expect(try verdicts("satisfaction", facts(nil))["parents"] == .noData)
        #expect(try verdicts("satisfaction", facts(0))["parents"] == .noData)
        #expect(try verdicts("satisfaction", facts(9200))["parents"] == .met)
        let finding = StandardsCheck(try Packs.pack("SH")).findings(facts(nil))
            .first { $0.respondent == "parents" }
        #expect(finding?.finding.notes.last?.english.contains("without answers: B") == true)
        #expect(finding?.isAgainst == true)
    }

    @Test("What cannot be told counts for or against, as the pack says")
    func counting() throws {
        func isAgainst(_ pack: PolicyPack) -> Bool? {
            StandardsCheck(pack).findings(survey(8910, of: 9900))
                .first { $0.respondent == "parents" }?.isAgainst
        }
        #expect(isAgainst(try Packs.pack("SH")) == true)
        #expect(
            isAgainst(try Packs.pack("SH", "cannot_tell: against", "cannot_tell: for")) == false)
    }

    @Test("Members of the day count; a school without data makes the unit's sum no verdict")
    func membership() throws {
        let members = [member("A"), member("B", until: 2025), member("C", from: 2026)]
        let facts = UnitEvidence(
            unit: "U", on: day, members: members, counts: [count("A", .passRate, 99, 100)])
        #expect(try verdicts("junior_pass_rate", facts) == ["A": .met, "": .met])
        let earlier = UnitEvidence(
            unit: "U", on: CalendarDate(year: 2024, month: 12, day: 31) ?? day, members: members,
            counts: [count("A", .passRate, 99, 100)])
        #expect(
            try verdicts("junior_pass_rate", earlier) == ["A": .met, "B": .noData, "": .noData])
    }

    @Test(
        "A unit without junior schools is not asked for junior standards, and is not reached by that"
    )
    func notApplicable() throws {
        let facts = UnitEvidence(unit: "U", on: day, members: [member("P", .primary)])
        for rule in ["everyone_sits", "junior_pass_rate", "quota_completed", "entry_rate"] {
            #expect(try verdicts(rule, facts).values.map { $0 } == [.notApplicable])
        }
        #expect(!StandardsCheck.isReached(StandardsCheck(try Packs.pack("SH")).findings(facts)))
        #expect(StandardsCheck(try Packs.pack("TC")).findings(facts).isEmpty)
        #expect(!StandardsCheck.isReached([]))
    }

    @Test("The pack's bounds are those of the engine's own standards")
    func same() throws {
        let rules = try Packs.pack("SH")[EvaluationSection.self].standards
        func bound(_ id: String) -> Double? { rules.first { $0.id == id }?.bound?.value }
        #expect(bound("between_school_share") == ZoneStandards.spread.threshold.bound.value)
        #expect(bound("junior_pass_rate") == ZoneStandards.juniorPass.threshold.bound.value)
        #expect(bound("everyone_sits") == ZoneStandards.everyoneSits.threshold.bound.value)
        #expect(bound("quota_completed") == ZoneStandards.quotaCompleted.threshold.bound.value)
        #expect(bound("satisfaction") == ZoneStandards.satisfaction.threshold.bound.value)
        #expect(rules.count == 8)
        #expect(rules.allSatisfy { $0.input != nil })
    }

    @Test("The national 85 % and 0.15 by the example pack")
    func national() throws {
        let pack = try Packs.pack("CN")
        func verdict(_ satisfied: Int) -> Verdict? {
            StandardsCheck(pack).findings(survey(satisfied, of: 9900))
                .first { $0.respondent == "parents" }?.finding.verdict
        }
        #expect(verdict(8600) == .met && verdict(8200) == .notMet && verdict(8415) == .cannotTell)
    }
}
