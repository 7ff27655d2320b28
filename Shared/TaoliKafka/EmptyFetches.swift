/// How long to wait after an empty answer to a fetch, where the broker gives it at once instead of
/// holding the fetch until something comes. Without side effects; `FetchBrake` does the waiting.
///
/// A rest is a fixed share of the silence before it. That bounds what it can add to a record's way
/// by the time nobody had written anyway, and by `restMax`.
struct EmptyFetches: Sendable {
    /// The first rest: what a record may wait while polls bring records.
    static let restMin: Duration = .milliseconds(1)
    /// The longest rest: what the first record after a long silence may wait.
    static let restMax: Duration = .milliseconds(50)
    /// A rest is this part of the silence before it.
    static let share = 8
    /// Bytes by which one record, however small, makes an answer longer: the header of its batch
    /// (Kafka's message format 2). A partition more in the answer adds fewer.
    static let batchHeader = 61
    /// Longer answers hold records, whatever the shortest one was. Some forty bytes a partition.
    static let emptyMax = 8_192
    /// Answers after which the shortest one is forgotten: partitions may have been added.
    static let window = 64

    private var shortest: (now: Int, before: Int) = (.max, .max)
    private var answers = 0
    private var lastRecord: ContinuousClock.Instant

    init(now: ContinuousClock.Instant) { lastRecord = now }

    /// Records came out of an answer.
    mutating func delivered(now: ContinuousClock.Instant) { lastRecord = now }

    /// The rest that is due after an answer of so many bytes, nil after one that holds records.
    /// What is mistaken for an empty one under load costs its records the first rest, no more.
    mutating func rest(afterAnswer bytes: Int, now: ContinuousClock.Instant) -> Duration? {
        answers += 1
        if answers == Self.window { (answers, shortest) = (0, (.max, shortest.now)) }
        shortest.now = min(shortest.now, bytes)
        let empty = min(shortest.now, shortest.before)
        guard bytes <= Self.emptyMax, bytes - empty < Self.batchHeader else { return nil }
        return min(Self.restMax, max(Self.restMin, (now - lastRecord) / Self.share))
    }
}
