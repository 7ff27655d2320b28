import Foundation
import TaoliKafka
import TaoliPostgres

/// A consumer's statements on its own bus tables.
struct ConsumerStatements: Sendable {
    let consumer: String
    let source: String

    func seen(_ aggregates: [AggregateReference]) -> SQL {
        """
        SELECT s.aggregate_type, s.aggregate_id, s.sequence, s.event_id \
        FROM unnest(\(aggregates.map(\.type))::text[], \(aggregates.map(\.id))::uuid[]) \
        AS a(type, id) CROSS JOIN LATERAL (SELECT * FROM bus.aggregate_seen \
        WHERE consumer = \(consumer) AND source = \(source) AND aggregate_type = a.type \
        AND aggregate_id = a.id LIMIT 1) s
        """
    }

    /// Parked rows of these events and of these aggregates.
    func parked(_ aggregates: [AggregateReference], events: [UUID]) -> SQL {
        """
        SELECT event_id, class, aggregate_type, aggregate_id, sequence, topic, partition, \
        record_offset, key, value, header_names, header_values FROM bus.parked \
        WHERE consumer = \(consumer) AND (event_id = ANY(\(events)::uuid[]) \
        OR aggregate_id = ANY(\(aggregates.map(\.id))::uuid[]))
        """
    }

    func remember(_ changes: [(AggregateReference, AggregateLedger.Aggregate)]) -> SQL? {
        guard !changes.isEmpty else { return nil }
        return """
            INSERT INTO bus.aggregate_seen AS s \
            (consumer, source, aggregate_type, aggregate_id, sequence, event_id) \
            SELECT \(consumer), \(source), * FROM unnest(\(changes.map(\.0.type))::text[], \
            \(changes.map(\.0.id))::uuid[], \(changes.map(\.1.sequence))::bigint[], \
            \(changes.compactMap(\.1.lastEvent))::uuid[]) \
            ON CONFLICT (consumer, source, aggregate_type, aggregate_id) DO UPDATE \
            SET sequence = excluded.sequence, event_id = excluded.event_id
            """
    }

    func park(_ parked: ParkedEvent) -> SQL {
        let record = parked.record
        return """
            INSERT INTO bus.parked (consumer, event_id, class, source, aggregate_type, \
            aggregate_id, sequence, type, topic, partition, record_offset, key, value, \
            header_names, header_values, error) VALUES (\(consumer), \(parked.id), \
            \(parked.reason.rawValue), \(parked.event?.source), \(parked.event?.aggregate.type), \
            \(parked.event?.aggregate.id), \(parked.event?.sequence), \(parked.event?.type), \
            \(record.topic), \(record.partition), \(record.offset), \(record.key), \
            \(record.value), \(record.headers.map(\.name)), \(record.headers.map(\.value)), \
            \(parked.error)) ON CONFLICT (consumer, event_id) DO UPDATE \
            SET class = excluded.class, error = excluded.error
            """
    }

    func release(_ events: [UUID]) -> SQL? {
        guard !events.isEmpty else { return nil }
        return """
            DELETE FROM bus.parked WHERE consumer = \(consumer) AND event_id = ANY(\(events)::uuid[])
            """
    }

    func applied(_ events: [ReceivedEvent], epoch: Int64) -> SQL? {
        guard !events.isEmpty else { return nil }
        return """
            INSERT INTO bus.applied (consumer, epoch, event_id, source, aggregate_type, \
            aggregate_id, sequence) SELECT \(consumer), \(epoch), e.id, \(source), e.type, \
            e.aggregate, e.sequence FROM unnest(\(events.map(\.id))::uuid[], \
            \(events.map(\.aggregate.type))::text[], \(events.map(\.aggregate.id))::uuid[], \
            \(events.map(\.sequence))::bigint[]) WITH ORDINALITY AS e(id, type, aggregate, \
            sequence, n) ORDER BY e.n
            """
    }

    func positions() -> SQL {
        """
        SELECT topic, partition, next_offset, trying_offset, tries FROM bus.consumer_partition \
        WHERE consumer = \(consumer)
        """
    }

