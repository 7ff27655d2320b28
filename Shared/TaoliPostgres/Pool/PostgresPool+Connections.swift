import Dispatch
import Logging
import Synchronization

/// How connections are found, waited for and taken back.
extension PostgresPool {
    static var closed: PostgresError {
        PostgresError(kind: .connection, full: "the pool is closed")
    }

    nonisolated(nonsending) func acquire(
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
    static func pause(milliseconds: Int) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
                continuation.resume()
            }
        }
    }
}
