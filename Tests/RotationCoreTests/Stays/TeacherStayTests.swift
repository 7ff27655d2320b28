// Fixed texts that are dates and codes.
// swift-format-ignore-file: NeverForceUnwrap
import RotationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("A placement, from the decision to its end")
struct TeacherStayTests {
    private let sketch = PlanSketch()
    private let bureau = PlanSketch.bureau

    private func date(_ text: String) -> CalendarDate { CalendarDate(text)! }

    private func made(
        _ state: StayState, appraiser: AppraiserRule.Appraiser? = .receiving,
        appraisals: [StayAppraisal] = []
    ) -> TeacherStay {
        let hasBegun = [.active, .appraised, .completed].contains(state)
        return TeacherStay(
            id: PlacementID(.version7()), plan: PlanID(.version7()), group: sketch.group,
            district: PlanSketch.district, districts: [PlanSketch.district],
            person: sketch.people[0], kind: .rotation, home: sketch.home,
            receiving: sketch.receiving, stage: .junior, subject: "mathematics", isKey: true,
            year: SchoolYear(startYear: 2026), from: date("2026-09-01"),
            until: date("2029-09-01"), state: state, pack: "SH", packVersion: "v",
            clause: "SH-3", yearsAtLeast: 3, appraiser: appraiser,
            beganOn: hasBegun ? date("2026-09-01") : nil, appraisals: appraisals, version: 4)
    }

    private func appraised(_ years: ClosedRange<Int>) -> [StayAppraisal] {
        years.map {
            StayAppraisal(
                year: SchoolYear(startYear: $0), grade: .good, recordedOn: date("2029-07-01"))
        }
    }

