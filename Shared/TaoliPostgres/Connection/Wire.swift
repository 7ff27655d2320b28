import CLibpq
import Glibc

/// One connection of libpq in non-blocking mode, waited for with `poll(2)`.
///
/// Not `Sendable`: it belongs to one `PostgresConnection`, whose queue is the only place it is
/// used from. It stays in pipeline mode except for COPY and scripts.
final class Wire {
    /// Owner of the `PGconn`: this object; made by `connect`, finished once in `close`.
    private var connection: OpaquePointer?
    private var descriptor: Int32
    private let endpoint: String
    let cancel: CancelHandle

    /// Takes over a connection that is ready for statements.
    init(owning connection: OpaquePointer, endpoint: String) throws(PostgresError) {
        self.connection = connection
        self.endpoint = endpoint
        descriptor = PQsocket(connection)
        cancel = CancelHandle(connection: connection)
        // Notices would be printed on standard error; warnings of the server are in its own log.
        PQsetNoticeReceiver(connection, { _, _ in }, nil)
        guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
            throw lost()
        }
    }

    deinit {
        close()
    }

    var isOpen: Bool { connection != nil }

    /// Whether the session is outside of a transaction and without a statement.
    var isIdle: Bool {
        connection.map { PQtransactionStatus($0) == PQTRANS_IDLE } ?? false
    }

    /// Whether a transaction is open, failed or not.
    var isInTransaction: Bool {
        isOpen && !isIdle
    }

    /// Whether the transaction failed and waits for ROLLBACK.
    var isFailed: Bool {
        connection.map { PQtransactionStatus($0) == PQTRANS_INERROR } ?? false
    }

    /// Whether an idle connection still lives: the server sends nothing to it but its end.
    var isQuiet: Bool {
        guard isOpen else { return false }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 0
    }

    /// Ends the session and frees the connection; again without effect.
    func close() {
        guard let connection else { return }
        self.connection = nil
        descriptor = -1
        PQfinish(connection)
    }

    /// Closes the connection; the error says what libpq knows about its end.
    func lost() -> PostgresError {
        let message = connection.flatMap { PQerrorMessage($0) }.map { String(cString: $0) } ?? ""
        close()
        return PostgresError(
            kind: .connection,
            full: "connection to \(endpoint) lost: \(message.trimmedLine)")
    }

    /// The connection for a call to libpq; throws a connection error when it was closed.
    func open() throws(PostgresError) -> OpaquePointer {
        guard let connection else {
            throw PostgresError(kind: .connection, full: "connection to \(endpoint) is closed")
        }
        return connection
    }

    /// Waits until the socket is ready. At the deadline the statement is cancelled; if that does
    /// not help, the socket is closed and a timeout thrown.
    private func wait(
        for events: Int32, _ watch: inout StatementWatch
    ) throws(PostgresError) -> Int32 {
        while true {
            let left = watch.millisecondsLeft
            if left == 0 {
                guard watch.isCancelling else {
                    watch.beginGrace()
                    cancel.fireCurrent(.deadline)
                    continue
                }
                close()
                throw PostgresError(
                    kind: .timeout,
                    full: "no answer from \(endpoint), not even to a cancel request; socket closed")
            }
            var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let count = poll(&entry, 1, left)
            if count > 0 { return Int32(entry.revents) }
            if count < 0, errno != EINTR { throw lost() }
        }
    }

    private func consume() throws(PostgresError) {
        guard PQconsumeInput(try open()) == 1 else { throw lost() }
    }

    /// Sends what libpq holds, reading meanwhile, since a server that cannot send stops reading.
    func flush(_ watch: inout StatementWatch) throws(PostgresError) {
        while true {
            switch PQflush(try open()) {
            case 0: return
            case 1: try waitToSend(&watch)
            default: throw lost()
            }
        }
    }

    /// Waits until more can be sent.
    func waitToSend(_ watch: inout StatementWatch) throws(PostgresError) {
        let ready = try wait(for: Int32(POLLIN) | Int32(POLLOUT), &watch)
        if ready & ~Int32(POLLOUT) != 0 { try consume() }
    }

    /// Waits until something arrived and reads it.
    func receive(_ watch: inout StatementWatch) throws(PostgresError) {
        _ = try wait(for: Int32(POLLIN), &watch)
        try consume()
    }

    /// The next result, which the caller owns; nil at the end of a statement's results.
    func nextResult(_ watch: inout StatementWatch) throws(PostgresError) -> OpaquePointer? {
        while PQisBusy(try open()) == 1 { try receive(&watch) }
        return PQgetResult(try open())
    }

    /// Throws when a sending function of libpq reports failure. Its state is then unknown.
    func check(_ outcome: Int32) throws(PostgresError) {
        if outcome != 1 { throw lost() }
    }
}
