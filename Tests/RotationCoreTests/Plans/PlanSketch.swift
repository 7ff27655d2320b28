// Fixed texts that are dates and codes.
// swift-format-ignore-file: NeverForceUnwrap
import Foundation
import RotationCore
import TaoliModels

/// Plans for tests: one strong school, one receiving school, three teachers who go.
struct PlanSketch {
    static let district = DistrictCode("440105")!
    static let bureau = Caller(
        subject: "bureau", role: .district, unit: UnitReference(.district, "440105"),
        scope: .districts([district]))
    static let otherBureau = Caller(
        subject: "other", role: .district, unit: UnitReference(.district, "440111"),
        scope: .districts([DistrictCode("440111")!]))
    static let today = CalendarDate("2026-06-20")!

    let group = GroupID(.version7())
    let home = SchoolID(.version7())
    let receiving = SchoolID(.version7())
    let people = (0..<3).map { _ in PersonID(.version7()) }

    var moves: [PlannedMove] { people.map { move($0) } }

    func move(_ person: PersonID) -> PlannedMove {
        PlannedMove(
            person: person, home: home, receiving: receiving, subject: "mathematics", isKey: false,
            minutes: 30, extraMinutes: 10, wish: 1, isInHardship: false, willing: 1)
    }

    func school(_ id: SchoolID) -> Caller {
        Caller(
            subject: "school", role: .school, unit: UnitReference(.school, id.description),
            scope: .districts([Self.district]))
    }

    func plan(
        _ state: PlanState, objections: [PlanObjection] = [],
        until: CalendarDate? = CalendarDate("2026-07-01")
    ) -> YearPlan {
        let hasMoves = [.draft, .checked, .consulted, .decided].contains(state)
        return YearPlan(
            id: PlanID(.version7()), group: group, district: Self.district,
            districts: [Self.district], stage: .junior, year: SchoolYear(startYear: 2026),
            factsOn: CalendarDate("2026-09-01")!, pack: "SH", packVersion: "v", clause: "SH-3",
            instanceHash: "h", sending: [home], receiving: [receiving], teachers: 20,
            eligible: 15, state: state,
            result: hasMoves ? PlanResult(outcome: .optimal, objective: 30, bound: 30) : nil,
            moves: hasMoves ? moves : [], consultedUntil: state == .consulted ? until : nil,
            objections: objections, version: 3)
    }

    func objection(_ status: PlanObjection.Status, about person: PersonID? = nil)
        -> PlanObjection
    {
        PlanObjection(
            id: ObjectionID(.version7()), unit: UnitReference(.school, home.description),
            person: person, text: "毕业班", raisedOn: Self.today, status: status)
    }
}

/// The slug of a refusal; empty when nothing was refused.
func refusal(_ body: () throws -> Void) -> String {
    do {
        try body()
        return ""
    } catch {
        return (error as? Refusal)?.slug ?? "\(error)"
    }
}