    @Test("Each command is refused in each state in which it does not belong")
    func everyCommand() {
        for state in StayState.allCases {
            let stay = made(state, appraisals: state == .appraised ? appraised(2026...2027) : [])
            func expect(_ step: StayStep, _ body: () throws -> Void) {
                let slug = refusal(body)
                #expect(
                    (slug != "placement-state") == (state.after(step) != nil), "\(state) \(step)")
            }
            expect(.notify) { _ = try stay.notified(by: bureau, today: date("2026-07-01")) }
            expect(.begin) {
                _ = try stay.began(by: bureau, on: date("2026-09-01"), today: date("2026-09-01"))
            }
            expect(.appraise) {
                _ = try stay.appraised(
                    by: bureau, leads: [], SchoolYear(startYear: 2028), .good,
                    today: date("2029-07-01"))
            }
            expect(.extend) { _ = try stay.extended(by: bureau, until: date("2030-09-01")) }
            expect(.end) {
                _ = try stay.ended(
                    by: bureau, on: date("2027-09-01"), ground: .health, reason: "x",
                    today: date("2027-09-01"))
            }
            expect(.complete) { _ = try stay.completed(by: bureau, today: date("2029-09-01")) }
        }
    }

    @Test("The receiving school confirms the beginning; the home school and other districts do not")
    func beginning() throws {
        let stay = made(.notified)
        func begin(_ caller: Caller, on day: String, today: String = "2026-09-10") -> String {
            refusal { _ = try stay.began(by: caller, on: date(day), today: date(today)) }
        }
        #expect(begin(sketch.school(sketch.receiving), on: "2026-09-01") == "")
        #expect(begin(bureau, on: "2026-09-08") == "")
        #expect(begin(sketch.school(sketch.home), on: "2026-09-01") == "not-your-district")
        #expect(begin(PlanSketch.otherBureau, on: "2026-09-01") == "not-your-district")
        #expect(begin(bureau, on: "2026-08-31") == "outside-placement")
        #expect(begin(bureau, on: "2029-09-01", today: "2029-09-02") == "outside-placement")
        #expect(begin(bureau, on: "2026-09-11") == "not-yet")
    }

    @Test("SH: the receiving school appraises (SH-3); XN: the lead (XN-35)")
    func appraisers() {
        func appraise(_ stay: TeacherStay, _ caller: Caller, leads: Set<SchoolID>) -> String {
            refusal {
                _ = try stay.appraised(
                    by: caller, leads: leads, SchoolYear(startYear: 2026), .good,
                    today: date("2027-07-01"))
            }
        }
        let (home, other) = (sketch.school(sketch.home), sketch.school(sketch.receiving))
        #expect(appraise(made(.active), other, leads: [sketch.home]) == "")
        #expect(appraise(made(.active), home, leads: [sketch.home]) == "not-the-appraiser")
        let byLead = made(.active, appraiser: .lead)
        #expect(appraise(byLead, home, leads: [sketch.home]) == "")
        #expect(appraise(byLead, other, leads: [sketch.home]) == "not-the-appraiser")
        #expect(appraise(made(.active, appraiser: nil), bureau, leads: []) == "")
        #expect(appraise(made(.active, appraiser: .home), home, leads: []) == "")
    }

    @Test("A school year is appraised once, within the placement, and not before it began")
    func appraisals() {
        let stay = made(.appraised, appraisals: appraised(2026...2026))
        func appraise(_ year: Int, today: String) -> String {
            refusal {
                _ = try stay.appraised(
                    by: bureau, leads: [], SchoolYear(startYear: year), .excellent,
                    today: date(today))
            }
        }
        #expect(appraise(2027, today: "2028-07-01") == "")
        #expect(appraise(2026, today: "2028-07-01") == "appraised-already")
        #expect(appraise(2025, today: "2028-07-01") == "year-outside")
        #expect(appraise(2029, today: "2030-07-01") == "year-outside")
        #expect(appraise(2028, today: "2028-09-01") == "not-yet")
        #expect(appraise(2028, today: "2029-05-31") == "not-yet")
        #expect(appraise(2028, today: "2029-06-01") == "")
        var short = stay
        short.until = date("2029-01-20")
        #expect(
            refusal {
                _ = try short.appraised(
                    by: bureau, leads: [], SchoolYear(startYear: 2028), .good,
                    today: date("2029-01-20"))
            } == "")
    }

    @Test("An appraisal says who made it: whom the pack names, or the bureau in its place")
    func appraisedBy() throws {
        func by(_ caller: Caller, _ appraiser: AppraiserRule.Appraiser?) throws -> String? {
            let event = try made(.active, appraiser: appraiser).appraised(
                by: caller, leads: [sketch.home], SchoolYear(startYear: 2026), .good,
                today: date("2027-07-01")
            ).event
            guard case .appraised(_, let by) = event else { return nil }
            return by
        }
        #expect(try by(sketch.school(sketch.receiving), .receiving) == "receiving")
        #expect(try by(sketch.school(sketch.home), .lead) == "lead")
        #expect(try by(bureau, .receiving) == "bureau")
        #expect(try by(bureau, nil) == "bureau")
    }

    @Test("An end before three full school years breaks the year (SH-3, decision 2)")
    func ends() throws {
        let stay = made(.active)
        func breaks(_ day: String) throws -> Bool? {
            let decision = try stay.ended(
                by: bureau, on: date(day), ground: .family, reason: "x", today: date(day))
            guard case .endedEarly(_, .family, let breaks) = decision.event else { return nil }
            #expect(decision.stay.until == date(day))
            #expect(decision.stay.state == .ended)
            return breaks
        }
        #expect(try breaks("2027-02-01") == true)
        #expect(try breaks("2028-09-01") == true)
        let longer = try stay.extended(by: bureau, until: date("2030-09-01")).stay
        let late = try longer.ended(
            by: bureau, on: date("2029-09-01"), ground: .retired, reason: "x",
            today: date("2029-09-02"))
        #expect(late.event == .endedEarly(date("2029-09-01"), .retired, breaksYear: false))
        func end(on day: String, today: String, began: String = "2026-09-01") -> String {
            var stay = stay
            stay.beganOn = date(began)
            return refusal {
                _ = try stay.ended(
                    by: bureau, on: date(day), ground: .other, reason: "x", today: date(today))
            }
        }
        #expect(end(on: "2029-09-01", today: "2029-09-01") == "outside-placement")
        #expect(
            end(on: "2026-10-08", today: "2027-01-01", began: "2026-10-08") == "outside-placement")
        #expect(end(on: "2026-10-09", today: "2027-01-01", began: "2026-10-08") == "")
        // One that is to end is not over: its school year is still appraised.
        #expect(end(on: "2027-02-01", today: "2027-01-31") == "not-yet")
    }

    @Test("One that has not begun never was, whatever day is named")
    func neverBegan() throws {
        let decision = try made(.notified).ended(
            by: bureau, on: date("2026-12-01"), ground: .withdrawn, reason: "本人退出",
            today: date("2026-07-01"))
        #expect(decision.stay.until == decision.stay.from)
        #expect(decision.stay.endedReason == "本人退出")
    }

    @Test("An extension goes later only, and no further than the limit of years")
    func extensions() throws {
        let stay = made(.active)
        let decision = try stay.extended(by: bureau, until: date("2030-09-01"))
        #expect(decision.stay.until == date("2030-09-01"))
        #expect(decision.event == .extended(from: date("2029-09-01")))
        #expect(
            refusal { _ = try stay.extended(by: bureau, until: date("2029-09-01")) } == "not-later")
        #expect(
            refusal { _ = try stay.extended(by: bureau, until: date("2036-09-02")) }
                == "too-long-a-placement")
    }

    @Test("It is completed when its time is over and every school year appraised")
    func completion() throws {
        let whole = made(.appraised, appraisals: appraised(2026...2028))
        let decision = try whole.completed(by: bureau, today: date("2029-09-01"))
        #expect(decision.stay.state == .completed)
        #expect(decision.event == .completed(months: 36))
        #expect(
            refusal { _ = try whole.completed(by: bureau, today: date("2029-08-31")) } == "not-yet")
        let lacking = made(.appraised, appraisals: appraised(2026...2027))
        #expect(
            refusal { _ = try lacking.completed(by: bureau, today: date("2029-09-01")) }
                == "year-not-appraised")
    }
}
