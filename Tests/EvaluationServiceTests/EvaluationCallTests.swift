import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("Evaluation's calls, against PostgreSQL")
struct EvaluationCallTests {
    private typealias Fixture = ServiceFixture<EvaluationService>
    private typealias Response = Taoli_Evaluation_V1_ListEvaluationUnitsResponse
    private static let method = "taoli.evaluation.v1.EvaluationUnitService/ListEvaluationUnits"

    @Test("Campuses of one school count once, and a stage with one school has no spread")
    func campuses() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let main = try story.site("甲本部", of: a, kind: .complete)
            let branch = try story.site("甲分校", of: a, kind: .junior)
            let other = try story.site("乙校区", of: b, kind: .nineYear)
            let group = try story.group("桃李集团")
            _ = try story.join(group, site: main, of: a, as: .lead)
            _ = try story.join(group, site: branch, of: a)
            _ = try story.join(group, site: other, of: b)
            try await fixture.project(story.take())
            let units = try await Self.page(fixture, .city).units
            #expect(units.map(\.stage) == ["primary", "junior", "senior"])
            #expect(units.map { $0.schools.map(\.schoolName) } == [["乙校"], ["甲校", "乙校"], ["甲校"]])
            #expect(units[1].schools.map(\.sites) == [2, 1])
            #expect(units[1].schools.map(\.leads) == [true, false])
            #expect(units.map(\.spreadApplicable) == [false, true, false])
            #expect(units[0].noteEnglish.contains("not applicable"))
            #expect(units[1].noteChinese.isEmpty)
        }
    }

    @Test("A site that moved to another school counts there from then on")
    func moved() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let (main, branch) = (try story.site("甲本部", of: a), try story.site("分校", of: b))
            let group = try story.group("桃李集团")
            _ = try story.join(group, site: main, of: a, as: .lead)
            _ = try story.join(group, site: branch, of: b)
            try await fixture.project(story.take())
            #expect(try await Self.page(fixture, .city).units.map(\.spreadApplicable) == [true])
            try story.moveSite(branch, from: b, to: a)
            try await fixture.project(story.take())
            let units = try await Self.page(fixture, .city).units
            #expect(units.map(\.spreadApplicable) == [false])
            #expect(units.first?.schools.map(\.sites) == [2])
        }
    }

    @Test("Groups without a unit do not end a page early")
    func emptyGroups() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let site = try story.site("甲本部", of: school)
            for number in 0..<120 { _ = try story.group("空\(1000 + number)") }
            let last = try story.group("龙头")
            _ = try story.join(last, site: site, of: school, as: .lead)
            try await fixture.project(story.take())
            let page = try await Self.page(fixture, .city, size: 1)
            #expect(page.units.map(\.groupName) == ["龙头"])
            #expect(page.nextCursor.isEmpty)
        }
    }

    @Test("A group has units only on the days on which it exists")
    func existence() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let site = try story.site("甲本部", of: school)
            let group = try story.group("桃李集团", foundedOn: "2024-09-01")
            _ = try story.join(group, site: site, of: school, as: .lead, from: "2024-09-01")
            try story.close(group, on: "2025-09-01")
            try await fixture.project(story.take())
            for (day, count) in [("2024-08-31", 0), ("2024-09-01", 1), ("2025-09-01", 0)] {
                #expect(try await Self.page(fixture, .city, on: day).units.count == count)
                let asked = try await Self.page(fixture, .city, group: group, on: day)
                #expect(asked.units.count == count)
            }
        }
    }

    @Test("Another district sees nothing, and a school only the groups it is in")
    func scopes() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let site = try story.site("甲本部", of: a)
            let group = try story.group("桃李集团")
            _ = try story.join(group, site: site, of: a, as: .lead)
            try await fixture.project(story.take())
            #expect(try await Self.page(fixture, .district("440105")).units.count == 1)
            #expect(try await Self.page(fixture, .district("440111")).units.isEmpty)
            #expect(try await Self.page(fixture, .school(a)).units.count == 1)
            #expect(try await Self.page(fixture, .school(b)).units.isEmpty)
            await #expect(throws: NotAdmitted(method: Self.method, role: .service)) {
                try await Self.page(fixture, .service("rotation"))
            }
        }
    }

    private static func page(
        _ fixture: Fixture, _ caller: Caller, group: UUID? = nil, on day: String = "2025-10-01",
        size: Int32 = 0
    ) async throws -> Response {
        try await fixture.calling(method, as: caller) { server in
            try await EvaluationUnitCalls(service: fixture.context).listEvaluationUnits(
                request: .with {
                    $0.groupID = group?.uuidString.lowercased() ?? ""
                    $0.on = day
                    $0.pageSize = size
                }, context: server)
        }
    }
}
