import Dispatch

/// One session with the server. All its work runs on a serial queue of its own, where it may
/// block; whoever awaits it does not.
///
/// A statement runs without a suspension point, so statements of one transaction never overlap
/// even when its body starts several at once.
actor PostgresConnection {
    nonisolated private let queue: ConnectionQueue
    nonisolated let cancel: CancelHandle
    let wire: Wire
    let statementDeadline: Duration
    var cache: StatementCache
    /// What goes in front of the next statements in the same round trip: BEGIN, savepoints.
    var pending: [SQL] = []
    /// The transaction that has the connection now.
    var lease: Lease?
    private var batchCount: UInt64 = 0
    private var leaseCount: UInt64 = 0

    /// The state of one transaction.
    struct Lease {
        let id: UInt64
        /// When the transaction must be over.
        let deadline: ContinuousClock.Instant?
        /// The error that made it fail on the server; cleared by rolling back to a savepoint.
        var failure: PostgresError?
        var savepointDepth = 0
        var isCommitted = false
        var isCopying = false
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        queue.asUnownedSerialExecutor()
    }

    private init(
        queue: ConnectionQueue, wire: sending Wire, configuration: PostgresConfiguration
    ) {
        self.queue = queue
        cancel = wire.cancel
        self.wire = wire
        statementDeadline = configuration.statementDeadline
        cache = StatementCache(entriesMax: configuration.preparedStatementsMax)
    }

    /// Connects on a queue of the connection's own. Throws a usage error for a bad URL, else a
    /// connection, resources or timeout error.
    static func connect(
        _ configuration: PostgresConfiguration, deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> PostgresConnection {
        let target = try ConnectionTarget(configuration)
        let dispatch = DispatchQueue(label: "taoli.postgres.connection")
        let result: Result<PostgresConnection, PostgresError> = await withCheckedContinuation {
            continuation in
            dispatch.async {
                do throws(PostgresError) {
                    let connection = PostgresConnection(
                        queue: ConnectionQueue(dispatch),
                        wire: try Wire.connect(target, deadline: deadline),
                        configuration: configuration)
                    continuation.resume(returning: .success(connection))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// Whether another transaction may have this connection.
    var isReusable: Bool {
        // An interrupt sent late could hit the next transaction.
        wire.isOpen && wire.isIdle && !cancel.wasFired && lease == nil
    }

    /// Ends the session.
    func close() {
        wire.close()
    }

    /// Takes the connection for a transaction; its number is what statements show.
    func take(deadline: ContinuousClock.Instant?) -> UInt64 {
        leaseCount += 1
        lease = Lease(id: leaseCount, deadline: deadline)
        return leaseCount
    }

    /// Throws a usage error unless the transaction has the connection and may run a statement.
    func require(_ id: UInt64) throws(PostgresError) {
        guard let lease, lease.id == id else {
            throw PostgresError(usage: "the transaction is over; its statements must end within it")
        }
        if lease.isCommitted {
            throw PostgresError(usage: "the transaction was committed with an earlier pipeline")
        }
        if lease.isCopying {
            throw PostgresError(usage: "a COPY of this transaction is still running")
        }
        if let deadline = lease.deadline, deadline <= .now {
            throw PostgresError(kind: .timeout, full: "the transaction's deadline has passed")
        }
    }

    func nextBatch() -> UInt64 {
        batchCount += 1
        return batchCount
    }
}
