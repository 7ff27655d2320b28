/// The book-keeping of a pool: idle connections, places, and who waits for them, in order. A
/// value without I/O; the pool guards it with a lock.
struct ConnectionStock {
    /// What a waiter gets.
    enum Grant: Sendable {
        case connection(PostgresConnection)
        /// A free place: the receiver connects itself.
        case place
    }

    /// One who waits.
    struct Waiter {
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Result<Grant, PostgresError>, Never>
    }

    private let connectionsMax: Int
    private(set) var idle: [PostgresConnection] = []
    /// Connections that are open or being opened.
    private(set) var placesTaken = 0
    private var waiters: [UInt64: Waiter] = [:]
    private var firstTicket: UInt64 = 0
    private var nextTicket: UInt64 = 0
    private(set) var isClosed = false

    init(connectionsMax: Int) {
        self.connectionsMax = max(1, connectionsMax)
    }

    var waiting: Int { waiters.count }

    /// The earliest deadline of those who wait.
    var earliestDeadline: ContinuousClock.Instant? { waiters.values.map(\.deadline).min() }

    /// A grant that needs no waiting; nil when others wait already or nothing is free.
    mutating func grant() -> Grant? {
        guard waiters.isEmpty else { return nil }
        // The most recently used first: the others may be closed by the server for idleness.
        if let connection = idle.popLast() { return .connection(connection) }
        guard placesTaken < connectionsMax else { return nil }
        placesTaken += 1
        return .place
    }

    /// A number that keeps the order of those who wait.
    mutating func ticket() -> UInt64 {
        nextTicket += 1
        return nextTicket
    }

    mutating func enqueue(_ waiter: Waiter, ticket: UInt64) {
        waiters[ticket] = waiter
        // Tickets are drawn before they are queued, so a later one may have been served already.
        firstTicket = min(firstTicket, ticket - 1)
    }

    /// Takes the waiter out of the line; nil when it was served already.
    mutating func remove(_ ticket: UInt64) -> Waiter? {
        waiters.removeValue(forKey: ticket)
    }

    /// Takes a connection back; returns who is to get it.
    mutating func put(_ connection: PostgresConnection) -> Waiter? {
        if let waiter = popFirst() { return waiter }
        idle.append(connection)
        return nil
    }

    /// A connection was closed or could not be opened; returns who is to take its place.
    mutating func freePlace() -> Waiter? {
        guard !isClosed, let waiter = popFirst() else {
            placesTaken -= 1
            return nil
        }
        return waiter
    }

    /// Takes out those whose deadline has passed.
    mutating func expire(now: ContinuousClock.Instant) -> [Waiter] {
        waiters.filter { $0.value.deadline <= now }.keys.sorted().compactMap {
            waiters.removeValue(forKey: $0)
        }
    }

    /// No more grants; returns what is to be closed and who is to be told.
    mutating func close() -> (idle: [PostgresConnection], waiters: [Waiter]) {
        isClosed = true
        defer {
            placesTaken -= idle.count
            idle = []
            waiters = [:]
        }
        return (idle, waiters.keys.sorted().compactMap { waiters[$0] })
    }

    private mutating func popFirst() -> Waiter? {
        while firstTicket < nextTicket {
            firstTicket += 1
            if let waiter = waiters.removeValue(forKey: firstTicket) { return waiter }
        }
        return nil
    }
}
