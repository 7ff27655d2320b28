import Foundation
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RotationService

@Suite("The copy of packs that districts follow, against PostgreSQL")
struct PolicyProjectionTests {
    private typealias Fixture = ServiceFixture<RotationService>

    private let followed = FollowedPacks(schema: "rotation", function: .rotation)

    private func version(_ fixture: Fixture, _ year: Int) async throws -> String? {
        try await fixture.consuming { tx in
            try await followed.bindings(tx, of: nil, in: SchoolYear(startYear: year)).first?.version
        }
    }

    @Test("A file in parts is whole again; events that come twice change nothing")
    func file() async throws {
        let file = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" }).bytes
        let pack = try PolicyPack.load(file, file: "file")
        let story = RegistryStory()
        try story.bind(file, pack: "XN", version: pack.version)
        let events = story.take()
        #expect(events.count > 4)
        try await Fixture.with { fixture in
            try await fixture.follow(events)
            for event in events { try await fixture.follow([event]) }
            let read = try await fixture.consuming { tx in
                let year = SchoolYear(startYear: 2026)
                let binding = try #require(
                    try await followed.bindings(tx, of: nil, in: year).first)
                #expect(try await followed.pack(tx, of: binding).version == pack.version)
                return try await followed.file(tx, of: binding)
            }
            #expect(read == file)
            try await fixture.database.superuser.execute(
                "DELETE FROM rotation.policy_file WHERE part = 2")
            await #expect(throws: MissingPack.self) {
                try await fixture.consuming { tx in
                    let year = SchoolYear(startYear: 2026)
                    let found = try await followed.bindings(tx, of: nil, in: year)
                    for binding in found { _ = try await followed.file(tx, of: binding) }
                }
            }
        }
    }

    @Test("The latest year that began counts, of a year the last, and one's own before the cases'")
    func counts() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let bytes = Data("pack: A".utf8)
            try story.bind(bytes, pack: "A", version: "first", from: "2020-2021")
            try story.bind(bytes, pack: "A", version: "later", from: "2024-2025")
            try story.bind(bytes, pack: "A", version: "last", from: "2024-2025")
            try story.bind(
                bytes, pack: "A", version: "messages", function: "notification", from: "2025-2026")
            try story.bind(
                bytes, pack: "A", version: "own", function: "rotation", from: "2026-2027")
            try story.bind(bytes, pack: "A", version: "cases", from: "2027-2028")
            try await fixture.follow(story.take())
            #expect(try await version(fixture, 2019) == nil)
            #expect(try await version(fixture, 2023) == "first")
            #expect(try await version(fixture, 2025) == "last")
            #expect(try await version(fixture, 2026) == "own")
            #expect(try await version(fixture, 2027) == "own")
        }
    }

    @Test("An event that no row can be made from is refused, so that its consumer parks it")
    func unreadable() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            try story.bind(Data("a".utf8), pack: "A", version: "a", from: "2026")
            await #expect(
                throws: ProjectionError.unreadable(
                    type: "taoli.registry.events.v1.PolicyBound", field: "school_year")
            ) {
                try await fixture.follow(story.take())
            }
        }
    }

    @Test("Its consumer can be rebuilt, and listens to districts")
    func consumer() async throws {
        try await Fixture.with { fixture in
            let consumers = try await RotationService.build(fixture.context).consumers
            let policies = try #require(consumers.first { $0.name == "rotation-policies" })
            #expect(policies.producer == "registry")
            #expect(policies.topics == ["taoli.registry.district"])
            #expect(policies.tables?.names == PolicyProjection.tables)
        }
    }
}
