/// How long fetching rests while nothing comes. The embedded broker answers an empty fetch at once
/// instead of holding it, so that a consumer left to itself asks many thousand times a second.
///
/// A rest is a fixed share of the silence before it. That bounds what a rest can add to a record's
/// way by the time nobody had written anyway, and by `restMax`; under load there is no rest at all.
struct IdlePace: Sendable, Equatable {
    /// Silence that is not yet idleness: between two records under load it is shorter.
    var grace: Duration = .milliseconds(20)
    /// The first rest, after the grace.
    var restMin: Duration = .milliseconds(2)
    /// The longest rest: what the first record after a long silence may wait.
    var restMax: Duration = .milliseconds(50)
    /// A rest is this part of the silence before it.
    var share = 8

    /// The rest that is due after a silence, nil while it may still be load.
    func rest(after silence: Duration) -> Duration? {
        if silence < grace { return nil }
        return min(restMax, max(restMin, silence / share))
    }
}
