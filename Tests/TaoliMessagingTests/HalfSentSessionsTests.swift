import Foundation
import Logging
import TaoliPostgres
import TaoliTestKit
import Testing

@testable import TaoliMessaging

@Suite("Sessions whose process stopped sending")
struct HalfSentSessionsTests {
    private static let longest: Duration = .milliseconds(300)
    private static let waiting: SQL = """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
        AND state = 'active' AND wait_event = 'ClientRead'
        """

    /// Half of a transaction arrives, with the lease's row locked by it; then `body` runs.
    private func halfSent(_ probe: Probe, _ body: @Sendable (Lease) async throws -> Void)
        async throws
    {
        let taken = try await Lease.take(
            "relay", owner: "test", duration: .seconds(10), from: probe.database.pool)
        let lease = try #require(taken)
        let database = try await probe.database.pool.query("SELECT current_database()::text")[0]
            .get(0, as: String.self)
        let proxy = try PostgresProxy(
            PostgresFixture.url(
                PostgresFixture.serverURL, database: database, user: "taoli_registry_app"))
        defer { proxy.stop() }
        try await PostgresFixture.withPool(url: proxy.url) { pool in
            _ = try await pool.query("SELECT 1")
            proxy.set(.half)
            let ids = (0..<2_000).map { _ in UUID() }
            let sending = Task {
                try await pool.transaction { tx in
                    try await tx.pipeline([
                        lease.confirm, "SELECT count(*) FROM unnest(\(ids)::uuid[])",
                    ])
                }
            }
            try await PostgresFixture.wait(for: "a session that waits for the rest") {
                try await probe.number(Self.waiting) == 1
            }
            try await body(lease)
            proxy.cut()
            _ = await sending.result
        }
    }

    @Test("Such a session is ended after its time, not before, and its locks are free")
    func ended() async throws {
        try await Probe.with { probe in
            try await halfSent(probe) { lease in
                let pool = probe.database.pool
                await #expect(throws: PostgresError.self) {
                    try await pool.transaction { tx in
                        try await tx.execute("SET LOCAL lock_timeout = '50ms'")
                        try await tx.execute(lease.confirm)
                    }
                }
                let early = try await pool.query(HalfSentSessions.end(.seconds(60)))
                #expect(early.isEmpty)
                let service = HalfSentSessions(
                    pool: pool, longest: Self.longest, logger: Logger(label: "test"))
                try await probe.beside([{ try await service.run() }]) {
                    try await PostgresFixture.wait(for: "the session is gone") {
                        try await probe.number(Self.waiting) == 0
                    }
                }
                #expect(try await pool.execute(lease.confirm) == 1)
            }
        }
    }

    @Test("Sessions that are idle, in a transaction or not, are not among them")
    func others() async throws {
        try await Probe.with { probe in
            let pool = probe.database.pool
            try await pool.transaction { tx in
                try await tx.query("SELECT 1")
                try await Task.sleep(for: .milliseconds(50))
                let ended = try await pool.query(HalfSentSessions.end(.milliseconds(10)))
                #expect(ended.isEmpty)
                try await tx.query("SELECT 1")
            }
        }
    }
}
