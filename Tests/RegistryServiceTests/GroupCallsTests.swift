import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("Group calls on a real database")
struct GroupCallsTests {
    @Test("TC-2 Who was in a group on a date is answered for every date")
    func onADate() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            #expect(group.members.map(\.siteName) == ["海珠第一小学"])
            _ = try await city.join(city.second, group.id)
            let left = try await city.leave(city.second, group.id, until: "2026-07-01")
            #expect(left.members.count == 1)
            let before = try await city.show(group.id, on: "2026-06-30")
            #expect(before.members.map(\.siteName) == ["海珠第一小学", "海珠第二小学"])
            #expect(before.members.map(\.externalID) == ["gz-0", "gz-1"])
            #expect(before.members.map(\.role) == [.lead, .member])
            #expect(before.leadCount == 1 && before.memberCount == 1)
            #expect(try await city.show(group.id, on: "2026-07-01").members.count == 1)
            #expect(try await city.show(group.id, on: "2024-08-31").members.isEmpty)
            let closed = try await city.close(group.id, on: "2026-09-01")
            #expect(closed.closedOn == "2026-09-01" && closed.members.isEmpty)
            #expect(try await city.show(group.id, on: "2026-08-31").members.count == 1)
        }
    }

    @Test(
        "A group's version is the sequence of its last event, and each event is in the outbox once")
    func sequences() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            let joined = try await city.join(city.second, group.id)
            #expect(group.version == 2 && joined.version == 3)
            let rows = try await city.service.database.superuser.query(
                """
                SELECT sequence, type FROM bus.outbox \
                WHERE aggregate_id = \(UUID(uuidString: group.id)) ORDER BY id
                """)
            #expect(try rows.map { try $0.get("sequence", as: Int64.self) } == [1, 2, 3])
            #expect(
                try rows.map { try $0.get("type", as: String.self) }
                    == [
                        "GroupFounded", "SchoolJoinedGroup", "SchoolJoinedGroup",
                    ].map { "taoli.registry.events.v1." + $0 })
            let differing = try await city.count(
                """
                SELECT count(*) FROM (SELECT id, version FROM registry.school UNION ALL \
                SELECT id, version FROM registry.site UNION ALL \
                SELECT id, version FROM registry.school_group) a WHERE version <> \
                (SELECT max(sequence) FROM bus.outbox o WHERE o.aggregate_id = a.id)
                """)
            #expect(differing == 0)
        }
    }

    @Test(
        "The same request id gives the same answer and changes nothing; with another body it is refused"
    )
    func requestIDs() async throws {
        try await RegistryFixture.with { city in
            let request = requestID()
            let first = try await city.found(request: request)
            let again = try await city.found(request: request)
            #expect(first == again)
            let other = try await refusal {
                try await city.found(name: "另一集团", request: request)
            }
            #expect(other.slug == "request-id-reused")
            #expect(try await city.list().groups.count == 1)
            let old = try await refusal { try await city.found(request: UUID().uuidString) }
            #expect(old.slug == "request-id-invalid")
        }
    }

    @Test("A refusal changes nothing and is answered again for the same request")
    func refused() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            let request = requestID()
            for _ in 0..<2 {
                let no = try await refusal {
                    try await city.join(city.first, group.id, request: request)
                }
                #expect(no.slug == "already-member" && no.clause == nil)
            }
            #expect(try await city.show(group.id).version == 2)
            let taken = try await refusal { try await city.found() }
            #expect(taken.slug == "group-name-taken")
            let last = try await refusal {
                try await city.leave(city.first, group.id, until: "2026-07-01")
            }
            #expect(last.slug == "last-lead")
        }
    }

    @Test("Two schools that join at once both get in, one after the other")
    func concurrent() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for site in [city.second, city.nineYear, city.elsewhere] {
                    tasks.addTask { _ = try await city.join(site, group.id) }
                }
                try await tasks.waitForAll()
            }
            let all = try await city.show(group.id, on: "2025-09-01")
            #expect(all.members.count == 4 && all.version == 5)
        }
    }

    @Test("A site may lead one group and be a member of another at once")
    func twoGroups() async throws {
        try await RegistryFixture.with { city in
            let one = try await city.found()
            let other = try await city.found(name: "第二集团", leads: [city.second])
            _ = try await city.join(city.first, other.id)
            let school = try await city.school { $0.externalID = "gz-0" }
            #expect(Set(school.memberships.map(\.groupID)) == [one.id, other.id])
        }
    }

    @Test("The history says what, when, who, in which role and why")
    func history() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found(as: .district("440105"))
            _ = try await city.join(city.second, group.id)
            func page(_ cursor: String) async throws -> Taoli_Registry_V1_GroupHistoryResponse {
                try await city.service.calling(
                    "taoli.registry.v1.GroupService/GroupHistory", as: .city
                ) {
                    try await city.groups.groupHistory(
                        request: .with {
                            $0.id = group.id
                            $0.page.size = 2
                            $0.page.cursor = cursor
                        }, context: $0)
                }
            }
            let first = try await page("")
            let second = try await page(first.nextCursor)
            let changes = first.changes + second.changes
            #expect(second.nextCursor.isEmpty)
            #expect(
                changes.map(\.what) == [
                    "GroupFounded", "SchoolJoinedGroup", "SchoolJoinedGroup",
                ])
            #expect(changes.map(\.version) == [1, 2, 3])
            #expect(changes[0].actorRole == "district at district/440105")
            #expect(changes[2].actor == "city-official" && changes[2].reason == "自愿加入")
            #expect(changes[2].effectiveOn == "2025-09-01")
            #expect(changes[2].fields.contains { $0.field == "role" && $0.after == "member" })
            // Names that the line itself does not have, and no case, since none brought it about.
            let school = changes.map { $0.fields.first { $0.field == "school" }?.after }
            #expect(school == [nil, "海珠第一小学", "海珠第二小学"])
            #expect(!changes.contains { $0.fields.contains { $0.field == "case" } })
        }
    }

    @Test("Lists go by pages, name, district and day")
    func listing() async throws {
        try await RegistryFixture.with { city in
            let names = ["甲集团", "乙集团", "丙集团"]
            for name in names { _ = try await city.found(name: name) }
            _ = try await city.found(district: "440100", name: "市集团", leads: [city.elsewhere])
            var found: [String] = []
            var cursor = ""
            repeat {
                let next = cursor
                let page = try await city.list {
                    $0.page.size = 2
                    $0.page.cursor = next
                }
                found += page.groups.map(\.name)
                cursor = page.nextCursor
            } while !cursor.isEmpty
            #expect(Set(found) == Set(names + ["市集团"]) && found.count == 4)
            #expect(try await city.list { $0.name = "乙" }.groups.map(\.name) == ["乙集团"])
            #expect(try await city.list { $0.name = "%" }.groups.isEmpty)
            #expect(try await city.list { $0.district = "440100" }.groups.map(\.name) == ["市集团"])
            #expect(try await city.list { $0.on = "2024-08-31" }.groups.isEmpty)
            let bad = try await refusal { try await city.list { $0.page.cursor = "x" } }
            #expect(bad.slug == "bad-cursor")
        }
    }
}
