import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import Testing

extension CityTests {
    /// From a command to its effects in the other services, read from the four databases alone.
    @Suite("Effects in other services")
    struct EffectTests {
        @Test("After quiet, I1 to I4 hold across the four databases")
        func invariants() async throws {
            let city = try City.here
            _ = try await city.mainJob()
            try await Quiet.reached(in: city)
            let view = try await BusView.load(city)
            #expect(
                Set(view.listens.keys.compactMap { $0.split(separator: "/").first }) == [
                    "registry", "rotation", "evaluation", "notification",
                ])
            #expect(view.applied.count > 3 * 452)
            #expect(view.events(of: .notification) > 0)
            #expect(view.behind == [], "I1")
            #expect(view.ghosts == [], "I2")
            #expect(view.notOnce == [], "I3")
            #expect(view.disordered == [], "I4")
        }

        @Test("A record's version is the sequence of its last event")
        func versions() async throws {
            let city = try City.here
            _ = try await city.mainJob()
            try await Quiet.reached(in: city)
            let logged = Dictionary(
                try await BusView.load(city).logged.map { ($0.aggregate, $0.version) },
                uniquingKeysWith: max)
            let tables: [(CityService, String, String)] = [
                (.registry, "school", "school"), (.registry, "site", "site"),
                (.registry, "school_group", "group"), (.registry, "account", "account"),
                (.notification, "message", "message"),
            ]
            for (service, table, aggregate) in tables {
                let rows = try await city.database(service) { pool in
                    try await pool.query(
                        "SELECT id::text, version FROM \(raw: service.rawValue).\(raw: table)")
                }
                #expect(!rows.isEmpty)
                for row in rows {
                    let id: String = try row.get("id")
                    #expect(logged["\(aggregate)/\(id)"] == (try row.get("version", as: Int.self)))
                }
            }
        }

        @Test("The trace of a call is found in its event and in the effects of the event")
        func trace() async throws {
            let city = try City.here
            let job = try await city.mainJob()
            let trace = TraceContext()
            let token = try await TestCaller.city.token(for: .registry, in: city)
            let request = Taoli_Registry_V1_FoundGroupRequest.with {
                $0.requestID = RequestID(.version7()).description
                $0.name = "链路教育集团"
                $0.kind = .educationGroup
                $0.district = MainJob.district
                $0.foundedOn = "2025-10-01"
                $0.leadSiteIds = [job.site]
            }
            let group = try await TraceContext.$current.withValue(trace) {
                try await city.connected(to: .registry, token: token) { remote in
                    try await Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
                        .foundGroup(request).group
                }
            }
            try await Quiet.reached(in: city)
            let pattern = "00-\(trace.traceID)-%"
            let sent = try await city.database(.registry) { pool in
                try await pool.query(
                    """
                    SELECT event_id::text AS event FROM bus.event_archive \
                    WHERE traceparent LIKE \(pattern) AND aggregate_id = \(untyped: group.id)
                    """
                ).map { try $0.get("event", as: String.self) }
            }
            #expect(sent.count >= 2)
            let effects = try await city.database(.notification) { pool in
                try await pool.query(
                    """
                    SELECT traceparent LIKE \(pattern) AS traced FROM bus.event_archive \
                    WHERE causation::text = any(\(sent))
                    """
                ).map { try $0.get("traced", as: Bool?.self) ?? false }
            }
            #expect(!effects.isEmpty)
            #expect(!effects.contains(false))
        }
    }
}
