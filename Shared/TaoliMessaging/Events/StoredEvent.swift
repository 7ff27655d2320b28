import Foundation
import TaoliKafka
import TaoliPostgres

/// An outbox or archive row, ready to be sent.
struct StoredEvent: Sendable {
    /// Columns in the order that `init(row:)` reads; the outbox and the archive share them.
    static let columns = """
        event_id, topic, aggregate_type, aggregate_id, sequence, districts, type, causation, actor, \
        traceparent, payload, created_at
        """

    let eventID: UUID
    let topic: String
    /// The aggregate's id: what keeps its events in one partition.
    let key: Data
    let payload: Data
    let headers: KafkaHeaders

    /// Reads `columns` from the column index given on.
    /// - Parameter source: `ce_source` of the service whose event it is.
    init(row: PostgresRow, at first: Int, source: String) throws(PostgresError) {
        eventID = try row.get(first)
        topic = try row.get(first + 1)
        key = try row.withCell(first + 3) { cell throws(PostgresError) in
            Data(try cell.required())
        }
        payload = try row.get(first + 10)
        headers = try EventHeaders.write(row, at: first, source: source)
    }
}
