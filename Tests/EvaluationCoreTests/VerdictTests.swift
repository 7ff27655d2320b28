import EvaluationCore
import TaoliModels
import Testing

@Suite("Verdicts (SH-11)")
struct VerdictTests {
    private func share(_ text: String) throws -> ExactShare { try #require(ExactShare(text)) }

    @Test("低于 0.15 excludes the bound, 不低于 and 达到 include it")
    func relations() throws {
        let below = Threshold(.below, try share("0.15"))
        #expect(below.verdict(figure: 0.15) == .notMet)
        #expect(below.verdict(figure: 0.15.nextDown) == .met)
        #expect(Threshold(.atMost, try share("0.50")).verdict(figure: 0.5) == .met)
        #expect(Threshold(.above, .percent(50)).verdict(figure: 0.5) == .notMet)
        #expect(Threshold(.atLeast, .percent(85)).verdict(figure: 0.85) == .met)
        #expect(below.verdict(figure: nil) == .noData)
        #expect(below.verdict(figure: .nan) == .noData)
        #expect(below.wording.chinese == "低于 15%")
    }

    @Test("The junior pass rate is judged on those who should sit, by whole numbers")
    func juniorPass() {
        func verdicts(_ should: Int, _ absent: Int, _ passed: Int) -> [Verdict] {
            ZoneStandards.juniorPass(
                should: should, absent: absent, passed: passed, subject: "S", source: "exam"
            ).map(\.verdict)
        }
        #expect(verdicts(100, 0, 99) == [.met, .met])
        #expect(verdicts(200, 0, 197) == [.met, .notMet])
        // 99 of the 100 who sat are 99 of 101 who should have.
        #expect(verdicts(101, 1, 99) == [.notMet, .notMet])
        #expect(verdicts(101, 1, 100) == [.notMet, .met])
        #expect(verdicts(0, 0, 0) == [.noData, .noData])
        let notes = ZoneStandards.juniorPass(
            should: 101, absent: 1, passed: 100, subject: "S", source: "exam")
        #expect(notes[1].notes.first?.chinese.contains("应考尽考") == true)
        #expect(notes[1].sample == Rate(count: 100, total: 101))
        // An interval that reaches below 99 % changes nothing: it is the whole cohort.
        #expect((notes[1].interval?.lowerBound ?? 1) < 0.99)
    }

    @Test("The quota must be filled: 100 % is met, one place less is not")
    func quota() {
        func verdict(_ filled: Int, _ planned: Int) -> Verdict {
            ZoneStandards.quotaCompleted.finding(
                cohort: Rate(count: filled, total: planned), subject: "S", source: "entry"
            ).verdict
        }
        #expect(verdict(40, 40) == .met)
        #expect(verdict(39, 40) == .notMet)
        #expect(verdict(0, 0) == .noData)
    }

    @Test("Rates are held against the district's and the city's by exact counts, equal is enough")
    func regions() {
        func pass(_ count: Int, _ total: Int, _ district: Rate?) -> Verdict {
            ZoneStandards.passRate(
                Rate(count: count, total: total), district: district, subject: "math", source: "x"
            ).verdict
        }
        let district = Rate(count: 2, total: 3)
        #expect(pass(20, 30, district) == .met)
        #expect(pass(666_666_666, 1_000_000_000, district) == .notMet)
        #expect(pass(666_666_667, 1_000_000_000, district) == .met)
        #expect(pass(1, 1, nil) == .noData)
        let city = ZoneStandards.entryRate(
            nil, city: district, subject: "unit", source: "entry")
        #expect(city.verdict == .noData)
        func asked(_ district: Rate?) -> String {
            ZoneStandards.passRate(
                Rate(count: 1, total: 1), district: district, subject: "math", source: "x"
            ).threshold.chinese
        }
        #expect(asked(district) == "不低于 66.67% (2/3)")
        #expect(asked(Rate(count: 99, total: 100)) == "不低于 99%")
        #expect(asked(nil) == "不低于区域平均（未提供）")
    }

    @Test("A survey bears a verdict only with its minimum sample and its interval on one side")
    func surveys() {
        let minimum = SampleMinimum(answers: 30, share: .percent(20))
        func finding(_ answered: Int, _ satisfied: Int, roll: Int = 100) -> StandardFinding {
            ZoneStandards.satisfaction.finding(
                survey: Satisfaction([
                    .init(roll: roll, answered: answered, satisfied: satisfied)
                ]), minimum: minimum, subject: "parents", source: "survey")
        }
        #expect(finding(100, 99).verdict == .met)
        #expect(finding(100, 92).verdict == .cannotTell)
        #expect(finding(100, 70).verdict == .notMet)
        #expect(finding(29, 29).verdict == .cannotTell)
        #expect(finding(29, 29).notes.count == 1)
        #expect(finding(100, 99, roll: 501).verdict == .cannotTell)
        #expect(finding(0, 0).verdict == .noData)
        let none = ZoneStandards.satisfaction.finding(
            survey: nil, minimum: minimum, subject: "teachers", source: "survey")
        #expect(none.verdict == .noData)
    }

    @Test("The spread's verdict is the city's figure; one school is not applicable, never met")
    func spread() {
        func verdict(_ figure: Double?, schools: Int) -> Verdict {
            ZoneStandards.spread.finding(
                published: figure, schoolCount: schools, subject: "primary math", source: "city"
            ).verdict
        }
        #expect(verdict(0.149, schools: 3) == .met)
        #expect(verdict(0.15, schools: 3) == .notMet)
        #expect(verdict(nil, schools: 3) == .noData)
        #expect(verdict(0.01, schools: 1) == .notApplicable)
    }

    @Test("With 100 pupils three schools never show a share below 0.15, ten only up to 0.044")
    func power() throws {
        let standard = ZoneStandards.spread
        #expect(standard.largestShareToShow(schoolCount: 3, studentsEach: 100) == nil)
        let ten = try #require(standard.largestShareToShow(schoolCount: 10, studentsEach: 100))
        #expect((ten * 1000).rounded() == 44)
    }

    @Test("A forecast names itself, has its interval, and cannot tell where that holds 0.15")
    func forecast() throws {
        let data = try SchoolData("exam.csv")
        let findings = ZoneStandards.spread.forecasts(
            SpreadFigures(data.moments()), subject: "all", source: "exam")
        #expect(findings.map(\.estimator) == ["forecast-reml", "forecast-anova"])
        #expect(findings.map(\.verdict) == [.cannotTell, .cannotTell])
        #expect(findings.allSatisfy { $0.notes.first?.chinese.contains("预测") == true })
        #expect(findings[0].interval?.contains(0.15) == true)
        var one = UnitMoments(width: 1)
        one.addUnit()
        for value in [1.0, 2, 4] { one.add([value], to: 0) }
        let single = ZoneStandards.spread.forecasts(
            SpreadFigures(one), subject: "all", source: "exam")
        #expect(single.map(\.verdict) == [.notApplicable, .notApplicable])
    }

    @Test("A weak school progresses by value added or by a smaller gap; an unknown way is no no")
    func weakSchools() {
        func effect(_ estimate: Double) -> ValueAdded {
            Self.effect(unit: 0, estimate, 0.1)
        }
        typealias Gap = WeakSchoolProgress.Gap
        let standard = WeakSchoolProgress(margin: 0.5)
        func verdict(_ added: ValueAdded?, _ gap: Gap?) -> Verdict {
            standard.finding(school: "弱校", valueAdded: added, gap: gap, source: "x").verdict
        }
        #expect(verdict(effect(0.3), nil) == .met)
        #expect(verdict(effect(0.1), Gap(before: 2, now: 1.5)) == .met)
        #expect(verdict(effect(0.1), Gap(before: 2, now: 1.6)) == .notMet)
        #expect(verdict(effect(0.1), nil) == .cannotTell)
        #expect(verdict(nil, Gap(before: 1, now: 2)) == .cannotTell)
        #expect(verdict(nil, nil) == .noData)
        // A margin of 0 still asks for a gap that became smaller.
        let lenient = WeakSchoolProgress(margin: 0)
        let same = lenient.finding(
            school: "S", valueAdded: effect(-1), gap: Gap(before: 1, now: 1), source: "x")
        #expect(same.verdict == .notMet)
    }

    @Test("A ranking says how likely each place holds")
    func ranking() {
        let ranking = Ranking([
            Self.effect(unit: 0, 0, 0.1), Self.effect(unit: 1, 1, 0.1),
            Self.effect(unit: 2, 0.05, 0.1), Self.effect(unit: 3, -1, 0.1),
        ])
        #expect(ranking.places.map(\.effect.unit) == [1, 2, 0, 3])
        #expect(ranking.places.map(\.rank) == [1, 2, 3, 4])
        #expect(ranking.places.map(\.rankInterval) == [1...1, 2...3, 2...3, 4...4])
        #expect((ranking.places[0].holdsAgainstNext ?? 0) > 0.999)
        // 0.05 of a standard error of the difference of 0.1414: Φ(0.3536).
        #expect(abs((ranking.places[1].holdsAgainstNext ?? 0) - 0.6381631950841185) < 1e-12)
        #expect(ranking.places[3].holdsAgainstNext == nil)
        let sum = ranking.places.reduce(0) { $0 + $1.expectedRank }
        #expect(abs(sum - 10) < 1e-12)
        let tied = Ranking([Self.effect(unit: 0, 1, 0), Self.effect(unit: 1, 1, 0)])
        #expect(tied.places.map(\.rank) == [1, 1])
        #expect(tied.firstHolds == 0.5)
    }

    private static func effect(unit: Int, _ estimate: Double, _ error: Double) -> ValueAdded {
        ValueAdded(
            unit: unit, size: 50, estimate: estimate, standardError: error, reliability: 0.9)
    }
}
