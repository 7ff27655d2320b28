import Foundation
import TaoliPostgres

/// The relay's statements on the outbox and the archive.
enum RelayStatements {
    /// Rows to publish in id order; the first two columns tell the snapshot's horizon, so one row
    /// always comes back.
    /// - Parameter gaps: where to look: what lies from the floor on between the ids in flight. Each
    ///   costs one look into the index, however many rows are in flight.
    static func fetch(from gaps: [ClosedRange<Int64>], limit: Int) -> SQL {
        """
        SELECT pg_snapshot_xmin(s.snapshot)::text::bigint, \
        pg_snapshot_xmax(s.snapshot)::text::bigint, o.* \
        FROM (SELECT pg_current_snapshot() AS snapshot) s LEFT JOIN LATERAL (\
        SELECT found.* FROM unnest(\(gaps.map(\.lowerBound))::bigint[], \
        \(gaps.map(\.upperBound))::bigint[]) AS gap(low, high) CROSS JOIN LATERAL (\
        SELECT id, \(raw: StoredEvent.columns) FROM bus.outbox \
        WHERE id BETWEEN gap.low AND gap.high ORDER BY id LIMIT \(limit)) found \
        ORDER BY found.id LIMIT \(limit)) o ON true ORDER BY o.id
        """
    }

    /// The ids from `floor` on without those in flight, in order.
    static func gaps(
        from floor: Int64, except inFlight: some Sequence<Int64>
    ) -> [ClosedRange<Int64>] {
        var gaps: [ClosedRange<Int64>] = []
        var low = floor
        for id in inFlight.sorted() where id >= low {
            if id > low { gaps.append(low...id - 1) }
            low = id + 1
        }
        gaps.append(low...Int64.max)
        return gaps
    }

    /// Moves acknowledged rows to the archive and counts them into their partitions' totals, in one
    /// statement that renews the lease first: it moves nothing and tells 0 when another holds it.
    ///
    /// A row finds its report by a binary search in the sorted ids; a join of the two lists would be
    /// planned as a nested loop over both.
    static func archive(
        _ reports: [(id: Int64, partition: Int32, offset: Int64)], under lease: Lease
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
