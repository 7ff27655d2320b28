import Foundation

/// An outbox row that was handed to the producer and is not archived yet.
struct SentEvent: Hashable {
    let event: UUID
    let place: PartitionKey
}
