/// When the relay looks into the outbox: at once after a commit of this process, but not twice within
/// `gather`, so that commits which come close to each other are found together; at `poll` for the
/// commits of others; without a pause while there is more than was asked for. A pure value.
struct FetchPace {
    /// What the first of several commits may wait for the next.
    static let gather: Duration = .milliseconds(2)

    /// The last look found as many rows as it asked for.
    private(set) var isBehind = true
    private var isRaised = false
    private var last: ContinuousClock.Instant?

    /// Somebody committed.
    mutating func raised() { isRaised = true }

    /// How long to wait before the next look; nil when none is due.
    func pause(now: ContinuousClock.Instant) -> Duration? {
        guard let last, !isBehind else { return .zero }
        if isRaised { return max(.zero, last + Self.gather - now) }
        return now - last >= OutboxRelay.pollInterval ? .zero : nil
    }

    /// - Parameters:
    ///   - sent: how many rows were found and handed on.
    ///   - room: how many were asked for.
    mutating func looked(_ sent: Int, of room: Int, now: ContinuousClock.Instant) {
        (isBehind, isRaised, last) = (sent >= room, false, now)
    }
}
