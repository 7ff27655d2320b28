import Synchronization
import TaoliPostgres

/// Moves acknowledged rows to the archive beside the relay's other work, one statement at a time:
/// what is acknowledged meanwhile goes into the next one.
final class RelayArchiver: Sendable {
    /// Where an outbox row arrived.
    typealias Report = (id: Int64, partition: Int32, offset: Int64)

    private enum State {
        case idle
        case working(Task<Void, Never>)
        case done(Result<[Int64], any Error>)
    }

    private let lease: Lease
    private let pool: PostgresPool
    private let wake: Signal
    private let state = Mutex(State.idle)

    /// - Parameter wake: touched when there is an outcome to `take`.
    init(lease: Lease, pool: PostgresPool, wake: Signal) {
        self.lease = lease
        self.pool = pool
        self.wake = wake
    }

    /// Whether `start` may be called.
    var isIdle: Bool { state.withLock { if case .idle = $0 { true } else { false } } }

    /// Begins to archive these rows.
    func start(_ reports: [Report]) {
        state.withLock { state in
            state = .working(
                Task {
                    let result: Result<[Int64], any Error>
                    do {
                        try await archive(reports)
                        result = .success(reports.map(\.id))
                    } catch {
                        result = .failure(error)
                    }
                    self.state.withLock { $0 = .done(result) }
                    wake.touch()
                })
        }
    }

    /// The rows archived since the last call, none while the statement runs.
    /// - Throws: `LeaseLost`, `PostgresError`; then nothing of it was archived, or it is unknown.
    func take() throws -> [Int64] {
        let result = state.withLock { state -> Result<[Int64], any Error>? in
            guard case .done(let result) = state else { return nil }
            state = .idle
            return result
        }
        return try result?.get() ?? []
    }

    /// Waits for the running statement.
    func finish() async {
        let task = state.withLock { state -> Task<Void, Never>? in
            if case .working(let task) = state { task } else { nil }
        }
        await task?.value
    }

    /// Archives rows under the lease.
    func archive(_ reports: [Report]) async throws {
        Failpoint.hit(.relayAfterAcknowledgement)
        let rows = try await pool.query(RelayStatements.archive(reports, under: lease))
        guard try rows[0].get(0, as: Int.self) == 1 else { throw LeaseLost(name: lease.name) }
        Failpoint.hit(.relayAfterArchive)
    }
}
