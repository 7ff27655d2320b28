// Fixed texts that are dates and codes.
// swift-format-ignore-file: NeverForceUnwrap
import Foundation
import RotationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("What follows from placements")
struct EntitlementTests {
    private let sketch = PlanSketch()

    private func date(_ text: String) -> CalendarDate { CalendarDate(text)! }

    private func year(_ start: Int) -> SchoolYear { SchoolYear(startYear: start) }

    private func stay(
        _ person: Int = 0, _ kind: PlacementKind = .rotation, began: String? = "2026-09-10",
        from: String = "2026-09-01", until: String = "2028-09-10", share: Int = 100,
        fen: Int? = nil, mentor: PersonID? = nil, isDue: Bool = true
    ) -> TeacherStay {
        TeacherStay(
            id: PlacementID(.version7()), plan: nil, group: sketch.group,
            district: PlanSketch.district, districts: [PlanSketch.district],
            person: sketch.people[person], kind: kind, home: sketch.home,
            receiving: sketch.receiving, stage: .junior, subject: "", isKey: false,
            year: year(2026), from: date(from), until: date(until), state: .active, pack: "SH",
            packVersion: "v", clause: "SH-6", yearsAtLeast: 0, appraiser: nil,
            beganOn: began.map(date), share: share,
            arrangement: StayArrangement(by: .bureau, mentor: mentor),
            allowance: isDue
                ? AllowanceTerms(
                    home: "urban", receiving: "rural", fenPerMonth: fen, clause: "SH-6") : nil)
    }

    private func rate(_ from: String, _ fen: Int, district: DistrictCode = PlanSketch.district)
        -> AllowanceRate
    {
        AllowanceRate(
            id: AllowanceRateID(.version7()), district: district, from: date(from),
            fenPerMonth: fen, reason: "x")
    }

    private func categories(rural until: String? = nil) -> [PlanningCategory] {
        [
            PlanningCategory(
                school: sketch.home, value: "urban", stage: nil,
                validity: Validity(from: date("2020-01-01"), until: nil)),
            PlanningCategory(
                school: sketch.receiving, value: "rural", stage: .junior,
                validity: Validity(from: date("2020-01-01"), until: until.map(date))),
        ]
    }

    private func months(
        _ stay: TeacherStay, _ start: Int, on day: String = "2030-01-01",
        _ rates: [AllowanceRate], rural until: String? = nil
    ) -> AllowanceMonths? {
        AllowanceMonths(
            stay, in: year(start), on: date(day), rates: rates,
            categories: categories(rural: until))
    }

    @Test(
        "SH-6: each month of the service belongs to one school year, at the rate of its first day")
    func allowance() {
        let rates = [rate("2026-09-01", 60_000), rate("2027-01-10", 65_000)]
        let first = months(stay(), 2026, rates)
        // Complete on the 10th: eleven by 1 September, four of them from before 10 January.
        #expect(first?.months == 11)
        #expect(first?.fen == 4 * 60_000 + 7 * 65_000)
        #expect(first?.source == .ours)
        let second = months(stay(), 2027, rates)
        #expect(second?.months == 12)
        #expect(months(stay(), 2028, rates)?.months == 1)
        #expect(months(stay(), 2025, rates) == nil)
        #expect(months(stay(), 2026, on: "2026-12-09", rates)?.months == 2)
        #expect(months(stay(began: nil), 2026, rates) == nil)
        #expect(months(stay(isDue: false), 2026, rates) == nil)
    }

    @Test("SH-6: only while the schools are in town and in the country; a share has its part")
    func conditions() {
        let rates = [rate("2026-01-01", 60_001)]
        #expect(months(stay(share: 50), 2026, rates)?.fen == 11 * 60_001 / 2)
        #expect(months(stay(), 2026, rates, rural: "2026-11-01")?.months == 2)
        #expect(months(stay(), 2026, rates, rural: "2026-09-01") == nil)
        let elsewhere = [rate("2026-01-01", 60_000, district: DistrictCode("440111")!)]
        let unpriced = months(stay(), 2026, elsewhere)
        #expect(unpriced?.withoutRate == 11 && unpriced?.fen == 0 && unpriced?.source == nil)
        let byPack = months(stay(fen: 50_000), 2026, rates)
        #expect(byPack?.fen == 11 * 50_000 && byPack?.source == .pack)
        #expect(months(stay(), 2026, [rate("2026-01-01", 0)])?.withoutRate == 0)
    }

    @Test("Of two rates of one day the one that was set later holds")
    func corrected() {
        let (first, second) = (rate("2026-09-01", 1), rate("2026-09-01", 2))
        let later = [first, second].max { $0.id.description < $1.id.description }
        #expect(
            [second, first].rate(in: PlanSketch.district, on: date("2026-09-01")) == later)
        #expect([first].rate(in: PlanSketch.district, on: date("2026-08-31")) == nil)
    }

    @Test("A month without the day ends on the first of the next, as certificates count")
    func monthEnds() {
        #expect(date("2027-01-31").adding(months: 1) == date("2027-03-01"))
        #expect(date("2026-12-15").adding(months: 1) == date("2027-01-15"))
        #expect(date("2026-12-31").adding(months: 2) == date("2027-03-01"))
        for (start, count) in [("2026-10-31", 7), ("2027-01-30", 13), ("2028-02-29", 12)] {
            let end = date(start).adding(months: count)
            #expect(ServiceMonths.months(from: date(start), until: end) == count)
            #expect(
                ServiceMonths.months(from: date(start), until: end.adding(days: -1)) == count - 1)
        }
    }

    @Test("XN-25: people once, posts by days and share of the working time")
    func establishment() {
        let year = year(2026)
        let stays = [
            stay(0, .managementDispatch, until: "2029-09-01"),
            stay(1, .partTime, until: "2027-09-01", share: 40),
            stay(1, .mentoring, until: "2027-09-01", share: 10),
            stay(2, from: "2027-03-02", until: "2027-05-14"),
            stay(2, from: "2027-09-01", until: "2028-09-01"),
            stay(0, .shadowing, from: "2026-10-01", until: "2026-10-01"),
        ]
        let support = EstablishmentSupport(stays, in: year)
        #expect([support.teachers, support.wholeTime] == [Int]([3, 2]))
        // 100 + 40 + 10 + 73 of 365 days.
        #expect(support.postsHundredths == 170)
        #expect(
            support.kinds.map(\.kind) == [.rotation, .managementDispatch, .mentoring, .partTime])
        #expect(support.kinds.map(\.teachers) == [1, 1, 1, 1])
        #expect(EstablishmentSupport([], in: year).teachers == 0)
    }

    @Test("SH-6: months at two schools at once count once; a mentor's months stand apart")
    func overlapping() {
        let mentor = PersonID(.version7())
        let first = stay(
            0, .partTime, began: "2026-09-01", until: "2027-09-01", share: 40, mentor: mentor)
        let second = stay(0, .partTime, began: "2026-12-01", until: "2027-12-01", share: 40)
        let service = ServiceMonths([first, second], of: sketch.people[0], on: date("2030-01-01"))
        #expect(service.lines.map(\.months) == [12, 12])
        #expect(service.months == 15)
        #expect(service.mentoringMonths == 0)
        #expect(!service.hasExperience)
        let guided = ServiceMonths([first], of: mentor, on: date("2030-01-01"))
        #expect([guided.months, guided.mentoringMonths] == [Int]([0, 12]))
    }
}
