import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import EvaluationService

@Suite("Memberships in the copy of registry, against PostgreSQL")
struct MembershipCopyTests {
    @Test(
        "XN-21: a membership that was ended by a file and goes on has no end in the copy any more")
    func goesOn() async throws {
        try await ServiceFixture<EvaluationService>.with { service in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let site = try story.site("甲本部", of: school)
            let group = try story.group("桃李集团")
            let id = try story.join(group, site: site, of: school, as: .lead)
            let joined = try #require(story.take().last)
            try story.leave(
                group, membership: id, site: site, of: school, as: .lead, until: "2026-03-01")
            let left = try #require(story.take().last)
            func ends() async throws -> [String?] {
                try await service.database.superuser.query(
                    "SELECT ends_on::text AS ends_on FROM evaluation.membership"
                ).map { try $0.get("ends_on") }
            }
            try await service.project([joined])
            try await service.project([left])
            #expect(try await ends() == ["2026-03-01"])
            try await service.project([joined])
            #expect(try await ends() == [nil])
            try await service.project([joined, left])
            #expect(try await ends() == ["2026-03-01"])
        }
    }
}
