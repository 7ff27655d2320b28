import CLibpq
import Glibc

extension Wire {
    /// Connects and signs in; blocks the calling queue. Throws a connection, resources or timeout
    /// error; none contains the password.
    static func connect(
        _ target: ConnectionTarget, deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> Wire {
        guard let connection = start(target) else {
            throw PostgresError(kind: .resources, full: "no memory for a connection")
        }
        do throws(PostgresError) {
            try finish(connection, target, deadline)
        } catch {
            PQfinish(connection)
            throw error
        }
        return try Wire(owning: connection, endpoint: target.endpoint)
    }

    private static func start(_ target: ConnectionTarget) -> OpaquePointer? {
        let keywords = target.options.map { strdup($0.keyword) }
        let values = target.options.map { strdup($0.value) }
        defer { (keywords + values).forEach { free($0) } }
        func list(_ strings: [UnsafeMutablePointer<CChar>?]) -> [UnsafePointer<CChar>?] {
            strings.map { UnsafePointer($0) } + [nil]
        }
        // 1: the value of `dbname` is a URL.
        return PQconnectStartParams(list(keywords), list(values), 1)
    }

    private static func finish(
        _ connection: OpaquePointer, _ target: ConnectionTarget, _ deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        let watch = StatementWatch(deadline: .seconds(3600), latest: deadline)
        // libpq manual, PQconnectPoll: behave first as if it had asked to write.
        var events = POLLOUT
        while PQstatus(connection) != CONNECTION_BAD {
            var entry = pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
            let left = watch.millisecondsLeft
            guard left > 0 else {
                throw PostgresError(
                    kind: .timeout, full: "no connection to \(target.endpoint) within the deadline")
            }
            guard poll(&entry, 1, left) > 0 else { continue }
            switch PQconnectPoll(connection) {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING: events = POLLIN
            case PGRES_POLLING_WRITING: events = POLLOUT
            default: throw refused(connection, target)
            }
        }
        throw refused(connection, target)
    }

    private static func refused(
        _ connection: OpaquePointer, _ target: ConnectionTarget
    ) -> PostgresError {
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        // Before sign-in libpq gives no SQLSTATE, only the text.
        let isFull = message.contains("too many clients") || message.contains("connection slots")
        return PostgresError(
            kind: isFull ? .resources : .connection,
            full: "no connection to \(target.endpoint): \(message.trimmedLine)")
    }
}
