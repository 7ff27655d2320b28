import Foundation
import TaoliKafka
import TaoliModels
import TaoliPostgres

/// An outbox or archive row.
struct StoredEvent: Sendable {
    /// Columns in the order that `init(row:)` reads; the outbox and the archive share them.
    static let columns = """
        event_id, topic, aggregate_type, aggregate_id, sequence, districts, type, causation, actor, \
        traceparent, payload, created_at
        """

    let eventID: UUID
    let topic: String
    let aggregate: AggregateReference
    let sequence: Int64
    let districts: [String]
    let type: String
    let causation: UUID?
    let actor: String
    let traceparent: String?
    let payload: Data
    let createdAt: Date

    /// Reads `columns` from the column index given on.
    init(row: PostgresRow, at first: Int) throws(PostgresError) {
        eventID = try row.get(first)
        topic = try row.get(first + 1)
        aggregate = AggregateReference(type: try row.get(first + 2), id: try row.get(first + 3))
        sequence = try row.get(first + 4)
        districts = try row.get(first + 5)
        type = try row.get(first + 6)
        causation = try row.get(first + 7)
        actor = try row.get(first + 8)
        traceparent = try row.get(first + 9)
        payload = try row.get(first + 10)
        createdAt = try row.get(first + 11)
    }

    /// The record's key: what keeps an aggregate's events in one partition.
    var key: Data { aggregate.id.text.utf8Data }
}
