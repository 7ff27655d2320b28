import Foundation
import TaoliContracts
import TaoliPostgres

/// What the bus calls ask the database.
enum BusStatements {
    static let newest: SQL =
        "SELECT coalesce(max(archive_number), 0) FROM bus.event_archive"

    static let outbox: SQL = """
        SELECT (SELECT count(*) FROM bus.outbox), \
        (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 \
        FROM bus.outbox), (SELECT coalesce(sum(events), 0)::bigint FROM bus.partition_total)
        """

    static let consumers: SQL = """
        SELECT p.consumer, sum(p.known_events)::bigint, \
        (SELECT count(*) FROM bus.parked k WHERE k.consumer = p.consumer AND k.class = 'gap'), \
        (SELECT count(*) FROM bus.parked k WHERE k.consumer = p.consumer AND k.class <> 'gap') \
        FROM bus.consumer_partition p GROUP BY p.consumer ORDER BY p.consumer
        """

    static let leases: SQL = """
        SELECT name, owner, epoch, extract(epoch FROM until - clock_timestamp())::float8 \
        FROM bus.lease ORDER BY name
        """

    static func tail(from first: Int64, limit: Int) -> SQL {
        """
        SELECT archive_number, event_id, type, topic, aggregate_type, aggregate_id, sequence, \
        districts, actor, created_at, traceparent FROM bus.event_archive \
        WHERE archive_number >= \(first) ORDER BY archive_number LIMIT \(limit)
        """
    }
}

extension Taoli_Bus_V1_TailEventsResponse {
    init(row: PostgresRow) throws {
        self.init()
        archiveNumber = try row.get(0)
        eventID = try row.get(1, as: UUID.self).uuidString.lowercased()
        type = try row.get(2)
        topic = try row.get(3)
        subject =
            "\(try row.get(4, as: String.self))/\(try row.get(5, as: UUID.self).uuidString.lowercased())"
        sequence = try row.get(6)
        districts = try row.get(7)
        actor = try row.get(8)
        createdAt = try row.get(9, as: Date.self).ISO8601Format()
        traceparent = try row.get(10, as: String?.self) ?? ""
    }
}

extension Taoli_Bus_V1_BusStatusResponse {
    init(_ results: [PostgresResult]) throws {
        self.init()
        let totals = results[0].rows[0]
        outboxRows = try totals.get(0)
        outboxAgeSeconds = try totals.get(1)
        archivedEvents = try totals.get(2)
        consumers = try results[1].rows.map { row in
            var status = Taoli_Bus_V1_ConsumerStatus()
            status.consumer = try row.get(0)
            status.knownEvents = try row.get(1)
            status.heldEvents = try row.get(2)
            status.parkedEvents = try row.get(3)
            return status
        }
        leases = try results[2].rows.map { row in
            var status = Taoli_Bus_V1_LeaseStatus()
            status.name = try row.get(0)
            status.owner = try row.get(1)
            status.epoch = try row.get(2)
            status.secondsLeft = try row.get(3)
            return status
        }
    }
}
