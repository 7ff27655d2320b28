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

    /// Moves acknowledged rows to the archive and counts them into their partitions' totals, in one
    /// statement that renews the lease first: it moves nothing and tells 0 when another holds it.
    ///
    /// A row finds its report by a binary search in the sorted ids; a join of the two lists, of whose
    /// sizes the planner knows nothing, could become a nested loop over both.
    static func archive(
        _ reports: [RelayArchiver.Report], under lease: Lease
    ) -> SQL {
        let reports = reports.sorted { $0.id < $1.id }
        let ids = reports.map(\.id)
        return """
            WITH held AS (\(fragment: lease.confirm) RETURNING 1), \
            gone AS (DELETE FROM bus.outbox WHERE id = ANY(\(ids)::bigint[]) \
            AND EXISTS (SELECT FROM held) RETURNING *), \
            placed AS (SELECT *, width_bucket(id, \(ids)::bigint[]) AS n FROM gone), \
            kept AS (INSERT INTO bus.event_archive (\(raw: StoredEvent.columns), partition, \
            record_offset) SELECT \(raw: StoredEvent.columns), \
            (\(reports.map(\.partition))::int[])[n], (\(reports.map(\.offset))::bigint[])[n] \
            FROM placed ORDER BY id RETURNING topic, partition, event_id), \
            counted AS (INSERT INTO bus.partition_total AS total (topic, partition, events, \
            fingerprint) SELECT topic, partition, count(*), \
            bit_xor(('x' || replace(event_id::text, '-', ''))::bit(128)) FROM kept GROUP BY 1, 2 \
            ORDER BY 1, 2 ON CONFLICT (topic, partition) DO UPDATE SET \
            events = total.events + excluded.events, \
            fingerprint = total.fingerprint # excluded.fingerprint) \
            SELECT count(*) FROM held
            """
    }
}
