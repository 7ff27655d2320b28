/// Notices a producer that has forgotten what it was given: librdkafka 2.0.2 has been seen to keep
/// a record for ever after its broker was restarted, without an error. Then nothing behind it in
/// its partition is sent either, not even a census. A pure value.
struct ReportWatch {
    /// A partition without any report for so long, though some are due, is forgotten or cut off;
    /// in both cases a new producer does no harm.
    static let silenceMax: Duration = .seconds(20)

    private struct Place {
        /// Records without a report.
        var due = 0
        /// Its last report, or the first record since all were reported.
        var since: ContinuousClock.Instant
    }

    private var places: [PartitionKey: Place] = [:]

    mutating func sent(_ place: PartitionKey, now: ContinuousClock.Instant) {
        if places[place, default: Place(since: now)].due == 0 { places[place]?.since = now }
        places[place, default: Place(since: now)].due += 1
    }

    mutating func reported(_ place: PartitionKey, now: ContinuousClock.Instant) {
        places[place]?.due -= 1
        places[place]?.since = now
    }

    /// A partition that has been silent for too long.
    func silent(now: ContinuousClock.Instant) -> PartitionKey? {
        places.first { $0.value.due > 0 && now - $0.value.since > Self.silenceMax }?.key
    }
}
