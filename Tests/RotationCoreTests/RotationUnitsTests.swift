import Foundation
import RotationCore
import TaoliModels
import Testing

struct RotationUnitsTests {
    private let day = date("2025-10-01")

    @Test("Lead rows send and member rows receive, stage by stage")
    func stages() {
        let group = group(
            member("A", .lead, [.primary, .junior]), member("B", .member, [.primary]),
            member("C", .member, [.junior]))
        let units = RotationUnits(on: day).units(of: group)
        #expect(units.map(\.stage) == [.primary, .junior])
        #expect(units.map { $0.senders.map(\.siteName) } == [["A"], ["A"]])
        #expect(units.map { $0.receivers.map(\.siteName) } == [["B"], ["C"]])
        #expect(units.allSatisfy { $0.obstacle == nil })
    }

    @Test("A nine-year and a complete school count in each stage they cover")
    func severalStages() {
        let group = group(
            member("九年", .lead, SchoolKind.nineYear.stages),
            member("完中", .member, SchoolKind.complete.stages))
        let units = RotationUnits(on: day).units(of: group)
        #expect(units.map(\.stage) == [.primary, .junior, .senior])
        #expect(
            units.map(\.obstacle?.slug) == ["no-member-in-stage", nil, "no-lead-in-stage"])
        #expect(units[0].senders.map(\.siteName) == ["九年"])
        #expect(units[2].receivers.map(\.siteName) == ["完中"])
    }

    @Test("Every side is listed by name, several leads included")
    func order() {
        let group = group(
            member("D", .lead, [.junior]), member("B", .lead, [.junior]),
            member("C", .member, [.junior]), member("A", .member, [.junior]))
        let unit = RotationUnits(on: day).units(of: group)[0]
        #expect(unit.senders.map(\.siteName) == ["B", "D"])
        #expect(unit.receivers.map(\.siteName) == ["A", "C"])
    }

    @Test(
        "A membership counts from its first day to the day before its end",
        arguments: [
            ("2025-08-31", "no-member-in-stage"), ("2025-09-01", ""), ("2025-12-31", ""),
            ("2026-01-01", "no-member-in-stage"),
        ])
    func validity(day: String, slug: String) {
        let group = group(
            member("A", .lead, [.primary], from: "2020-09-01"),
            member("B", .member, [.primary], from: "2025-09-01", until: "2026-01-01"))
        let unit = RotationUnits(on: date(day)).units(of: group)[0]
        #expect(unit.obstacle?.slug ?? "" == slug)
    }

    @Test("A group that does not exist on the day says since when or until when")
    func existence() {
        let group = group(
            member("A", .lead, [.primary]), from: "2020-09-01", until: "2024-09-01")
        #expect(
            RotationUnits(on: date("2020-08-31")).units(of: group).map(\.obstacle)
                == [.notFounded(date("2020-09-01"))])
        #expect(
            RotationUnits(on: date("2024-09-01")).units(of: group).map(\.obstacle)
                == [.closed(date("2024-09-01"))])
        #expect(RotationUnits(on: date("2024-08-31")).units(of: group)[0].stage == .primary)
    }

    @Test("A site that is not known yet is waited for, not taken for absent")
    func unknownSites() {
        let lead = member("A", .lead, [.primary])
        let waiting = RotationUnits(on: day).units(of: group(lead, member("", .member, nil)))
        #expect(waiting.map(\.obstacle) == [.waiting(.primary, .member, 1)])
        let unknown = RotationUnits(on: day).units(of: group(member("", .lead, nil)))
        #expect(unknown.map(\.obstacle) == [.sitesUnknown(1)])
        #expect(unknown.map(\.stage) == [nil])
        let enough = group(lead, member("B", .member, [.primary]), member("", .member, nil))
        #expect(RotationUnits(on: day).units(of: enough).map(\.obstacle) == [nil])
    }

    @Test("A group without schools, without stages or without buildings says which")
    func empty() {
        #expect(RotationUnits(on: day).units(of: group()).map(\.obstacle) == [.noSchools])
        let stageless = group(member("A", .lead, SchoolKind.unknown.stages))
        #expect(RotationUnits(on: day).units(of: stageless).map(\.obstacle) == [.stagesUnknown])
        let unbuilt = group(member("A", .lead, [.primary], isUnbuilt: true))
        #expect(RotationUnits(on: day).units(of: unbuilt).map(\.obstacle) == [.noneBuilt])
    }

    @Test("A planned school neither sends nor receives")
    func planned() {
        let group = group(
            member("A", .lead, [.primary]),
            member("B", .member, [.primary, .junior], isUnbuilt: true))
        let units = RotationUnits(on: day).units(of: group)
        #expect(units.map(\.obstacle) == [.noMember(.primary)])
    }

    @Test("Every reason has a name of its own and a sentence in both languages")
    func wordings() {
        let all: [RotationObstacle] = [
            .notFounded(day), .closed(day), .noSchools, .sitesUnknown(2), .stagesUnknown,
            .noneBuilt, .noLead(.primary), .noMember(.senior), .waiting(.junior, .lead, 3),
        ]
        #expect(Set(all.map(\.slug)).count == all.count)
        #expect(Set(all.map(\.wording.chinese)).count == all.count)
        #expect(all.allSatisfy { $0.wording.english.hasSuffix(".") })
        #expect(RotationObstacle.noLead(.primary).wording.chinese.contains("小学"))
    }

    private func group(
        _ members: RotationMember..., from: String = "2020-09-01", until: String? = nil
    ) -> RotationGroup {
        RotationGroup(
            id: GroupID(UUID()), name: "桃李集团",
            validity: Validity(from: date(from), until: until.map(date)), members: members)
    }

    private func member(
        _ name: String, _ role: MembershipRole, _ stages: [Stage]?, from: String = "2020-09-01",
        until: String? = nil, isUnbuilt: Bool = false
    ) -> RotationMember {
        RotationMember(
            role: role, validity: Validity(from: date(from), until: until.map(date)),
            place: RotationPlace(
                siteID: SiteID(UUID()), siteName: name, schoolID: SchoolID(UUID()),
                schoolName: name),
            stages: stages, isUnbuilt: isUnbuilt)
    }
}

/// A day that exists; the tests' own texts are dates.
private func date(_ text: String) -> CalendarDate {
    CalendarDate(text) ?? CalendarDate(daysSinceEpoch: 0)
}
