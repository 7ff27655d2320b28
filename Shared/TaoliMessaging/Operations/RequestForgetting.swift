package import Logging
import ServiceLifecycle
package import TaoliPostgres

/// Forgets people's requests that are too old to be repeated: a request id is refused after 30 days,
/// so its stored answer is of no more use. What a service asked of itself, by ids that it derives,
/// stays for ever: asked again next year, it must still be known. Any instance may do it.
package struct RequestForgetting: Service {
    /// How often it looks.
    static let interval: Duration = .seconds(3_600)
    /// Rows of one statement.
    static let batchMax = 2_000

    private let pool: PostgresPool
    private let logger: Logger

    package init(pool: PostgresPool, logger: Logger) {
        self.pool = pool
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let forgotten = try await round()
                    if forgotten > 0 {
                        logger.info("old requests forgotten", metadata: ["rows": "\(forgotten)"])
                    }
                } catch is CancellationError {
                    return
                } catch {
                    logger.error(
                        "old requests stay for now; it is tried again",
                        metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// - Returns: how many were forgotten.
    func round() async throws -> Int {
        var forgotten = 0
        while true {
            try Task.checkCancellation()
            let gone = try await pool.query(Self.forget).count
            forgotten += gone
            if gone < Self.batchMax { return forgotten }
        }
    }

    /// A day more than ids are taken for: clocks differ.
    private static let forget: SQL = """
        DELETE FROM bus.command_log c USING (\
        SELECT district, caller, method, request_id FROM bus.command_log \
        WHERE created_at < clock_timestamp() \
        - \(CommandRequest.remembered.seconds + 86_400) * interval '1 s' \
        AND caller NOT LIKE 'service:%' ORDER BY created_at LIMIT \(batchMax) \
        FOR UPDATE SKIP LOCKED) AS old \
        WHERE c.district = old.district AND c.caller = old.caller AND c.method = old.method \
        AND c.request_id = old.request_id RETURNING 1
        """
}
