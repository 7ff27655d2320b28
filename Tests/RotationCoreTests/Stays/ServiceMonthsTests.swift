// Fixed texts that are dates and codes.
// swift-format-ignore-file: NeverForceUnwrap
import RotationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Months that a certificate states (SH-6)")
struct ServiceMonthsTests {
    private func date(_ text: String) -> CalendarDate { CalendarDate(text)! }

    private func stay(
        _ began: String?, until: String, group: GroupID = GroupID(.version7()),
        state: StayState = .active
    ) -> TeacherStay {
        let sketch = PlanSketch()
        return TeacherStay(
            id: PlacementID(.version7()), plan: PlanID(.version7()), group: group,
            district: PlanSketch.district, districts: [PlanSketch.district],
            person: sketch.people[0], kind: .rotation, home: sketch.home,
            receiving: sketch.receiving, stage: .junior, subject: "", isKey: false,
            year: SchoolYear(startYear: 2026), from: date("2026-09-01"), until: date(until),
            state: state, pack: "SH", packVersion: "v", clause: "SH-3", yearsAtLeast: 3,
            appraiser: nil, beganOn: began.map(date))
    }

    @Test(
        "Whole months from day to day",
        arguments: [
            ("2026-09-01", "2026-12-01", 3), ("2026-09-15", "2026-12-14", 2),
            ("2026-09-15", "2026-12-15", 3), ("2026-09-30", "2026-09-01", 0),
            ("2027-01-31", "2027-02-28", 0), ("2024-02-29", "2027-02-28", 35),
        ])
    func months(from: String, until: String, expected: Int) {
        #expect(ServiceMonths.months(from: date(from), until: date(until)) == expected)
    }

    @Test("Only what the receiving school confirmed counts, up to the day asked about")
    func verified() {
        let planned = stay(nil, until: "2029-09-01", state: .notified)
        let begun = stay("2026-10-01", until: "2029-09-01")
        let service = ServiceMonths([planned, begun], on: date("2027-10-15"))
        #expect(service.lines.map(\.months) == [12])
        #expect(service.months == 12)
        #expect(ServiceMonths([begun], on: date("2026-10-01")).lines.isEmpty)
        #expect(ServiceMonths([begun], on: date("2035-01-01")).months == 35)
    }

    @Test("Two years count within one unit, not over several")
    func experience() {
        let unit = GroupID(.version7())
        let first = stay("2026-09-01", until: "2027-09-01", group: unit)
        let second = stay("2027-09-01", until: "2028-09-01", group: unit)
        let elsewhere = stay("2027-09-01", until: "2028-09-01")
        let day = date("2029-01-01")
        #expect(ServiceMonths([first, second], on: day).hasExperience)
        #expect(!ServiceMonths([first, elsewhere], on: day).hasExperience)
        #expect(ServiceMonths([first, elsewhere], on: day).months == 24)
    }
}
