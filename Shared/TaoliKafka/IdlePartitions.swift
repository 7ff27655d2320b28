/// What is known of the assigned partitions where fetching rests at idle: which have nothing more
/// to give, and which are paused for the moment, with where to go on. Without side effects;
/// `IdleFetching` does to librdkafka what this says.
struct IdlePartitions: Sendable {
    /// What to do before waiting for a record.
    enum Step: Sendable, Equatable {
        /// Wait as long as the caller likes.
        case wait
        /// Wait until then at the longest and ask again.
        case waitUntil(ContinuousClock.Instant)
        /// Pause these until then and call `rested`.
        case rest([KafkaPosition], until: ContinuousClock.Instant)
        /// Resume these and call `resumed`.
        case resume([KafkaPosition])
    }

    private struct Key: Hashable {
        let topic: String
        let partition: Int32
    }

    private struct Slot {
        /// The number of this partition's newest start, see `turn`.
        var start: UInt64
        /// Where its log ended when everything before was delivered, nil after a record. It goes
        /// on there after a rest.
        var end: Int64?
        /// The end the caller was told; the same one comes again after each rest.
        var told: Int64?
        /// It delivers nothing for the moment and no end is to be expected.
        var failed = false
        /// Paused.
        var resting = false

        var isQuiet: Bool { end != nil || failed }
    }

    private let pace: IdlePace
    private var slots: [Key: Slot] = [:]
    private var lastRecord: ContinuousClock.Instant
    private var restsUntil: ContinuousClock.Instant?
    /// Counts starts of partitions. An end that was taken from librdkafka at an earlier turn than
    /// its partition's start may belong to the position before.
    private(set) var turn: UInt64 = 0

    init(pace: IdlePace = IdlePace(), now: ContinuousClock.Instant) {
        self.pace = pace
        lastRecord = now
    }

    /// Exactly these partitions are read from now on.
    mutating func assigned(_ positions: [KafkaPosition]) {
        slots = [:]
        restsUntil = nil
        for position in positions { started(position) }
    }

    /// A partition begins anew, wherever it was.
    mutating func started(_ position: KafkaPosition) {
        turn += 1
        slots[key(position)] = Slot(start: turn)
    }

    /// A partition is not assigned any more.
    mutating func removed(_ position: KafkaPosition) { slots[key(position)] = nil }

    /// The paused partitions, with where they go on.
    var resting: [KafkaPosition] { positions { $0.resting } }

    /// Whether a partition is paused at this moment.
    func isResting(_ position: KafkaPosition) -> Bool { slots[key(position)]?.resting ?? false }

    /// A record was delivered. None should come of a partition that rests; if one does, reading
    /// goes on behind it.
    mutating func record(
        topic: String, partition: Int32, offset: Int64, now: ContinuousClock.Instant
    ) {
        lastRecord = now
        let key = Key(topic: topic, partition: partition)
        guard let slot = slots[key] else { return }
        slots[key]?.end = slot.resting ? offset + 1 : nil
        slots[key]?.told = nil
        slots[key]?.failed = false
    }

    /// A partition's end was reached.
    /// - Parameters:
    ///   - offset: the next record's.
    ///   - turn: as it was before librdkafka was asked for this.
    /// - Returns: whether the caller does not know it yet.
    mutating func end(topic: String, partition: Int32, offset: Int64, turn: UInt64) -> Bool {
        let key = Key(topic: topic, partition: partition)
        guard let slot = slots[key], slot.start <= turn else { return true }
        slots[key]?.end = offset
        slots[key]?.failed = false
        slots[key]?.told = offset
        return slot.told != offset
    }

    /// A partition failed: until it delivers something or begins anew the others do not wait for
    /// it. With a known end it rests like them, which neither mends nor repeats its failure.
    mutating func failure(topic: String, partition: Int32, turn: UInt64) {
        let key = Key(topic: topic, partition: partition)
        guard let slot = slots[key], slot.start <= turn else { return }
        slots[key]?.failed = true
    }

    /// What to do at this moment, with nothing delivered yet.
    func step(now: ContinuousClock.Instant) -> Step {
        if let restsUntil {
            return now < restsUntil ? .waitUntil(restsUntil) : .resume(resting)
        }
        guard slots.values.allSatisfy(\.isQuiet) else { return .wait }
        let ended = positions { $0.end != nil }
        if ended.isEmpty { return .wait }
        guard let rest = pace.rest(after: now - lastRecord) else {
            return .waitUntil(lastRecord + pace.grace)
        }
        return .rest(ended, until: now + rest)
    }

    /// The partitions of a `rest` step are paused.
    mutating func rested(_ positions: [KafkaPosition], until: ContinuousClock.Instant) {
        restsUntil = until
        for position in positions { slots[key(position)]?.resting = true }
    }

    /// The paused partitions are resumed: their ends come anew, unless they have failed.
    mutating func resumed() {
        restsUntil = nil
        turn += 1
        for (key, slot) in slots where slot.resting {
            slots[key] = Slot(start: turn, told: slot.told, failed: slot.failed)
        }
    }

    private func key(_ position: KafkaPosition) -> Key {
        Key(topic: position.topic, partition: position.partition)
    }

    private func positions(where fits: (Slot) -> Bool) -> [KafkaPosition] {
        slots.compactMap { key, slot in
            guard fits(slot), let end = slot.end else { return nil }
            return KafkaPosition(topic: key.topic, partition: key.partition, offset: end)
        }
    }
}
