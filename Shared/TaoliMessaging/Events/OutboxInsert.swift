package import Foundation
import TaoliModels
package import TaoliPostgres

/// The one statement by which events enter the outbox, in the order given.
package enum OutboxInsert {
    /// - Parameters:
    ///   - events: in the order in which they must be published.
    ///   - actor: account id or `service:<name>`.
    ///   - causation: the event that led to these, for a reaction.
    /// - Returns: `nil` when there is nothing to insert.
    package static func statement(
        _ events: [EventDraft], actor: String, causation: UUID? = nil, traceparent: String?
    ) -> SQL? {
        guard !events.isEmpty else { return nil }
        return """
            INSERT INTO bus.outbox (event_id, topic, aggregate_type, aggregate_id, sequence, \
            districts, type, causation, actor, traceparent, payload) \
            SELECT e.id, e.topic, e.kind, e.aggregate, e.sequence, \
            string_to_array(e.districts, ','), e.type, \(causation), \(actor), \
            \(traceparent), e.payload \
            FROM unnest(\(events.map(\.id))::uuid[], \(events.map(\.topic))::text[], \
            \(events.map(\.aggregate.type))::text[], \(events.map(\.aggregate.id))::uuid[], \
            \(events.map(\.sequence))::bigint[], \
            \(events.map { $0.districts.map(\.rawValue).joined(separator: ",") })::text[], \
            \(events.map(\.type))::text[], \(events.map(\.payload))::bytea[]) \
            WITH ORDINALITY AS e(id, topic, kind, aggregate, sequence, districts, type, payload, n) \
            ORDER BY e.n
            """
    }
}
