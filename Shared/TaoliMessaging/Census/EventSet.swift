import Foundation

/// A set of events as the census knows it: how many, and the XOR of their ids.
struct EventSet: Hashable {
    var events: Int64 = 0
    var fingerprint = Fingerprint()

    /// Adds an event that was not in it.
    mutating func insert(_ id: UUID) {
        events += 1
        fingerprint.toggle(id)
    }

    /// Adds a set that has nothing in common with it.
    mutating func formUnion(disjoint other: EventSet) {
        events += other.events
        fingerprint.combine(other.fingerprint)
    }
}