    /// What is remembered of these partitions' censuses.
    func partitions(_ places: [PartitionKey]) -> SQL {
        """
        SELECT p.topic, p.partition, p.known_events, p.known_fingerprint::text, p.agreed, \
        p.differences, p.asks, p.open_question, coalesce(p.question_events, 0), \
        coalesce(p.question_fingerprint, B'0'::bit(128))::text, p.question_age \
        FROM bus.consumer_partition p JOIN unnest(\(places.map(\.topic))::text[], \
        \(places.map(\.partition))::int[]) AS v(topic, partition) USING (topic, partition) \
        WHERE p.consumer = \(consumer)
        """
    }

    /// Stops the consumer until somebody removes the row.
    func halt(_ reason: String) -> SQL {
        """
        INSERT INTO bus.consumer_halt (consumer, reason) VALUES (\(consumer), \(reason)) \
        ON CONFLICT DO NOTHING
        """
    }

    var halted: SQL { "SELECT reason FROM bus.consumer_halt WHERE consumer = \(consumer)" }

    /// A row when an operator's order waits.
    var openOrder: SQL {
        """
        SELECT id FROM bus.consumer_order WHERE consumer = \(consumer) AND finished_at IS NULL \
        LIMIT 1
        """
    }

    func advance(_ progress: [PartitionProgress]) -> SQL {
        """
        INSERT INTO bus.consumer_partition AS p \
        (consumer, topic, partition, next_offset, known_events, known_fingerprint) \
        SELECT \(consumer), v.topic, v.partition, v.next_offset, v.known, \
        v.fingerprint::bit(128) FROM unnest(\(progress.map(\.topic))::text[], \
        \(progress.map(\.partition))::int[], \(progress.map(\.nextOffset))::bigint[], \
        \(progress.map(\.known.events))::bigint[], \(progress.map(\.known.fingerprint.bits))::text[]) \
        AS v(topic, partition, next_offset, known, fingerprint) \
        ON CONFLICT (consumer, topic, partition) DO UPDATE SET \
        next_offset = excluded.next_offset, \
        known_events = p.known_events + excluded.known_events, \
        known_fingerprint = p.known_fingerprint # excluded.known_fingerprint, \
        trying_offset = NULL, tries = 0
        """
    }

    /// Counts a start, until it has proved not to end with the process.
    var start: SQL {
        """
        INSERT INTO bus.consumer_start AS s (consumer, starts) VALUES (\(consumer), 1) \
        ON CONFLICT (consumer) DO UPDATE SET starts = s.starts + 1 RETURNING starts
        """
    }

    /// Takes the count back: the process goes on. Not another holder's.
    func started(under lease: Lease) -> SQL {
        """
        UPDATE bus.consumer_start SET starts = 0 WHERE consumer = \(consumer) AND starts > 0 \
        AND EXISTS (SELECT FROM bus.lease WHERE name = \(lease.name) AND epoch = \(lease.epoch))
        """
    }

    /// Notes, in a transaction of its own that begins with the lease, which record is about to be tried.
    func trying(_ record: KafkaRecord) -> SQL {
        """
        INSERT INTO bus.consumer_partition AS p \
        (consumer, topic, partition, next_offset, trying_offset, tries) \
        VALUES (\(consumer), \(record.topic), \(record.partition), \(record.offset), \
        \(record.offset), 1) ON CONFLICT (consumer, topic, partition) DO UPDATE SET \
        tries = CASE WHEN p.trying_offset = excluded.trying_offset THEN p.tries + 1 ELSE 1 END, \
        trying_offset = excluded.trying_offset RETURNING tries
        """
    }
}

/// How far a batch brought one partition.
struct PartitionProgress {
    let topic: String
    let partition: Int32
    var nextOffset: Int64
    /// Distinct events applied or parked for the first time.
    var known = EventSet()
}

/// An event or record about to be set aside.
struct ParkedEvent: Sendable {
    enum Reason: String {
        case gap
        case failed
        case poison
        case conflict
        case follower
    }

    let id: UUID
    let record: KafkaRecord
    /// `nil` for a record whose headers could not be read.
    let event: ReceivedEvent?
    let reason: Reason
    let error: String
}
