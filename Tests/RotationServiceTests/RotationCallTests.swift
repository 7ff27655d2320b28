import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import Testing

@testable import RotationService

@Suite("Rotation's calls, against PostgreSQL")
struct RotationCallTests {
    private typealias Fixture = ServiceFixture<RotationService>
    private typealias Unit = Taoli_Rotation_V1_RotationUnit
    private typealias Request = Taoli_Rotation_V1_ListRotationUnitsRequest
    private static let method = "taoli.rotation.v1.RotationUnitService/ListRotationUnits"

    @Test("A group's units name senders and receivers with their schools, or the reason")
    func units() async throws {
        try await Fixture.with { fixture in
            let city = try await City(fixture)
            let units = try await Self.list(fixture, .city, Self.asking(city.first))
            #expect(units.map(\.stage) == ["primary", "junior"])
            #expect(units[0].senders.map(\.siteName) == ["甲本部"])
            #expect(units[0].senders.map(\.schoolName) == ["甲校"])
            #expect(units[0].receivers.map(\.siteName) == ["乙校区"])
            #expect(units[0].reasonSlug.isEmpty)
            #expect(units[1].reasonSlug == "no-member-in-stage")
            #expect(units[1].reasonChinese.contains("初中"))
        }
    }

    @Test("The day asked about decides; without one it is today in Shanghai")
    func days() async throws {
        // 2026-08-31 20:00 UTC is the first of September in Shanghai.
        let now = Date(timeIntervalSince1970: 1_788_206_400)
        try await Fixture.with(now: now) { fixture in
            let city = try await City(fixture, closing: "2026-09-01")
            let past = try await Self.list(
                fixture, .city, Self.asking(city.first, on: "2026-08-31"))
            #expect(past.map(\.reasonSlug) == ["", "no-member-in-stage"])
            let today = try await Self.list(fixture, .city, Self.asking(city.first))
            #expect(today.map(\.reasonSlug) == ["group-closed"])
            #expect(today.map(\.stage) == [""])
            let all = try await Self.list(fixture, .city, Self.asking())
            #expect(!all.contains { $0.groupID == city.first.uuidString.lowercased() })
        }
    }

    @Test("Pages of any size give every unit once, in the same order", arguments: [1, 2, 3, 500])
    func pages(size: Int32) async throws {
        try await Fixture.with { fixture in
            _ = try await City(fixture)
            let whole = try await Self.page(fixture, .city, Self.asking())
            #expect(whole.units.count == 5)
            #expect(whole.nextCursor.isEmpty)
            var (units, request): ([Unit], Request) = ([], Self.asking())
            request.pageSize = size
            repeat {
                let page = try await Self.page(fixture, .city, request)
                #expect(page.units.count <= Int(size))
                units += page.units
                request.cursor = page.nextCursor
            } while !request.cursor.isEmpty
            #expect(units == whole.units)
        }
    }

    @Test("District, school and group see the groups that concern them, and nobody sees others")
    func scopes() async throws {
        try await Fixture.with { fixture in
            let city = try await City(fixture)
            func names(_ caller: Caller) async throws -> [String] {
                var names: [String] = []
                for unit in try await Self.list(fixture, caller, Self.asking())
                where names.last != unit.groupName { names.append(unit.groupName) }
                return names
            }
            #expect(try await names(.city) == ["一集团", "三集团", "二集团"])
            #expect(try await names(.district("440105")) == ["一集团", "三集团"])
            #expect(try await names(.district("440111")) == ["三集团", "二集团"])
            #expect(try await names(.district("440104")) == [])
            #expect(try await names(.school(city.schoolB)) == ["一集团"])
            #expect(try await names(.group(city.third)) == ["三集团"])
            let auditor = Caller.at(.auditor, UnitReference(.district, "440111"), in: "440111")
            #expect(try await names(auditor) == ["三集团", "二集团"])
        }
    }

    @Test("A group outside the caller's scope is as unknown as one that does not exist")
    func outside() async throws {
        try await Fixture.with { fixture in
            let city = try await City(fixture)
            let callers: [Caller] = [
                .district("440111"), .school(UUID()), .group(city.third), .district("440104"),
            ]
            for caller in callers {
                await Self.expect("group-unknown", fixture, caller, Self.asking(city.first))
            }
            await Self.expect("group-unknown", fixture, .city, Self.asking(UUID()))
        }
    }

    @Test("A field that cannot be read is named with what to do")
    func badFields() async throws {
        try await Fixture.with { fixture in
            var request = Self.asking()
            request.on = "2026-02-30"
            await Self.expect("invalid-date", fixture, .city, request)
            request = Self.asking()
            request.groupID = "x"
            await Self.expect("invalid-id", fixture, .city, request)
            request = Self.asking()
            request.cursor = "x"
            await Self.expect("bad-cursor", fixture, .city, request)
            request = Self.asking()
            request.pageSize = 501
            await Self.expect("bad-page-size", fixture, .city, request)
        }
    }

    @Test("A service may not ask")
    func services() async throws {
        try await Fixture.with { fixture in
            await #expect(throws: NotAdmitted(method: Self.method, role: .service)) {
                try await Self.page(fixture, .service("evaluation"), Self.asking())
            }
        }
    }

    /// Three groups: of one district, of another, and of both.
    private struct City {
        let first: UUID
        let third: UUID
        let schoolB: UUID

        init(_ fixture: Fixture, closing: String? = nil) async throws {
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let c = try story.school("丙校", in: "440111")
            let main = try story.site("甲本部", of: a, kind: .nineYear)
            let other = try story.site("乙校区", of: b)
            let far = try story.site("丙校区", of: c, in: "440111")
            let early = try story.group("一集团")
            let second = try story.group("二集团", in: "440111")
            let both = try story.group("三集团")
            _ = try story.join(early, site: main, of: a, as: .lead)
            _ = try story.join(early, site: other, of: b)
            _ = try story.join(second, site: far, of: c, as: .lead)
            _ = try story.join(both, site: main, of: a, as: .lead)
            _ = try story.join(both, site: far, of: c)
            if let closing { try story.close(early, on: closing) }
            try await fixture.project(story.take())
            (first, third, schoolB) = (early, both, b)
        }
    }

    private static func asking(_ group: UUID? = nil, on day: String = "") -> Request {
        .with {
            $0.groupID = group?.uuidString.lowercased() ?? ""
            $0.on = day
        }
    }

    private static func page(
        _ fixture: Fixture, _ caller: Caller, _ request: Request
    ) async throws -> Taoli_Rotation_V1_ListRotationUnitsResponse {
        try await fixture.calling(method, as: caller) { server in
            try await RotationUnitCalls(service: fixture.context)
                .listRotationUnits(request: request, context: server)
        }
    }

    private static func list(
        _ fixture: Fixture, _ caller: Caller, _ request: Request
    ) async throws -> [Unit] {
        try await page(fixture, caller, request).units
    }

    private static func expect(
        _ slug: String, _ fixture: Fixture, _ caller: Caller, _ request: Request
    ) async {
        do {
            _ = try await page(fixture, caller, request)
            Issue.record("\(slug) was expected")
        } catch {
            #expect((error as? Refusal)?.slug == slug, "\(error)")
        }
    }
}
