package import Logging
import Metrics
import ServiceLifecycle
package import TaoliPostgres

/// Ends this service's sessions whose process was stopped while it was sending statements.
///
/// libpq sends a long pipeline in pieces. Of a process that is stopped between two of them the
/// server has carried out the first statements, holds their locks and waits for the rest; it counts
/// that as work, so `idle_in_transaction_session_timeout` does not apply. Every instance looks for
/// such sessions, by whichever process. Source: ADR 21.
package struct HalfSentSessions: Service {
    private let pool: PostgresPool
    private let longest: Duration
    private let logger: Logger

    /// - Parameter longest: how long a session may wait for the rest, as long as a lease.
    package init(pool: PostgresPool, longest: Duration, logger: Logger) {
        self.pool = pool
        self.longest = longest
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: longest / 2)
                // What fails now is tried again then.
                guard let ended = try? await pool.query(Self.end(longest)), !ended.isEmpty else {
                    continue
                }
                logger.warning(
                    "sessions ended whose process had stopped sending",
                    metadata: ["sessions": "\(ended.count)"])
                Counter(label: "taoli_half_sent_sessions_ended_total").increment(by: ended.count)
            }
        }
    }

    /// Ends them; one row for each. COPY waits for its client by nature and is left alone.
    static func end(_ longest: Duration) -> SQL {
        """
        WITH half_sent AS MATERIALIZED (SELECT pid FROM pg_stat_activity \
        WHERE datname = current_database() AND usename = session_user \
        AND pid <> pg_backend_pid() AND state = 'active' AND wait_event = 'ClientRead' \
        AND query_start < clock_timestamp() - \(longest.seconds) * interval '1 s' \
        AND query !~* '^\\s*copy') \
        SELECT pid, pg_terminate_backend(pid) FROM half_sent
        """
    }
}
