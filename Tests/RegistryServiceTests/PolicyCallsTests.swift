import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("Binding of packs, on a real database")
struct PolicyCallsTests {
    private static func outbox(_ city: RegistryFixture) async throws -> [PostgresRow] {
        try await city.service.database.superuser.query(
            """
            SELECT type, sequence, payload FROM bus.outbox \
            WHERE aggregate_type = 'district' AND type LIKE '%.Policy%' ORDER BY id
            """)
    }

    @Test("A binding tells its listeners the file in parts, then which version holds from when")
    func events() async throws {
        try await RegistryFixture.with { city in
            let shipped = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" }).bytes
            let long = shipped + Data(("# " + String(repeating: "x", count: 90_000) + "\n").utf8)
            let bound = try await city.bind(file: long, year: "2026-2027")
            let rows = try await Self.outbox(city)
            #expect(rows.count == 4)
            var bytes = Data()
            for row in rows.dropLast() {
                let part = try Taoli_Registry_Events_V1_PolicyFileKept(
                    serializedBytes: try row.get("payload", as: Data.self))
                #expect(part.parts == 3 && part.version == bound.version && part.pack == "XN")
                #expect(part.district == "440105")
                bytes += part.bytes
            }
            #expect(bytes == long)
            let last = try Taoli_Registry_Events_V1_PolicyBound(
                serializedBytes: try #require(rows.last).get("payload", as: Data.self))
            #expect(last.version == bound.version && last.function == "cases")
            #expect(last.schoolYear == "2026-2027" && last.boundBy == "city-official")
            let sequences = try rows.map { try $0.get("sequence", as: Int64.self) }
            #expect(sequences == Array((sequences[0])..<(sequences[0] + 4)))
            let versions = try await city.service.database.superuser.query(
                "SELECT version FROM registry.district WHERE code = '440105'")
            #expect(try versions[0].get("version", as: Int64.self) == sequences.last)
            let history = try await city.service.database.superuser.query(
                "SELECT 1 FROM registry.change_history WHERE what = 'PolicyBound'")
            #expect(history.count == 1)
        }
    }

    @Test("A district binds for itself alone, for a function that is known")
    func refused() async throws {
        try await RegistryFixture.with { city in
            _ = try await city.bind(as: .haizhu)
            #expect(try await Self.outbox(city).count == 2)
            await #expect(throws: Refusal.self) { try await city.bind(as: .district("440111")) }
            let shipped = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" }).bytes
            let broken = Data(
                String(decoding: shipped, as: UTF8.self).replacing(
                    "id: case_turn", with: "id: case_trun"
                )
                .utf8)
            await #expect(throws: Refusal.self) { try await city.bind(file: broken) }
            #expect(try await Self.outbox(city).count == 2)
        }
    }
}
