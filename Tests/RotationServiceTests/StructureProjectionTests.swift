import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RotationService

@Suite("The copy of registry follows mergers and names")
struct StructureProjectionTests {
    private typealias Fixture = ServiceFixture<RotationService>

    @Test("TC-2 Both groups of a merger end in the same rows, whichever is heard first or twice")
    func merger() async throws {
        let story = RegistryStory()
        let school = try story.school("甲校")
        let site = try story.site("甲校", of: school)
        let (old, new) = (try story.group("东山集团"), try story.group("桃李集团"))
        let lead = try story.join(old, site: site, of: school, as: .lead)
        let before = story.take()
        try story.leave(
            old, membership: lead, site: site, of: school, as: .lead, until: "2026-09-01")
        try story.close(old, on: "2026-09-01")
        try story.add(
            Taoli_Registry_Events_V1_GroupMerged.with {
                $0.groupID = old.uuidString.lowercased()
                $0.successorID = new.uuidString.lowercased()
                $0.mergedOn = "2026-09-01"
            }, "group", old, ["440105"])
        let ending = story.take()
        _ = try story.join(new, site: site, of: school, from: "2026-09-01")
        try story.add(
            Taoli_Registry_Events_V1_GroupRenamed.with {
                $0.groupID = new.uuidString.lowercased()
                $0.name = "新桃李集团"
                $0.formerName = "桃李集团"
                $0.from = "2026-09-01"
            }, "group", new, ["440105"])
        let beginning = story.take()
        let rows = try await Self.rows([before, ending, beginning])
        #expect(
            rows == [
                "东山集团 2025-09-01 2026-09-01 lead", "新桃李集团 2026-09-01  member",
            ])
        #expect(try await Self.rows([before, beginning, ending]) == rows)
        #expect(try await Self.rows([before + ending + beginning, ending, beginning]) == rows)
    }

    private static func rows(_ batches: [[ReceivedEvent]]) async throws -> [String] {
        let found = FoundRows()
        try await Fixture.with { fixture in
            for batch in batches { try await fixture.project(batch) }
            let rows = try await fixture.database.superuser.query(
                """
                SELECT g.name || ' ' || m.starts_on || ' ' || coalesce(m.ends_on::text, '') \
                || ' ' || m.role AS line FROM rotation.membership m \
                JOIN rotation.school_group g USING (group_id) ORDER BY m.starts_on
                """)
            await found.set(try rows.map { try $0.get("line") })
        }
        return await found.lines
    }

    private actor FoundRows {
        private(set) var lines: [String] = []
        func set(_ lines: [String]) { self.lines = lines }
    }
}
