import Dispatch
package import Logging
import ServiceLifecycle
import Synchronization

/// A bounded set of connections to one database.
///
/// Connections are opened when needed, handed out in the order they were asked for, and replaced
/// when they broke. `run` waits for the graceful shutdown and then closes them.
package final class PostgresPool: Service {
    let configuration: PostgresConfiguration
    private let logger: Logger
    private let metrics: PostgresMetrics
    private let stock: Mutex<ConnectionStock>
    /// When the timer for waiters is due next.
    private let alarm = Mutex<ContinuousClock.Instant?>(nil)

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
        package let idle: Int
        /// Transactions waiting for a connection.
        package let waiting: Int
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

// MARK: - Connections

extension PostgresPool {
    private static var closed: PostgresError {
        PostgresError(kind: .connection, full: "the pool is closed")
    }

    nonisolated(nonsending) private func acquire(
        deadline: ContinuousClock.Instant?
    ) async throws(PostgresError) -> PostgresConnection {
        let own = ContinuousClock.now + configuration.acquireDeadline
        let latest = deadline.map { min($0, own) } ?? own
        let (isClosed, free) = stock.withLock { ($0.isClosed, $0.isClosed ? nil : $0.grant()) }
        if isClosed { throw Self.closed }
        let granted: ConnectionStock.Grant
        if let free { granted = free } else { granted = try await waitInLine(latest) }
        switch granted {
        case .connection(let connection): return connection
        case .place: return try await open(latest)
        }
    }

    nonisolated(nonsending) private func open(
        _ deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> PostgresConnection {
        do throws(PostgresError) {
            let connection = try await PostgresConnection.connect(
                configuration, deadline: deadline)
            metrics.opened(stock.withLock { $0.placesTaken })
            return connection
        } catch {
            freePlace()
            logger.warning("no database connection", metadata: ["error": "\(error)"])
            throw error
        }
    }

    nonisolated(nonsending) private func waitInLine(
        _ deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> ConnectionStock.Grant {
        let start = ContinuousClock.now
        let ticket = stock.withLock { $0.ticket() }
        let result: Result<ConnectionStock.Grant, PostgresError> =
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    enqueue(
                        ConnectionStock.Waiter(deadline: deadline, continuation: continuation),
                        ticket)
                }
            } onCancel: {
                let waiter = stock.withLock { $0.remove(ticket) }
                waiter?.continuation.resume(returning: .failure(Self.cancelledInLine))
            }
        metrics.waited(start)
        return try result.get()
    }

    private static var cancelledInLine: PostgresError {
        PostgresError(kind: .cancelled, full: "the task was cancelled waiting for a connection")
    }

    private func enqueue(_ waiter: ConnectionStock.Waiter, _ ticket: UInt64) {
        let waitersMax = configuration.waitersMax
        let answer = stock.withLock { stock -> Result<ConnectionStock.Grant, PostgresError>? in
            if stock.isClosed { return .failure(Self.closed) }
            // Cancelled before this lock was taken: the handler found no waiter to remove.
            if Task.isCancelled { return .failure(Self.cancelledInLine) }
            if let grant = stock.grant() { return .success(grant) }
            if stock.waiting >= waitersMax {
                return .failure(
                    PostgresError(
                        kind: .resources,
                        full: "\(waitersMax) transactions wait for a connection already"))
            }
            stock.enqueue(waiter, ticket: ticket)
            return nil
        }
        if let answer {
            waiter.continuation.resume(returning: answer)
        } else {
            arm(waiter.deadline)
        }
    }

    /// Takes a connection back, from the connection's own queue.
    func giveBack(_ connection: PostgresConnection, isReusable: Bool) {
        guard isReusable, !stock.withLock({ $0.isClosed }) else {
            Task { await connection.close() }
            return freePlace()
        }
        let waiter = stock.withLock { $0.put(connection) }
        waiter?.continuation.resume(returning: .success(.connection(connection)))
    }

    private func freePlace() {
        let (waiter, taken) = stock.withLock { ($0.freePlace(), $0.placesTaken) }
        metrics.opened(taken)
        waiter?.continuation.resume(returning: .success(.place))
    }

    /// Makes sure that a timer runs at `deadline` or earlier.
    private func arm(_ deadline: ContinuousClock.Instant) {
        let isNeeded = alarm.withLock { alarm -> Bool in
            if let alarm, alarm <= deadline { return false }
            alarm = deadline
            return true
        }
        guard isNeeded else { return }
        let left = max(.zero, deadline - .now)
        let milliseconds = Int(left / .milliseconds(1)) + 1
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
            self.expire()
        }
    }

    private func expire() {
        alarm.withLock { $0 = nil }
        let (late, next) = stock.withLock { ($0.expire(now: .now), $0.earliestDeadline) }
        for waiter in late {
            waiter.continuation.resume(
                returning: .failure(
                    PostgresError(kind: .timeout, full: "no connection was free in time")))
        }
        if let next { arm(next) }
    }

    /// A pause that cancellation does not shorten.
    private static func pause(milliseconds: Int) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
                continuation.resume()
            }
        }
    }
}
