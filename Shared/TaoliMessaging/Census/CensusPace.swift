/// How often a relay writes censuses.
package struct CensusPace: Sendable, Hashable {
    /// Between two while events flow.
    package let busy: Duration
    /// The first without events; doubled up to `idleMax`.
    package let idle: Duration
    /// The longest between two; never less than `idle`.
    package let idleMax: Duration

    /// - Parameters: as the properties; the defaults are production's.
    package init(
        busy: Duration = .seconds(10), idle: Duration = .seconds(30),
        idleMax: Duration = .seconds(300)
    ) {
        self.busy = busy
        self.idle = max(idle, busy)
        self.idleMax = max(idleMax, idle, busy)
    }

    /// For tests: censuses every so often, whatever happens.
    package static func every(_ interval: Duration) -> CensusPace {
        CensusPace(busy: interval, idle: interval, idleMax: interval)
    }
}

/// When the next census is due. Pure: the time comes in.
struct CensusClock {
    private let pace: CensusPace
    private var idle: Duration?
    private var sentSince = false
    private var written: ContinuousClock.Instant?
    private var due: ContinuousClock.Instant

    /// The first is due at once.
    init(_ pace: CensusPace, now: ContinuousClock.Instant) {
        self.pace = pace
        due = now
    }

    func isDue(_ now: ContinuousClock.Instant) -> Bool { now >= due }

    /// Events were sent: the next census comes in the busy rhythm.
    mutating func sent(_ now: ContinuousClock.Instant) {
        sentSince = true
        idle = nil
        due = min(due, (written ?? now) + pace.busy)
    }

    /// The broker was away: what it holds may have changed. A second between two at least, however
    /// often that is said.
    mutating func disturbed(_ now: ContinuousClock.Instant) {
        due = min(due, max(now, (written ?? now) + min(.seconds(1), pace.busy)))
    }

    mutating func wrote(_ now: ContinuousClock.Instant) {
        if sentSince {
            due = now + pace.busy
        } else {
            let next = idle.map { min($0 * 2, pace.idleMax) } ?? pace.idle
            idle = next
            due = now + next
        }
        sentSince = false
        written = now
    }
}
