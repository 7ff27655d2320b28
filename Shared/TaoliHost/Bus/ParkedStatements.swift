import Foundation
import TaoliContracts
import TaoliMessaging
import TaoliPostgres

/// What the calls about parked events ask the database.
enum ParkedStatements {
    /// Characters of an error that a list shows.
    static let errorCharactersMax = 500

    /// Where a list goes on: behind this event of this consumer.
    struct Place: Sendable {
        let consumer: String
        let event: UUID
    }

    /// By consumer, and within it by event id, which is by age.
    static func list(
        consumer: String?, class wanted: String?, after place: Place?, limit: Int
    ) -> SQL {
        """
        SELECT consumer, event_id, class, type, aggregate_type, aggregate_id, sequence, topic, \
        partition, record_offset, left(error, \(errorCharactersMax)::int), parked_at FROM bus.parked \
        WHERE coalesce(consumer = \(consumer), true) AND coalesce(class = \(wanted), true) \
        AND coalesce((consumer, event_id) > (\(place?.consumer), \(place?.event)), true) \
        ORDER BY consumer, event_id LIMIT \(limit)
        """
    }

    /// The parked events of an aggregate, or one event.
    static func find(_ consumer: String, _ aggregate: AggregateReference?, _ event: UUID?) -> SQL {
        """
        SELECT aggregate_type, aggregate_id FROM bus.parked WHERE consumer = \(consumer) \
        AND (event_id = \(event) OR (aggregate_type = \(aggregate?.type) \
        AND aggregate_id = \(aggregate?.id)))
        """
    }

    /// The aggregate of a row of ``find(_:_:_:)``; `nil` for a record that is no event.
    static func aggregate(_ row: PostgresRow) throws -> AggregateReference? {
        guard let type = try row.get(0, as: String?.self), let id = try row.get(1, as: UUID?.self)
        else { return nil }
        return AggregateReference(type: type, id: id)
    }
}

extension Taoli_Bus_V1_ParkedEvent {
    /// Reads a row of ``ParkedStatements/list(consumer:class:after:limit:)``.
    init(row: PostgresRow) throws {
        self.init()
        consumer = try row.get(0)
        eventID = try row.get(1, as: UUID.self).uuidString.lowercased()
        `class` = try row.get(2)
        type = try row.get(3, as: String?.self) ?? ""
        if let kind = try row.get(4, as: String?.self), let id = try row.get(5, as: UUID?.self) {
            subject = AggregateReference(type: kind, id: id).description
        }
        sequence = try row.get(6, as: Int64?.self) ?? 0
        topic = try row.get(7)
        partition = try row.get(8)
        offset = try row.get(9)
        error = try row.get(10)
        parkedAt = try row.get(11, as: Date.self).ISO8601Format()
    }
}
