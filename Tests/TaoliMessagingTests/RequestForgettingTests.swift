import Foundation
import Logging
import TaoliPostgres
import TaoliTestKit
import Testing

@testable import TaoliMessaging

@Suite("Requests that nobody may repeat any more")
struct RequestForgettingTests {
    @Test("People's requests go a day after their ids are refused; a service's own stay")
    func forgets() async throws {
        try await Probe.with { probe in
            for (caller, days) in [
                ("somebody", 32), ("somebody", 30), ("service:registry", 400), ("somebody", 0),
            ] {
                try await probe.database.superuser.execute(
                    """
                    INSERT INTO bus.command_log \
                    (district, caller, method, request_id, fingerprint, outcome, created_at) \
                    VALUES ('*', \(caller), 'test', \(UUID()), ''::bytea, 'answered', \
                    clock_timestamp() - \(Double(days)) * interval '1 day')
                    """)
            }
            let forgetting = RequestForgetting(
                pool: probe.database.pool, logger: Logger(label: "taoli.test"))
            #expect(try await forgetting.round() == 1)
            #expect(try await forgetting.round() == 0)
            let left = try await probe.database.superuser.query(
                "SELECT caller FROM bus.command_log ORDER BY created_at")
            #expect(
                try left.map { try $0.get("caller", as: String.self) } == [
                    "service:registry", "somebody", "somebody",
                ])
        }
    }
}
