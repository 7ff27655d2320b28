package import TaoliPostgres
import TaoliTestKit

extension ServiceFixture {
    /// Makes calls side by side that all write into a table: each is held up there, or at what another
    /// one holds, until all wait; so each has read before any has written.
    ///
    /// - Parameter table: with its schema.
    /// - Returns: what they came to, in their order.
    package func together<Value: Sendable>(
        writing table: SQL, _ calls: [@Sendable () async throws -> Value]
    ) async throws -> [Result<Value, any Error>] {
        let running = try await database.superuser.transaction { tx in
            try await tx.execute("LOCK TABLE \(fragment: table) IN SHARE MODE")
            let running = calls.map { call in Task { try await call() } }
            // Less than a command waits for a lock.
            let end = ContinuousClock.now + .seconds(1)
            var waiting = 0
            while waiting < calls.count, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(10))
                waiting = try await tx.query(
                    """
                    SELECT count(*) AS waiting FROM pg_stat_activity \
                    WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """)[0].get("waiting")
            }
            return running
        }
        var results: [Result<Value, any Error>] = []
        for task in running { results.append(await task.result) }
        return results
    }
}
