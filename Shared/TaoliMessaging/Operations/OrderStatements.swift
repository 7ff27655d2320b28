package import Foundation
import TaoliModels
package import TaoliPostgres

/// Statements about what operators order: the consumers' and the relay's sessions carry it out.
package enum OrderStatements {
    /// Applies an aggregate's parked events again, or one record that belongs to no aggregate.
    package static func retry(
        _ request: CommandRequest, consumer: String, aggregate: AggregateReference?, event: UUID?
    ) -> SQL {
        """
        INSERT INTO bus.consumer_order (consumer, kind, aggregate_type, aggregate_id, event_id, \
        requested_by, reason, request_id) VALUES (\(consumer), 'retry', \(aggregate?.type), \
        \(aggregate?.id), \(event), \(request.caller.subject), \(request.reason), \
        \(request.requestID))
        """
    }

    /// Drops one parked event, or one record of no aggregate, unapplied; those behind it are tried.
    package static func discard(
        _ request: CommandRequest, consumer: String, aggregate: AggregateReference?, event: UUID
    ) -> SQL {
        """
        INSERT INTO bus.consumer_order (consumer, kind, aggregate_type, aggregate_id, event_id, \
        requested_by, reason, request_id) VALUES (\(consumer), 'discard', \(aggregate?.type), \
        \(aggregate?.id), \(event), \(request.caller.subject), \(request.reason), \
        \(request.requestID))
        """
    }

    /// Sends a topic's archived events again whose numbers lie in the range.
    package static func republish(
        _ request: CommandRequest, topic: String, numbers: ClosedRange<Int64>
    ) -> SQL {
        """
        INSERT INTO bus.relay_order (topic, from_number, through_number, requested_by, reason, \
        request_id) VALUES (\(topic), \(numbers.lowerBound), \(numbers.upperBound), \
        \(request.caller.subject), \(request.reason), \(request.requestID))
        """
    }

    /// Sends all archived events of an aggregate again.
    package static func republish(
        _ request: CommandRequest, aggregate: AggregateReference
    ) -> SQL {
        """
        INSERT INTO bus.relay_order (aggregate_type, aggregate_id, requested_by, reason, \
        request_id) VALUES (\(aggregate.type), \(aggregate.id), \(request.caller.subject), \
        \(request.reason), \(request.requestID))
        """
    }

    /// A consumer's order by the request that gave it: number, whether finished, outcome.
    package static func consumerOrder(_ request: UUID) -> SQL {
        """
        SELECT id, finished_at IS NOT NULL, coalesce(outcome, '') FROM bus.consumer_order \
        WHERE request_id = \(request)
        """
    }

    /// The relay's order by the request that gave it: number, whether finished, outcome.
    package static func relayOrder(_ request: UUID) -> SQL {
        """
        SELECT id, finished_at IS NOT NULL, CASE WHEN finished_at IS NULL THEN '' \
        ELSE 'sent again: ' || coalesce(events, 0) END FROM bus.relay_order \
        WHERE request_id = \(request)
        """
    }
}
