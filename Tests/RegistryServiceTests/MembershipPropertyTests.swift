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

/// Whatever is called in whatever order, the tables stay sound, and whoever has only the events
/// knows the same.
@Suite("Memberships on any day, against PostgreSQL")
struct MembershipPropertyTests {
    /// splitmix64, so that a failure can be run again by its seed.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// A membership as a table or a listener has it.
    private struct Row: Hashable {
        let group, site, role, from, until: String
    }

    @Test(
        "TC-2 JD-3: no site is twice in one group, history has no gap, and replay agrees",
        arguments: [1, 2, 3] as [UInt64])
    func property(seed: UInt64) async throws {
        try await RegistryFixture.with { city in
            var dice = Dice(state: seed)
            let groups = [
                try await city.found(), try await city.found(name: "第二集团", leads: [city.second]),
            ]
            var refused = 0
            for _ in 0..<60 {
                let group = groups[Int.random(in: 0..<2, using: &dice)].id
                let site = city.sites[Int.random(in: 0..<4, using: &dice)]
                let day =
                    CalendarDate("2024-09-01")?
                    .adding(days: Int.random(in: 0..<1000, using: &dice)).description ?? ""
                let joins = Int.random(in: 0..<3, using: &dice) > 0
                do {
                    _ =
                        joins
                        ? try await city.join(site, group, from: day)
                        : try await city.leave(site, group, until: day)
                } catch is Refusal { refused += 1 }
            }
            #expect(refused > 0 && refused < 60)
            try await Self.isSound(city)
            let stored = try await Self.stored(city)
            #expect(stored.count > 4)
            #expect(try await Self.replayed(city) == stored)
        }
    }

    /// What must hold of every row, whoever wrote it.
    private static func isSound(_ city: RegistryFixture) async throws {
        let overlaps = try await city.count(
            """
            SELECT count(*) FROM registry.membership a JOIN registry.membership b \
            ON a.group_id = b.group_id AND a.site_id = b.site_id AND a.id < b.id \
            WHERE daterange(a.valid_from, a.valid_until) && daterange(b.valid_from, b.valid_until)
            """)
        #expect(overlaps == 0)
        let open = try await city.count(
            """
            SELECT count(*) FROM (SELECT 1 FROM registry.membership WHERE valid_until IS NULL \
            GROUP BY group_id, site_id HAVING count(*) > 1) AS twice
            """)
        #expect(open == 0)
        let gaps = try await city.count(
            """
            SELECT count(*) FROM (SELECT aggregate_id FROM registry.change_history \
            WHERE aggregate_type = 'group' GROUP BY aggregate_id \
            HAVING count(*) <> max(version) OR min(version) <> 1) AS broken
            """)
        #expect(gaps == 0)
    }

    private static func stored(_ city: RegistryFixture) async throws -> [String: Row] {
        let rows = try await city.service.database.superuser.query(
            """
            SELECT id::text, group_id::text AS group, site_id::text AS site, role, \
            valid_from::text AS from, coalesce(valid_until::text, '') AS until \
            FROM registry.membership
            """)
        return try rows.reduce(into: [:]) { table, row in
            table[try row.get("id")] = Row(
                group: try row.get("group"), site: try row.get("site"),
                role: try row.get("role"), from: try row.get("from"),
                until: try row.get("until"))
        }
    }

    /// What the events say, in the order in which a group's events are numbered.
    private static func replayed(_ city: RegistryFixture) async throws -> [String: Row] {
        let events = try await city.service.database.superuser.query(
            """
            SELECT type, payload FROM bus.outbox WHERE topic = 'taoli.registry.group' \
            ORDER BY aggregate_id, sequence
            """)
        var known: [String: Row] = [:]
        for event in events {
            let payload: Data = try event.get("payload")
            switch try event.get("type", as: String.self) {
            case Taoli_Registry_Events_V1_SchoolJoinedGroup.protoMessageName:
                let joined = try Taoli_Registry_Events_V1_SchoolJoinedGroup(
                    serializedBytes: payload)
                known[joined.membershipID] = Row(
                    group: joined.groupID, site: joined.siteID, role: joined.role,
                    from: joined.from, until: "")
            case Taoli_Registry_Events_V1_SchoolLeftGroup.protoMessageName:
                let left = try Taoli_Registry_Events_V1_SchoolLeftGroup(serializedBytes: payload)
                guard let row = known[left.membershipID] else {
                    Issue.record("left before it joined: \(left.membershipID)")
                    continue
                }
                known[left.membershipID] = Row(
                    group: row.group, site: row.site, role: row.role, from: row.from,
                    until: left.until)
            default: continue
            }
        }
        return known
    }
}
