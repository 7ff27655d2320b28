import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("What cases look at beyond their chain, on a real database")
struct CaseRuleCallsTests {
    /// A joining up to the government's consent.
    private static func reviewed(
        _ city: RegistryFixture, _ site: Site, _ group: String
    ) async throws -> Taoli_Registry_V1_Case {
        var item = try await city.openJoining(site, group)
        item = try await city.answer(item, "J.1", as: .school(site.schoolID)).case
        item = try await city.answer(item, "J.2", as: .council(group)).case
        return try await city.answer(item, "J.3", as: .haizhu).case
    }

    @Test("A mistyped day is refused before anything comes about; with a reason it is taken")
    func farDay() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let item = try await Self.reviewed(city, city.second, group.id)
            for day in ["2036-12-01", "1900-01-01"] {
                let refused = try await refusal {
                    try await city.answer(item, "J.4", as: .haizhu, explains: false) {
                        $0.effectiveOn = day
                    }
                }
                #expect(refused.slug == "effective-date-far" && refused.field == "effective_on")
            }
            #expect(try await city.getCase(item.id) == item)
            let taken = try await city.answer(item, "J.4", as: .haizhu) {
                $0.effectiveOn = "2024-09-01"
                $0.reason = "补记宁政函〔2024〕3号"
            }.case
            let consent = try #require(taken.steps.first { $0.id == "J.4" })
            #expect(consent.answers.map(\.reason) == ["补记宁政函〔2024〕3号"])
        }
    }

    @Test("XN-1: a school designated from a day on cannot have joined before it")
    func designatedLater() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.designate(
                "school/\(city.second.schoolID)", "category", "weak", from: "2026-10-01")
            let item = try await Self.reviewed(city, city.second, group.id)
            let refused = try await refusal {
                try await city.answer(item, "J.4", as: .haizhu) { $0.effectiveOn = "2026-09-30" }
            }
            #expect(refused.slug == "rule-needs-exception" && refused.clause == "XN-1")
            let taken = try await city.answer(item, "J.4", as: .haizhu) {
                $0.effectiveOn = "2026-10-01"
            }
            #expect(taken.case.status == "decided")
        }
    }

    @Test(
        "XN-10: a founding under the name of an open group is refused at once, and at its consent")
    func nameTaken() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let school = Caller.school(city.second.schoolID)
            @Sendable func open(_ name: String) async throws -> Taoli_Registry_V1_Case {
                try await city.open("found", as: school) {
                    $0.name = name
                    $0.kind = .educationGroup
                    $0.district = "440105"
                    $0.leadSiteIds = [city.second.id.description]
                }
            }
            let early = try await refusal { try await open(group.name) }
            #expect(early.slug == "group-name-taken" && early.clause == nil)
            var item = try await open("新海珠教育集团")
            for (step, actor) in [("F.1", school), ("F.2", school), ("F.3", .haizhu)] {
                item = try await city.answer(item, step, as: actor).case
            }
            _ = try await city.found(name: "新海珠教育集团", leads: [city.nineYear])
            let open = item
            let late = try await refusal {
                try await city.answer(open, "F.4", as: .haizhu) { $0.effectiveOn = "2026-09-01" }
            }
            #expect(late.slug == "group-name-taken")
        }
    }

    @Test("What is decided for a later day is neither asked for twice nor withdrawn, and says when")
    func decided() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let item = try await city.joinByCase(group, from: "2030-09-01")
            #expect(item.effectiveOn == "2030-09-01")
            let second = try await refusal { try await city.openJoining(city.second, group.id) }
            #expect(second.slug == "already-member" && second.what.chinese.contains("2030-09-01"))
            let school = Caller.school(city.second.schoolID)
            let back = try await refusal { try await city.withdraw(item.id, as: school) }
            #expect(back.slug == "already-decided")
            #expect(back.what.chinese == "该事项已经决定，自 2030-09-01 起生效，不能撤回。")
        }
    }

    @Test("A founding whose lead lies in another district goes on, and every check says so")
    func leadElsewhere() async throws {
        try await RegistryFixture.with { city in
            try await city.bind()
            let school = Caller.school(city.elsewhere.schoolID, in: RegistryFixture.yuexiu)
            let item = try await city.open("found", as: school) {
                $0.name = "跨区教育集团"
                $0.kind = .educationGroup
                $0.district = "440105"
                $0.leadSiteIds = [city.elsewhere.id.description]
            }
            let asked = try await city.answer(item, "F.1", as: school)
            let note = try #require(asked.findings.first { $0.rule == LeadElsewhereNote.rule })
            #expect(note.strength == "warn" && note.whatChinese.contains("440104"))
        }
    }

    @Test("The school that leads a group sees the cases about it, and no other school does")
    func leadSees() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let item = try await city.openJoining(city.second, group.id)
            let lead = Caller.school(city.first.schoolID)
            #expect(try await city.getCase(item.id, as: lead) == item)
            func listed(as caller: Caller) async throws -> [String] {
                try await city.service.calling(
                    "taoli.registry.v1.CaseService/ListCases", as: caller
                ) {
                    try await city.cases.listCases(request: .init(), context: $0).cases.map(\.id)
                }
            }
            #expect(try await listed(as: lead) == [item.id])
            #expect(try await listed(as: .school(city.nineYear.schoolID)).isEmpty)
            // A founding is its applicant's, who leads.
            let founding = try await city.open("found", as: .school(city.nineYear.schoolID)) {
                $0.name = "实验教育集团"
                $0.kind = .educationGroup
                $0.district = "440105"
                $0.leadSiteIds = [city.nineYear.id.description]
            }
            #expect(try await listed(as: .school(city.nineYear.schoolID)) == [founding.id])
        }
    }

    @Test("JD-3: a school that is entrusted elsewhere may join; its steps say where it is and how")
    func elsewhere() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            let other = try await city.found(name: "第二集团", leads: [city.nineYear])
            var item = try await city.openJoining(city.second, other.id)
            let asked = try await city.answer(item, "J.1", as: .school(city.second.schoolID))
            let note = try #require(asked.findings.first)
            #expect(asked.findings.count == 1 && note.rule == OtherGroupsNote.rule)
            #expect(note.whatChinese.contains("“\(group.name)”") && note.strength == "warn")
            #expect(note.whatEnglish.contains("since 2024-09-01 (member, entrusted)"))
            item = try await city.answer(asked.case, "J.2", as: .council(other.id)).case
            let reviewed = try await city.answer(item, "J.3", as: .haizhu)
            #expect(reviewed.findings.map(\.rule) == [OtherGroupsNote.rule])
        }
    }
}
