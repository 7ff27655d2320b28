import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("What cases leave in histories, on a real database")
struct CaseHistoryTests {
    @Test("XN-11: histories say which school, which group, by which case and why")
    func histories() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            try await city.weaken(city.second)
            let school = Caller.school(city.second.schoolID)
            var item = try await city.open("join", as: school) {
                $0.groupID = group.id
                $0.siteID = city.second.id.description
                ($0.mode, $0.category, $0.years) = ("entrusted", "weak", 3)
                $0.reason = "优质均衡"
            }
            for (step, actor) in [
                ("J.1", school), ("J.2", .council(group.id)), ("J.3", Caller.haizhu),
                ("J.4", .haizhu),
            ] {
                item = try await city.answer(item, step, as: actor) {
                    $0.effectiveOn = "2026-09-01"
                }.case
            }
            let ofSchool = try await city.service.calling(
                "taoli.registry.v1.SchoolService/SchoolHistory", as: school
            ) {
                try await city.schools.schoolHistory(
                    request: .with { $0.id = city.second.schoolID.description }, context: $0
                ).changes
            }
            let joined = try #require(ofSchool.first { $0.what == "SchoolJoinedGroup" })
            #expect(joined.fields.contains { $0.field == "group" && $0.after == group.name })
            #expect(joined.fields.contains { $0.field == "case" && $0.after == item.id })
            #expect(joined.reason == "优质均衡")
            // Whoever may not see the case is not told of it, nor why it was opened.
            let id = try #require(GroupID(group.id))
            let shown = try await city.service.context.readAll {
                try await $0.query(HistoryTable.page(of: .group(id), after: 0, size: 50))
            }
            #expect(!shown.isEmpty)
            for row in shown {
                #expect(try row.get("case_id", as: String.self).isEmpty)
                #expect(try row.get("case_reason", as: String.self).isEmpty)
            }
            let ofGroup = try await city.service.calling(
                "taoli.registry.v1.GroupService/GroupHistory", as: .city
            ) {
                try await city.groups.groupHistory(
                    request: .with { $0.id = group.id }, context: $0
                ).changes
            }
            let line = try #require(ofGroup.last { $0.what == "SchoolJoinedGroup" })
            #expect(line.fields.contains { $0.field == "school" && $0.after == "海珠第二小学" })
            #expect(!line.fields.contains { $0.field == "group" })
            #expect(line.fields.contains { $0.field == "case" && $0.after == item.id })
            // The founding was recorded, not asked for by a case.
            let lead = try #require(ofGroup.first { $0.what == "SchoolJoinedGroup" })
            #expect(!lead.fields.contains { $0.field == "case" })
        }
    }
}
