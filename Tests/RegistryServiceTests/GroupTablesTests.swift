import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import Testing

@testable import RegistryService

@Suite("Tables that people ask for")
struct GroupTablesTests {
    private func compare(
        _ city: RegistryFixture, _ from: String, _ to: String, as caller: Caller = .city,
        size: Int32 = 0
    ) async throws -> [String] {
        try await city.service.calling("taoli.registry.v1.GroupService/CompareDays", as: caller) {
            call in
            var found: [String] = []
            var cursor = ""
            repeat {
                let next = cursor
                let page = try await city.groups.compareDays(
                    request: .with {
                        $0.from = from
                        $0.to = to
                        $0.page.size = size
                        $0.page.cursor = next
                    }, context: call)
                found += page.differences.map { "\($0.on) \($0.what) \($0.siteName)" }
                cursor = page.nextCursor
            } while !cursor.isEmpty
            return found
        }
    }

    @Test("In what two days differ: founded, joined, left and closed, page by page the same")
    func differences() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            _ = try await city.join(city.second, group.id)
            _ = try await city.join(city.nineYear, group.id)
            _ = try await city.leave(city.nineYear, group.id, until: "2026-01-01")
            let all = [
                "2024-09-01 founded ", "2024-09-01 joined 海珠第一小学", "2025-09-01 joined 海珠第二小学",
            ]
            #expect(try await compare(city, "2024-01-01", "2026-06-01") == all)
            #expect(try await compare(city, "2024-01-01", "2026-06-01", size: 1) == all)
            #expect(
                try await compare(city, "2025-10-01", "2026-06-01")
                    == ["2026-01-01 left 海珠实验学校"])
            #expect(try await compare(city, "2024-09-01", "2025-08-31").isEmpty)
            #expect(try await compare(city, "2024-01-01", "2026-06-01", as: .yuexiu).isEmpty)
            _ = try await city.close(group.id, on: "2026-09-01")
            let closed = try await compare(city, "2026-06-01", "2026-09-01")
            #expect(closed.count == 3 && closed.contains("2026-09-01 closed "))
            let order = try await refusal { try await compare(city, "2026-01-01", "2026-01-01") }
            #expect(order.slug == "date-order")
        }
    }

    @Test("TC-1 JD-2: coverage by district and stage, against the targets of the packs bound")
    func coverage() async throws {
        try await RegistryFixture.with { city in
            _ = try await city.found()
            try await city.bind("TC")
            try await city.bind("JD", district: "440104")
            let answer = try await coverage(city, as: .city)
            let rows = answer.rows.map { "\($0.district) \($0.stage) \($0.covered)/\($0.schools)" }
            #expect(
                rows == [
                    "440104  0/1", "440104 junior 0/1", "440104 senior 0/1", "440105  1/3",
                    "440105 primary 1/3", "440105 junior 0/1",
                ])
            let targets = answer.targets.map {
                "\($0.district) \($0.pack) \($0.clause) \($0.covered)/\($0.schools) \($0.met)"
            }
            #expect(targets == ["440104 JD JD-2 0/1 false", "440105 TC TC-1 1/3 false"])
            let own = try await coverage(city, as: .haizhu)
            #expect(Set(own.rows.map(\.district)) == ["440105"])
        }
    }

    private func coverage(_ city: RegistryFixture, as caller: Caller) async throws
        -> Taoli_Registry_V1_GetCoverageResponse
    {
        try await city.service.calling("taoli.registry.v1.GroupService/GetCoverage", as: caller) {
            try await city.groups.getCoverage(
                request: .with { $0.on = "2025-06-01" }, context: $0)
        }
    }

    @Test("Whoever wants to apply finds a group by its name, and no more than what is public of it")
    func directory() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            let outsider = Caller.yuexiu
            let found = try await find(city, String(group.name.prefix(2)), as: outsider)
            #expect(found.groups.map(\.id) == [group.id])
            #expect(found.groups[0].name == group.name && found.groups[0].district == "440105")
            #expect(!found.more)
            #expect(try await find(city, "没有这个", as: outsider).groups.isEmpty)
            let short = try await refusal { try await find(city, "海", as: outsider) }
            #expect(short.slug == "too-short")
            _ = try await city.close(group.id, on: "2025-01-01")
            #expect(try await find(city, group.name, as: outsider).groups.isEmpty)
        }
    }

    private func find(
        _ city: RegistryFixture, _ name: String, as caller: Caller
    ) async throws -> Taoli_Registry_V1_FindGroupsResponse {
        try await city.service.calling("taoli.registry.v1.GroupService/FindGroups", as: caller) {
            call in
            try await city.groups.findGroups(request: .with { $0.name = name }, context: call)
        }
    }
}
