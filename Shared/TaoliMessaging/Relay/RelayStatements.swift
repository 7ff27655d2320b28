import Foundation
import TaoliPostgres

/// The relay's statements on the outbox and the archive.
enum RelayStatements {
    /// Rows to publish in id order, without those in flight; the first two columns tell the
    /// snapshot's horizon, so one row always comes back.
    static func fetch(from floor: Int64, except inFlight: [Int64], limit: Int) -> SQL {
        """
        SELECT pg_snapshot_xmin(s.snapshot)::text::bigint, \
        pg_snapshot_xmax(s.snapshot)::text::bigint, o.* \
        FROM (SELECT pg_current_snapshot() AS snapshot) s LEFT JOIN LATERAL (\
        SELECT id, \(raw: StoredEvent.columns) FROM bus.outbox \
        WHERE id >= \(floor) AND id <> ALL(\(inFlight)::bigint[]) ORDER BY id LIMIT \(limit)) o \
        ON true ORDER BY o.id
        """
    }

    /// Moves acknowledged rows to the archive and counts them into their partitions' totals.
    static func archive(
        _ reports: [(id: Int64, partition: Int32, offset: Int64)]
    ) -> SQL {
        """
        WITH reported AS (\
        SELECT * FROM unnest(\(reports.map(\.id))::bigint[], \(reports.map(\.partition))::int[], \
        \(reports.map(\.offset))::bigint[]) AS r(id, partition, record_offset)), \
        gone AS (DELETE FROM bus.outbox WHERE id = ANY(\(reports.map(\.id))::bigint[]) RETURNING *), \
        kept AS (INSERT INTO bus.event_archive (\(raw: StoredEvent.columns), partition, \
        record_offset) SELECT \(raw: StoredEvent.columns), partition, record_offset \
        FROM gone JOIN reported USING (id) ORDER BY id RETURNING topic, partition, event_id) \
        INSERT INTO bus.partition_total AS total (topic, partition, events, fingerprint) \
        SELECT topic, partition, count(*), \
        bit_xor(('x' || replace(event_id::text, '-', ''))::bit(128)) FROM kept GROUP BY 1, 2 \
        ORDER BY 1, 2 ON CONFLICT (topic, partition) DO UPDATE SET \
        events = total.events + excluded.events, \
        fingerprint = total.fingerprint # excluded.fingerprint
        """
    }
}
