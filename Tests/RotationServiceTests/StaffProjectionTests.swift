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

@Suite("The copy of staff, against PostgreSQL")
struct StaffProjectionTests {
    private typealias Fixture = ServiceFixture<RotationService>

    private static func apply(_ events: [ReceivedEvent], _ fixture: Fixture) async throws {
        let projection = StaffProjection(schema: "rotation")
        try await fixture.consuming { try await projection.apply(events, in: $0) }
    }

    private static func rows(_ fixture: Fixture) async throws -> [String] {
        let parts = [
            "SELECT person_id::text || withdrawn || districts::text AS line FROM rotation.person",
            """
            SELECT employment_id::text || school_id || subject || stage || starts_on || \
            coalesce(ends_on::text, '-') || school_since || districts::text AS line \
            FROM rotation.post
            """,
            """
            SELECT award_id::text || level || starts_on || coalesce(ends_on::text, '-') AS line \
            FROM rotation.key_level
            """,
            """
            SELECT designation_id::text || school_id || value || stage || starts_on || \
            coalesce(ends_on::text, '-') AS line FROM rotation.category
            """,
        ]
        var lines: [String] = []
        for part in parts {
            lines += try await fixture.database.superuser.query(SQL(raw: part)).map {
                try $0.get("line", as: String.self)
            }
        }
        return lines.sorted()
    }

    private static func story() throws -> [ReceivedEvent] {
        let story = RegistryStory()
        let (first, second) = (try story.school("甲校"), try story.school("乙校"))
        let moved = try story.person()
        let post = try story.employ(moved, at: first, subject: "english")
        try story.dismiss(moved, post, from: first, until: "2026-01-01")
        try story.employ(moved, at: second, subject: "english", since: "2026-01-01")
        let award = try story.award(moved)
        try story.add(
            Taoli_Registry_Events_V1_KeyLevelWithdrawn.with {
                $0.personID = moved.text
                $0.awardID = award.text
                $0.level = "key_teacher"
                $0.until = "2025-01-01"
            }, "person", moved, ["440105"])
        let gone = try story.person()
        try story.employ(gone, at: first, subject: "physics")
        try story.add(
            Taoli_Registry_Events_V1_PersonWithdrawn.with { $0.personID = gone.text }, "person",
            gone, ["440105"])
        let weak = try story.designate(second, "weak")
        try story.designate(second, "weak", until: "2026-09-01", id: weak)
        try story.designate(first, "天河街", what: "town", stage: "")
        return story.take()
    }

    @Test("One batch, one event at a time and the same events twice give the same rows")
    func batches() async throws {
        let events = try Self.story()
        try await Fixture.with { fixture in
            try await Self.apply(events, fixture)
            let together = try await Self.rows(fixture)
            // 2 persons, 3 posts, 1 level, 1 category: a town is none.
            #expect(together.count == 7)
            #expect(together.count { $0.contains("2026-01-01") } == 3)
            try await Self.apply(events, fixture)
            #expect(try await Self.rows(fixture) == together)
        }
        try await Fixture.with { fixture in
            try await Self.apply(events, fixture)
            let together = try await Self.rows(fixture)
            try await Fixture.with { other in
                for event in events { try await Self.apply([event], other) }
                #expect(try await Self.rows(other) == together)
            }
        }
    }

    @Test("An event that no row can be made from is refused, so that its consumer parks it")
    func unreadable() throws {
        let story = RegistryStory()
        let person = try story.person()
        try story.add(
            Taoli_Registry_Events_V1_EmploymentBegan.with {
                $0.personID = person.text
                $0.employmentID = UUID().text
                $0.schoolID = "x"
                $0.from = "2026-09-01"
            }, "person", person, ["440105"])
        var fold = StaffFold()
        #expect(
            throws: ProjectionError.unreadable(
                type: "taoli.registry.events.v1.EmploymentBegan", field: "school_id")
        ) {
            for event in story.take() { try fold.add(event) }
        }
    }

    @Test("Its consumer can be rebuilt, and listens to persons and schools")
    func consumer() async throws {
        try await Fixture.with { fixture in
            let consumers = try await RotationService.build(fixture.context).consumers
            let staff = try #require(consumers.first { $0.name == "rotation-staff" })
            #expect(staff.producer == "registry")
            #expect(staff.topics == ["taoli.registry.person", "taoli.registry.school"])
            #expect(staff.tables?.names == StaffProjection.tables)
        }
    }
}
