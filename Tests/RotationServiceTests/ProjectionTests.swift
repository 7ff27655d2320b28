import Foundation
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RotationService

@Suite("The copy of registry, against PostgreSQL")
struct ProjectionTests {
    private typealias Fixture = ServiceFixture<RotationService>

    @Test("Facts of different aggregates end in the same rows in whatever order they come")
    func anyOrder() async throws {
        let events = try Self.story().take()
        let forward = try await Self.rows(after: [events])
        // Each aggregate's own events stay in order.
        let byAggregate = Dictionary(grouping: events, by: \.aggregate)
        let backward = byAggregate.keys.sorted { $0.description > $1.description }
            .map { byAggregate[$0] ?? [] }
        let shuffled = byAggregate.keys.sorted { $0.type < $1.type }.map { byAggregate[$0] ?? [] }
        #expect(try await Self.rows(after: backward) == forward)
        #expect(try await Self.rows(after: shuffled) == forward)
        // 3 schools, 3 sites, 2 groups, 4 memberships.
        #expect(forward.count == 12)
    }

    @Test("One batch, one event at a time and the same events twice give the same rows")
    func batches() async throws {
        let events = try Self.story().take()
        let together = try await Self.rows(after: [events])
        #expect(try await Self.rows(after: events.map { [$0] }) == together)
        #expect(try await Self.rows(after: [events, events]) == together)
    }

    @Test("The last of an aggregate's events in a batch wins, field by field")
    func lastWins() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (old, new) = (try story.school("旧校"), try story.school("新校"))
            let site = try story.site("东校区", of: old, kind: .primary)
            try story.moveSite(site, from: old, to: new)
            try story.reviseSite(site, name: "西校区", kind: .nineYear)
            try story.renameSchool(new, to: "新名")
            try await fixture.project(story.take())
            let row = try await fixture.database.superuser.query(
                """
                SELECT s.name, s.kind, s.school_id, c.name AS school FROM rotation.site s \
                JOIN rotation.school c USING (school_id)
                """)[0]
            #expect(try row.get("name", as: String.self) == "西校区")
            #expect(try row.get("kind", as: String.self) == "nine_year")
            #expect(try row.get("school_id", as: UUID.self) == new)
            #expect(try row.get("school", as: String.self) == "新名")
        }
    }

    @Test("A row can be seen from each district that its group concerns, and from no other")
    func scopes() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("外区学校", in: "440111")
            let site = try story.site("外区校区", of: school, in: "440111")
            try await fixture.project(story.take())
            #expect(try await Self.visible(fixture, "440105") == 0)
            let group = try story.group("跨区集团", in: "440105")
            _ = try story.join(group, site: site, of: school)
            try await fixture.project(story.take())
            for district in ["440105", "440111"] {
                #expect(try await Self.visible(fixture, district) == 4)
            }
            #expect(try await Self.visible(fixture, "440104") == 0)
            let third = try story.school("第三区", in: "440112")
            let thirdSite = try story.site("第三校区", of: third, in: "440112")
            _ = try story.join(group, site: thirdSite, of: third)
            try await fixture.project(story.take())
            for district in ["440105", "440111", "440112"] {
                #expect(try await Self.visible(fixture, district) == 7)
            }
        }
    }

    @Test("A call's transaction cannot change the copy")
    func readOnly() async throws {
        try await Fixture.with { fixture in
            let options = TransactionOptions(
                preamble: fixture.database.scope.preamble(Caller.district("440105").scope))
            let pool = fixture.database.pool
            await #expect(throws: PostgresError.self) {
                _ = try await pool.transaction(options) { tx in
                    try await tx.execute("UPDATE rotation.school SET name = 'x'")
                }
            }
        }
    }

    @Test("An event that no row can be made from is refused, so that its consumer parks it")
    func unreadable() async throws {
        let story = RegistryStory()
        var message = Taoli_Registry_Events_V1_GroupFounded()
        message.name = "无日期"
        message.district = "440105"
        message.foundedOn = "2025-02-30"
        try story.add(message, "group", UUID(), ["440105"])
        let events = story.take()
        #expect(
            throws: ProjectionError.unreadable(
                type: "taoli.registry.events.v1.GroupFounded", field: "founded_on")
        ) { try RegistryProjection(schema: "rotation").statements(for: events) }
    }

    @Test("A change of something that was never registered writes nothing")
    func neverRegistered() async throws {
        let story = RegistryStory()
        try story.renameSchool(UUID(), to: "不知")
        try story.withdrawSite(UUID())
        #expect(try await Self.rows(after: [story.take()]) == [])
    }

    /// Two groups, a school with two sites, a move, a member from elsewhere, a leaving, a closing.
    private static func story() throws -> RegistryStory {
        let story = RegistryStory()
        let (a, b) = (try story.school("甲校"), try story.school("乙校"))
        let c = try story.school("丙校", in: "440111")
        let (main, branch) = (
            try story.site("甲本部", of: a), try story.site("甲分校", of: b, kind: .complete)
        )
        let far = try story.site("丙校区", of: c, kind: .nineYear, in: "440111")
        try story.moveSite(branch, from: b, to: a)
        let (first, second) = (try story.group("一集团"), try story.group("二集团", in: "440100"))
        _ = try story.join(first, site: main, of: a, as: .lead)
        let left = try story.join(first, site: branch, of: b)
        _ = try story.join(first, site: far, of: c)
        _ = try story.join(second, site: far, of: c, as: .lead)
        try story.leave(first, membership: left, site: branch, of: b, until: "2026-03-01")
        try story.close(second, on: "2026-09-01")
        return story
    }

    private static func rows(after batches: [[ReceivedEvent]]) async throws -> [String] {
        let result = Result()
        try await Fixture.with { fixture in
            for batch in batches { try await fixture.project(batch) }
            for table in ["school", "site", "school_group", "membership"] {
                let rows = try await fixture.database.superuser.query(
                    "SELECT to_json(t)::text FROM rotation.\(raw: table) t ORDER BY 1")
                await result.add(try rows.map { try $0.get(0, as: String.self) })
            }
        }
        return await result.rows
    }

    private actor Result {
        private(set) var rows: [String] = []
        func add(_ more: [String]) { rows += more }
    }

    /// Rows of all four tables that a district's official sees.
    private static func visible(_ fixture: Fixture, _ district: String) async throws -> Int {
        try await fixture.database.pool.transaction(
            TransactionOptions(
                preamble: fixture.database.scope.preamble(Caller.district(district).scope))
        ) { tx in
            try await tx.query(
                """
                SELECT (SELECT count(*) FROM rotation.school) \
                + (SELECT count(*) FROM rotation.site) \
                + (SELECT count(*) FROM rotation.school_group) \
                + (SELECT count(*) FROM rotation.membership)
                """)[0].get(0)
        }
    }
}
