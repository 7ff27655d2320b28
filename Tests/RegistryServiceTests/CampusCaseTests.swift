import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("One school with two campuses, through cases")
struct CampusCaseTests {
    /// A public primary school of Haizhu with an eastern and a western campus.
    private static func campuses(_ city: RegistryFixture) async throws -> (east: Site, west: Site) {
        let school = try RegisterSchool(
            id: SchoolID(.version7()), name: "海珠外国语学校", district: RegistryFixture.haizhu
        ).decide()
        let sites = try ["东校区", "西校区"].map { name in
            try RegisterSite(
                id: SiteID(.version7()), externalID: "gz-\(name)",
                facts: SiteFacts(
                    name: "海珠外国语学校\(name)", district: RegistryFixture.haizhu, kind: .primary,
                    ownership: .public, status: .open)
            ).decide(in: school.state)
        }
        try await RegistryFixture.write(city.service) { work in
            work.apply(school)
            for site in sites { work.apply(site) }
        }
        return (sites[0].state, sites[1].state)
    }

    /// Walks a joining up to the government's consent.
    private static func review(
        _ city: RegistryFixture, _ site: Site, _ group: String
    ) async throws -> Taoli_Registry_V1_Case {
        var item = try await city.openJoining(site, group)
        item = try await city.answer(item, "J.1", as: .school(site.schoolID)).case
        item = try await city.answer(item, "J.2", as: .council(group)).case
        return try await city.answer(item, "J.3", as: .haizhu).case
    }

    @Test("XN-3 XN-11: each campus joins by a case of its own and counts one; one leaves alone")
    func joining() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let (east, west) = try await Self.campuses(city)
            // Both cases run side by side, and each is about its own campus.
            let first = try await Self.review(city, east, group.id)
            let second = try await Self.review(city, west, group.id)
            #expect(first.id != second.id && first.siteIds != second.siteIds)
            #expect(first.schoolID == second.schoolID)
            _ = try await city.answer(first, "J.4", as: .haizhu) { $0.effectiveOn = "2025-09-01" }
            let one = try await city.show(group.id, on: "2025-09-01")
            #expect(one.members.map(\.siteName).sorted() == ["海珠外国语学校东校区", "海珠第一小学"])
            // Two schools are three sites: the limit of two counts each campus.
            _ = try await city.designate(
                "group/\(group.id)", "size_limit", "2", from: "2024-09-01")
            let full = try await refusal {
                try await city.answer(second, "J.4", as: .haizhu) { $0.effectiveOn = "2025-09-01" }
            }
            #expect(full.clause == nil && full.what.english.contains("3 schools (campuses)"))
            _ = try await city.designate(
                "group/\(group.id)", "size_limit", "3", from: "2025-01-01")
            _ = try await city.answer(second, "J.4", as: .haizhu) { $0.effectiveOn = "2025-09-01" }
            let both = try await city.show(group.id, on: "2025-09-01")
            #expect(both.members.count == 3)
            #expect(Set(both.members.map(\.schoolID)).count == 2)
            // The same campus cannot ask again; the school's history has both joinings.
            let again = try await refusal { try await city.openJoining(east, group.id) }
            #expect(again.slug == "already-member")
            let history = try await city.service.calling(
                "taoli.registry.v1.SchoolService/SchoolHistory", as: .haizhu
            ) {
                try await city.schools.schoolHistory(
                    request: .with { $0.id = east.schoolID.description }, context: $0
                ).changes.map(\.what)
            }
            #expect(history.count { $0 == "SchoolJoinedGroup" } == 2)
            let left = try await city.leave(east, group.id, until: "2026-09-01")
            #expect(left.members.map(\.siteName).contains("海珠外国语学校西校区"))
            #expect(left.members.count == 2)
        }
    }

    @Test(
        "XN-31: a school that leads with two campuses is one lead, and either of its sites founds")
    func lead() async throws {
        try await RegistryFixture.with { city in
            try await city.bind()
            let (east, west) = try await Self.campuses(city)
            let school = Caller.school(east.schoolID)
            var item = try await city.open("found", as: school) {
                $0.name = "海珠外国语教育集团"
                $0.kind = .educationGroup
                $0.district = "440105"
                $0.leadSiteIds = [east.id.description, west.id.description]
            }
            for (step, actor) in [
                ("F.1", school), ("F.2", school), ("F.3", Caller.haizhu), ("F.4", .haizhu),
            ] {
                item = try await city.answer(item, step, as: actor) {
                    $0.effectiveOn = "2026-09-01"
                }.case
            }
            let group = try await city.show(item.groupID, on: "2026-09-01")
            #expect(group.members.map(\.role) == [.lead, .lead])
            #expect(Set(group.members.map(\.schoolID)) == [east.schoolID.description])
        }
    }
}
