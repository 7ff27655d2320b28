import EvaluationCore
import Foundation
import TaoliModels
import Testing

struct EvaluationUnitsTests {
    private let day = date("2025-10-01")
    private let schools = (0..<4).map { _ in SchoolID(UUID()) }

    @Test("A school with several campuses counts once and leads if any campus leads")
    func campuses() {
        let group = group(
            member(0, .member, [.primary]), member(0, .lead, [.primary]),
            member(1, .member, [.primary]))
        let unit = EvaluationUnits(on: day).units(of: group)[0]
        #expect(unit.schools.map(\.id) == [schools[0], schools[1]])
        #expect(unit.schools.map(\.sites) == [2, 1])
        #expect(unit.schools.map(\.leads) == [true, false])
        #expect(unit.isSpreadApplicable)
        #expect(unit.note == nil)
    }

    @Test("Spread is not applicable at a stage with one school, and the note does not say met")
    func oneSchool() {
        let group = group(member(0, .lead, [.senior]), member(0, .member, [.senior]))
        let unit = EvaluationUnits(on: day).units(of: group)[0]
        #expect(!unit.isSpreadApplicable)
        #expect(unit.note?.chinese.contains("不适用") == true)
        #expect(unit.note?.chinese.contains("2 个校区按一所计") == true)
        #expect(unit.note?.english.contains("not applicable") == true)
    }

    @Test("A nine-year and a complete school are asked in each stage they cover")
    func severalStages() {
        let group = group(
            member(0, .lead, SchoolKind.nineYear.stages),
            member(1, .member, SchoolKind.complete.stages))
        let units = EvaluationUnits(on: day).units(of: group)
        #expect(units.map(\.stage) == [.primary, .junior, .senior])
        #expect(units.map(\.schools.count) == [1, 2, 1])
        #expect(units.map(\.isSpreadApplicable) == [false, true, false])
    }

    @Test("Only members of the day count, and a group has no units when it does not exist")
    func dates() {
        let group = group(
            member(0, .lead, [.primary]),
            member(1, .member, [.primary], from: "2025-09-01", until: "2026-09-01"),
            until: "2027-09-01")
        func count(_ day: String) -> [Int] {
            EvaluationUnits(on: date(day)).units(of: group).map(\.schools.count)
        }
        #expect(count("2025-08-31") == [1])
        #expect(count("2025-09-01") == [2])
        #expect(count("2026-09-01") == [1])
        #expect(count("2027-09-01") == [])
        #expect(count("2020-08-31") == [])
    }

    @Test("Sites that are not known yet are counted in the note and in no stage")
    func unknownSites() {
        let group = group(
            member(0, .lead, [.primary]), member(1, .member, [.primary]), member(2, .member, nil))
        let unit = EvaluationUnits(on: day).units(of: group)[0]
        #expect(unit.schools.count == 2)
        #expect(unit.sitesUnknown == 1)
        #expect(unit.note?.english.contains("not known here yet: 1.") == true)
        #expect(EvaluationUnits(on: day).units(of: self.group(member(2, .lead, nil))).isEmpty)
    }

    @Test("A school that is not built yet is asked nothing")
    func planned() {
        let group = group(
            member(0, .lead, [.primary]), member(1, .member, [.primary], isUnbuilt: true))
        let unit = EvaluationUnits(on: day).units(of: group)[0]
        #expect(unit.schools.map(\.id) == [schools[0]])
        #expect(!unit.isSpreadApplicable)
    }

    private func group(_ members: EvaluationMember..., until: String? = nil) -> EvaluationGroup {
        EvaluationGroup(
            id: GroupID(UUID()), name: "桃李集团",
            validity: Validity(from: date("2020-09-01"), until: until.map(date)), members: members)
    }

    private func member(
        _ school: Int, _ role: MembershipRole, _ stages: [Stage]?, from: String = "2020-09-01",
        until: String? = nil, isUnbuilt: Bool = false
    ) -> EvaluationMember {
        EvaluationMember(
            role: role, validity: Validity(from: date(from), until: until.map(date)),
            schoolID: schools[school], schoolName: "学校\(school)", stages: stages,
            isUnbuilt: isUnbuilt)
    }
}

/// A day that exists; the tests' own texts are dates.
private func date(_ text: String) -> CalendarDate {
    CalendarDate(text) ?? CalendarDate(daysSinceEpoch: 0)
}
