import Foundation

/// What a relay counts for its censuses, from one snapshot of its database. Pure.
///
/// A record counts what is archived and what was sent before it and is not archived yet; of what
/// waits unsent it says only whether there is any. Source: messaging.md, Census.
struct CensusCount {
    private var archived: [PartitionKey: (set: EventSet, through: Int64)] = [:]
    private var sent: [PartitionKey: EventSet] = [:]
    private var waiting: Set<PartitionKey> = []
    /// More rows wait than were looked at: nothing is complete.
    var waitsEverywhere = false

    /// What the archive holds of a partition.
    mutating func archived(_ set: EventSet, through: Int64, at place: PartitionKey) {
        archived[place] = (set, through)
    }

    /// An event that was sent and still stands in the outbox.
    mutating func sent(_ event: UUID, at place: PartitionKey) {
        sent[place, default: EventSet()].insert(event)
    }

    /// Something of the partition stands in the outbox and was not sent.
    mutating func waits(at place: PartitionKey) {
        waiting.insert(place)
    }

    func census(of place: PartitionKey, question: UUID? = nil) -> Census {
        var set = archived[place]?.set ?? EventSet()
        set.formUnion(disjoint: sent[place] ?? EventSet())
        return Census(
            place: place, set: set, through: archived[place]?.through ?? 0,
            complete: !waitsEverywhere && !waiting.contains(place), question: question)
    }
}
