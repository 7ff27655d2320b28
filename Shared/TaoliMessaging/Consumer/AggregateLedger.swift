import Foundation

/// What a consumer knows about the aggregates of one batch, and where each event belongs.
///
/// Pure: the consumer loads it, asks it event by event, and writes what it says. Source:
/// messaging.md (Consumer, Gap, Errors).
struct AggregateLedger {
    enum Placement: Equatable {
        /// The next one: apply it, then ask for `released`.
        case apply
        /// Applied before: no effect.
        case duplicate
        /// Set aside before: no effect.
        case parkedBefore
        /// More than one ahead: set aside until the missing ones come.
        case gap
        /// An earlier event of the aggregate was set aside: order demands the same of this one.
        case follower
        /// Same sequence, other id: somebody else's history. Set the aggregate aside.
        case conflict
    }

    struct Aggregate {
        var sequence: Int64 = 0
        var lastEvent: UUID?
        /// Something of it is parked for another reason than a gap.
        var blocked = false
        /// Held events by their sequence.
        var held: [Int64: UUID] = [:]
        /// Where a failure of the event applied last returns to.
        var previousEvent: UUID?
        var changed = false

        mutating func advance(to event: UUID) {
            previousEvent = lastEvent
            sequence += 1
            lastEvent = event
            changed = true
        }
    }

    private(set) var aggregates: [AggregateReference: Aggregate] = [:]
    private var parked: Set<UUID> = []

    /// What `bus.aggregate_seen` holds.
    mutating func load(_ reference: AggregateReference, sequence: Int64, lastEvent: UUID) {
        aggregates[reference, default: Aggregate()].sequence = sequence
        aggregates[reference, default: Aggregate()].lastEvent = lastEvent
    }

    /// A row of `bus.parked`.
    mutating func loadParked(
        _ event: UUID, of reference: AggregateReference?, sequence: Int64?, isGap: Bool
    ) {
        parked.insert(event)
        guard let reference else { return }
        if isGap, let sequence {
            aggregates[reference, default: Aggregate()].held[sequence] = event
        } else {
            aggregates[reference, default: Aggregate()].blocked = true
        }
    }

    /// Says where an event belongs and notes it.
    mutating func place(
        _ event: UUID, of reference: AggregateReference, sequence: Int64
    ) -> Placement {
        var aggregate = aggregates[reference] ?? Aggregate()
        defer { aggregates[reference] = aggregate }
        if parked.contains(event) { return .parkedBefore }
        if sequence < aggregate.sequence { return .duplicate }
        if sequence == aggregate.sequence {
            if aggregate.lastEvent == event { return .duplicate }
            aggregate.blocked = true
            parked.insert(event)
            return .conflict
        }
        if let other = aggregate.held[sequence], other != event {
            aggregate.blocked = true
            parked.insert(event)
            return .conflict
        }
        if aggregate.blocked {
            parked.insert(event)
            return .follower
        }
        if sequence > aggregate.sequence + 1 {
            aggregate.held[sequence] = event
            parked.insert(event)
            return .gap
        }
        aggregate.advance(to: event)
        return .apply
    }

    /// The held event that comes next, if any; it counts as applied from now on.
    mutating func released(_ reference: AggregateReference) -> UUID? {
        guard var aggregate = aggregates[reference], !aggregate.blocked,
            let event = aggregate.held.removeValue(forKey: aggregate.sequence + 1)
        else { return nil }
        aggregate.advance(to: event)
        aggregates[reference] = aggregate
        parked.remove(event)
        return event
    }

    /// Takes back the aggregate's last step, whose handler failed: the event is parked now, and
    /// what follows it will be.
    mutating func fail(_ event: UUID, of reference: AggregateReference) {
        guard var aggregate = aggregates[reference], aggregate.lastEvent == event else { return }
        aggregate.sequence -= 1
        aggregate.lastEvent = aggregate.previousEvent
        aggregate.blocked = true
        aggregates[reference] = aggregate
        parked.insert(event)
    }

    /// Sets an event aside before it is tried: another major version, or it ended the process.
    mutating func block(_ event: UUID, of reference: AggregateReference) {
        aggregates[reference, default: Aggregate()].blocked = true
        parked.insert(event)
    }

    /// The sequence of an aggregate's last applied event; 0 before the first.
    func sequence(_ reference: AggregateReference) -> Int64 {
        aggregates[reference]?.sequence ?? 0
    }

    /// Whether the event was set aside, before this batch or in it.
    func isParked(_ event: UUID) -> Bool { parked.contains(event) }
}
