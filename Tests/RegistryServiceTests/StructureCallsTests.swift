import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import RegistryService

@Suite("Groups that merge and split, on a real database")
struct StructureCallsTests {
    @Test("TC-2 A merged group's memberships end and begin on the day, and both show the link")
    func merges() async throws {
        try await RegistryFixture.with { city in
            let one = try await city.found()
            _ = try await city.join(city.nineYear, one.id)
            let two = try await city.found(name: "第二集团", leads: [city.second])
            let request = requestID()
            let merged = try await city.merge([one.id], into: two.id, request: request)
            #expect(try await city.merge([one.id], into: two.id, request: request) == merged)
            #expect(merged.members.count == 3)
            #expect(merged.leadCount == 1 && merged.memberCount == 2)
            #expect(try await city.show(one.id, on: "2026-08-31").members.count == 2)
            let ended = try await city.show(one.id, on: "2026-09-01")
            #expect(ended.members.isEmpty && ended.closedOn == "2026-09-01")
            #expect(try await city.show(two.id, on: "2026-08-31").members.count == 1)
            let old = try await city.unit("group/\(one.id)").links
            #expect(old.map(\.relation) == ["successor"] && old.map(\.name) == ["第二集团"])
            let new = try await city.unit("group/\(two.id)").links
            #expect(new.map(\.unit) == ["group/\(one.id)"] && new.map(\.way) == ["merge"])
            // No site is twice in one group without an end, and each event is there once.
            let twice = try await city.count(
                """
                SELECT count(*) FROM (SELECT group_id, site_id FROM registry.membership \
                WHERE valid_until IS NULL GROUP BY 1, 2 HAVING count(*) > 1) d
                """)
            #expect(twice == 0)
            let gaps = try await city.count(
                """
                SELECT count(*) FROM registry.school_group g WHERE g.version <> \
                (SELECT count(*) FROM bus.outbox o WHERE o.aggregate_id = g.id)
                """)
            #expect(gaps == 0)
        }
    }

    @Test("Groups may go into a new one, which may take the name of one of them")
    func mergesIntoNew() async throws {
        try await RegistryFixture.with { city in
            let one = try await city.found()
            let two = try await city.found(name: "第二集团", leads: [city.second])
            let lead = city.second.id.description
            let merged = try await city.merge([one.id, two.id]) {
                $0.newGroup.name = "海珠教育集团"
                $0.newGroup.leadSiteIds = [lead]
            }
            #expect(merged.name == "海珠教育集团" && merged.foundedOn == "2026-09-01")
            #expect(merged.members.map(\.role) == [.lead, .member])
            #expect(merged.members.first?.siteID == lead)
            let links = try await city.unit("group/\(merged.id)").links
            #expect(Set(links.map(\.unit)) == ["group/\(one.id)", "group/\(two.id)"])
            let both = try await refusal {
                try await city.merge([one.id], into: two.id) { $0.newGroup.name = "x" }
            }
            #expect(both.slug == "one-successor")
        }
    }

    @Test("TC-2 A split leaves the rest as it was, and a group that ends hands its name on")
    func splits() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            _ = try await city.join(city.second, group.id)
            _ = try await city.join(city.nineYear, group.id)
            let made = try await city.split(
                group.id, [("新集团", [city.second], [city.nineYear])], on: "2026-03-01")
            #expect(made.map(\.name) == ["新集团"] && made[0].members.count == 2)
            #expect(try await city.show(group.id, on: "2026-03-01").members.count == 1)
            #expect(try await city.show(group.id, on: "2026-02-28").members.count == 3)
            let parts = try await city.split(
                made[0].id, [("新集团", [city.second], []), ("另一集团", [city.nineYear], [])],
                closes: true)
            #expect(parts.map(\.name) == ["新集团", "另一集团"])
            #expect(try await city.unit("group/\(made[0].id)").links.count == 3)
        }
    }

    @Test("Merging and splitting are for the officials of the groups' own district")
    func scope() async throws {
        try await RegistryFixture.with { city in
            let one = try await city.found()
            let two = try await city.found(name: "第二集团", leads: [city.second])
            let unseen = try await refusal {
                try await city.merge([one.id], into: two.id, as: .yuexiu)
            }
            #expect(unseen.kind == .notFound)
            // A site of the other district makes the group seen there, not theirs.
            _ = try await city.join(city.elsewhere, one.id)
            let seen = try await refusal {
                try await city.split(one.id, [("x", [city.elsewhere], [])], as: .yuexiu)
            }
            #expect(seen.slug == "not-your-group")
            let ofCity = try await city.found(
                district: "440100", name: "市集团", leads: [city.nineYear])
            let across = try await refusal {
                try await city.merge([one.id], into: ofCity.id, as: .haizhu)
            }
            #expect(across.kind == .notFound || across.slug == "not-your-group")
            let merged = try await city.merge([one.id], into: two.id, as: .haizhu)
            #expect(merged.members.count == 3)
            #expect(try await city.show(two.id, on: "2026-09-01", as: .yuexiu).members.count == 3)
            for reader in [Caller.council(one.id), .school(city.first.schoolID)] {
                await #expect(throws: NotAdmitted.self) {
                    try await city.merge([one.id], into: two.id, as: reader)
                }
            }
        }
    }

    @Test("Names: each day has its own, and the other district learns none")
    func names() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            let renamed = try await city.rename(
                "group/\(group.id)", to: "新海珠集团", on: "2026-03-01", as: .haizhu)
            #expect(renamed.name == "新海珠集团")
            #expect(try await city.show(group.id).name == "新海珠集团")
            #expect(try await city.unit("group/\(group.id)", on: "2026-02-28").name == "海珠教育集团")
            let now = try await city.unit("group/\(group.id)", on: "2026-03-01")
            #expect(now.name == "新海珠集团" && now.names.count == 2)
            let school = "school/\(city.first.schoolID)"
            _ = try await city.rename(school, to: "东山小学", on: "2026-03-01", as: .haizhu)
            let site = "site/\(city.first.id)"
            _ = try await city.rename(site, to: "东山小学", on: "2026-03-01", as: .haizhu)
            #expect(try await city.school { $0.externalID = "gz-0" }.sites.map(\.name) == ["东山小学"])
            #expect(try await city.unit(site, on: "2026-01-01").name == "海珠第一小学")
            for unit in ["group/\(group.id)", school, site] {
                let no = try await refusal {
                    try await city.rename(unit, to: "x", on: "2026-04-01", as: .yuexiu)
                }
                #expect(no.kind == .notFound)
                let unread = try await refusal { try await city.unit(unit, as: .yuexiu) }
                #expect(unread.kind == .notFound)
            }
            let bare = try await refusal {
                try await city.rename(school, to: "y", on: "2026-04-01", reason: "")
            }
            #expect(bare.slug == "rename-needs-reason" && bare.clause == nil)
            let bad = try await refusal { try await city.unit("district/440105") }
            #expect(bad.slug == "bad-unit")
        }
    }
}
