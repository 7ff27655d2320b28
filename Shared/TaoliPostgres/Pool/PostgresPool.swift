package import Logging
import ServiceLifecycle
import Synchronization

/// A bounded set of connections to one database.
///
/// Connections are opened when needed, handed out in the order they were asked for, and replaced
/// when they broke. `run` waits for the graceful shutdown and then closes them.
package final class PostgresPool: Service {
    let configuration: PostgresConfiguration
    let logger: Logger
    let metrics: PostgresMetrics
    let stock: Mutex<ConnectionStock>
    /// When the timer for waiters is due next.
    let alarm = Mutex<ContinuousClock.Instant?>(nil)

    /// Opens nothing yet; connections come with the first transactions.
    package init(configuration: PostgresConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        metrics = PostgresMetrics(pool: configuration.applicationName)
        stock = Mutex(ConnectionStock(connectionsMax: configuration.connectionsMax))
    }

    /// What the pool is doing at this moment.
    package struct State: Sendable {
        /// Connections that are open or being opened.
        package let connections: Int
        /// Open connections that nobody uses.
        package let idle: Int
        /// Transactions waiting for a connection.
        package let waiting: Int
        /// Whether `shutdown` has begun: new transactions are refused.
        package let isClosed: Bool
    }

    /// A snapshot, for probes and tests.
    package var state: State {
        stock.withLock {
            State(
                connections: $0.placesTaken, idle: $0.idle.count, waiting: $0.waiting,
                isClosed: $0.isClosed)
        }
    }

    /// Runs until graceful shutdown or cancellation, then `shutdown`.
    package func run() async throws {
        try? await gracefulShutdown()
        await shutdown()
    }

    /// Refuses new transactions, waits until the running ones end (at most `grace`), and closes
    /// all connections.
    package func shutdown(grace: Duration = .seconds(10)) async {
        let (idle, waiters) = stock.withLock { $0.close() }
        for waiter in waiters { waiter.continuation.resume(returning: .failure(Self.closed)) }
        for connection in idle { await connection.close() }
        let end = ContinuousClock.now + grace
        while stock.withLock({ $0.placesTaken }) > 0, ContinuousClock.now < end {
            await Self.pause(milliseconds: 10)
        }
    }

    /// Runs `body` in a transaction and commits it; rolls back when it throws. A serialization
    /// failure, deadlock or stale statement runs it again, after a random pause, up to
    /// `attemptsMax` times, so it may have no effect but through the transaction.
    ///
    /// Throws what `body` throws, or a `PostgresError`: `commitOutcomeUnknown` when the connection
    /// was lost while committing.
    nonisolated(nonsending) package func transaction<T: Sendable>(
        _ options: TransactionOptions = TransactionOptions(),
        _ body: nonisolated(nonsending) @Sendable (PostgresTransaction) async throws -> T
    ) async throws -> T {
        try await repeating(options) { connection, deadline in
            await connection.attempt(options, deadline: deadline, for: self, body)
        }
    }

    /// Runs one statement as a transaction of its own and returns its rows.
    @discardableResult
    nonisolated(nonsending) package func query(_ sql: SQL) async throws -> [PostgresRow] {
        try await single(sql).rows
    }

    /// Runs one statement as a transaction of its own and returns how many rows it changed.
    @discardableResult
    nonisolated(nonsending) package func execute(_ sql: SQL) async throws -> Int {
        try await single(sql).affected
    }

    nonisolated(nonsending) private func single(_ sql: SQL) async throws -> PostgresResult {
        try await repeating(TransactionOptions()) { connection, deadline in
            await connection.single(sql, deadline: deadline, for: self)
        }
    }

    nonisolated(nonsending) private func repeating<T: Sendable>(
        _ options: TransactionOptions,
        _ attempt:
            nonisolated(nonsending) (
                PostgresConnection, ContinuousClock.Instant?
            ) async -> PostgresConnection.Attempt<T>
    ) async throws -> T {
        let start = ContinuousClock.now
        let deadline = options.deadline.map { start + $0 }
        let span = metrics.startSpan()
        defer { metrics.transactionEnded(start, span) }
        var count = 0
        while true {
            let connection: PostgresConnection
            do throws(PostgresError) {
                connection = try await acquire(deadline: deadline)
            } catch {
                metrics.failed(error)
                throw error
            }
            switch await attempt(connection, deadline) {
            case .success(let value): return value
            case .dead: continue
            case .failure(let error, let isRetriable):
                count += 1
                if let error = error as? PostgresError { metrics.failed(error) }
                guard isRetriable, count < options.attemptsMax else { throw error }
                let pause = Self.backoff(attempt: count)
                if let deadline, ContinuousClock.now + pause >= deadline { throw error }
                metrics.retried()
                logger.debug("transaction is run again", metadata: ["attempt": "\(count + 1)"])
                try await rest(pause)
            }
        }
    }

    /// A random pause that doubles with each attempt, 5 ms to 500 ms.
    private static func backoff(attempt: Int) -> Duration {
        let most = min(500, 5 << min(attempt, 7))
        return .milliseconds(Int.random(in: 1...most))
    }

    nonisolated(nonsending) private func rest(_ pause: Duration) async throws(PostgresError) {
        do {
            try await Task.sleep(for: pause)
        } catch {
            throw PostgresError(kind: .cancelled, full: "the task was cancelled between attempts")
        }
    }
}
