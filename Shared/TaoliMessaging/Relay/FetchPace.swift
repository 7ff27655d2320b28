/// When the relay looks into the outbox: at once after a commit of this process, but not twice within
/// `gather`, so that commits which come close to each other are found together; at `poll` for the
/// commits of others; without a pause while there is more than was asked for. A pure value.
struct FetchPace {
    /// Within a backlog a look goes on behind the last row; so often it looks at all of them, also
    /// those which a late commit made visible before. Each aggregate's events become visible in
    /// the order of their ids, so no order is lost by that.
    static let wholeInterval: Duration = .milliseconds(500)
    /// What the first of several commits may wait for the next.
    static let gather: Duration = .milliseconds(2)

    /// The last look found as many rows as it asked for.
    private(set) var isBehind = true
    private var isRaised = false
    private var last: ContinuousClock.Instant?
    private var lastWhole: ContinuousClock.Instant?

    /// Somebody committed.
    mutating func raised() { isRaised = true }

    /// Whether the next look goes over all rows.
    func isWhole(now: ContinuousClock.Instant) -> Bool {
        guard let lastWhole, isBehind else { return true }
        return now - lastWhole >= Self.wholeInterval
    }

    /// How long to wait before the next look; nil when none is due.
    func pause(now: ContinuousClock.Instant) -> Duration? {
        guard let last, !isBehind else { return .zero }
        if isRaised { return max(.zero, last + Self.gather - now) }
        return now - last >= OutboxRelay.pollInterval ? .zero : nil
    }

    /// - Parameters:
    ///   - sent: how many rows were found and handed on.
    ///   - room: how many were asked for.
    ///   - whole: the look went over all rows.
    mutating func looked(
        _ sent: Int, of room: Int, whole: Bool, now: ContinuousClock.Instant
    ) {
        if whole { lastWhole = now }
        (isBehind, isRaised, last) = (sent >= room, false, now)
    }
}
