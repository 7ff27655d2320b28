import Foundation
import ProbeKit
import TaoliContracts
import TaoliKafka
import TaoliPostgres
import TaoliTestKit

/// The transaction of a consumer's batch as a script of pgbench: the same statements in the same
/// round trips. The arrays lie in a table, one row a batch, so that making them costs nothing.
/// pgbench reads a colon as its own even in quotes, hence chr(58). Whoever changes
/// `ConsumerStatements` or `ConsumerBatch` changes this too.
enum ApplyScript {
    /// As `EventConsumer` takes them.
    private static let batchEvents = 500

    private static func array(_ column: String) -> String {
        "(SELECT b.\(column) FROM public.bench_batch b WHERE b.n = :n::int)"
    }

    static let text = """
        \\set n :n + 1
        \\startpipeline
        BEGIN ISOLATION LEVEL READ COMMITTED;
        SET LOCAL ROLE taoli_notification_all;
        UPDATE bus.lease SET until = clock_timestamp() + 10.0 * interval '1 s' \
        WHERE name = 'consumer' || chr(58) || 'copy' AND epoch = 1;
        SELECT s.aggregate_type, s.aggregate_id, s.sequence, s.event_id \
        FROM unnest(\(array("types")), \(array("aggregates"))) \
        AS a(type, id) CROSS JOIN LATERAL (SELECT * FROM bus.aggregate_seen \
        WHERE consumer = 'copy' AND source = '/bench/registry' AND aggregate_type = a.type \
        AND aggregate_id = a.id LIMIT 1) s;
        SELECT event_id, class, aggregate_type, aggregate_id, sequence, topic, partition, \
        record_offset, key, value, header_names, header_values FROM bus.parked \
        WHERE consumer = 'copy' AND (event_id = ANY(\(array("events"))::uuid[]) \
        OR aggregate_id = ANY(\(array("aggregates"))::uuid[]));
        \\endpipeline
        INSERT INTO public.probe_effect (consumer, event, id, sequence, name) \
        SELECT 'copy', e.event, e.id, e.sequence, e.name FROM unnest(\(array("events")), \
        \(array("ids")), \(array("sequences")), \(array("names"))) WITH ORDINALITY \
        AS e(event, id, sequence, name, n) ORDER BY e.n;
        \\startpipeline
        INSERT INTO bus.aggregate_seen AS s \
        (consumer, source, aggregate_type, aggregate_id, sequence, event_id) \
        SELECT 'copy', '/bench/registry', * FROM unnest(\(array("types")), \
        \(array("aggregates")), \(array("last_sequences")), \(array("last_events"))) \
        ON CONFLICT (consumer, source, aggregate_type, aggregate_id) DO UPDATE \
        SET sequence = excluded.sequence, event_id = excluded.event_id;
        INSERT INTO bus.consumer_partition AS p \
        (consumer, topic, partition, next_offset, known_events, known_fingerprint) \
        SELECT 'copy', v.topic, v.partition, v.next_offset, v.known, v.fingerprint::bit(128) \
        FROM unnest(ARRAY['taoli.registry.school'::text], ARRAY[:n::int % 12], \
        ARRAY[:n::bigint * 500], ARRAY[500::bigint], ARRAY[repeat('10', 64)]) \
        AS v(topic, partition, next_offset, known, fingerprint) \
        ON CONFLICT (consumer, topic, partition) DO UPDATE SET \
        next_offset = excluded.next_offset, \
        known_events = p.known_events + excluded.known_events, \
        known_fingerprint = p.known_fingerprint # excluded.known_fingerprint, \
        trying_offset = NULL, tries = 0;
        COMMIT;
        \\endpipeline

        """

    /// Stores the batches as a consumer meets them, partition after partition.
    /// - Returns: how many there are.
    static func prepare(_ database: BusDatabase, _ messages: [KafkaMessage]) async throws -> Int {
        let ordered = Dictionary(grouping: messages, by: \.partition).sorted { $0.key < $1.key }
            .flatMap(\.value)
        return try await PostgresFixture.withPool(url: try database.superuserURL) { pool in
            _ = try await pool.execute(
                """
                CREATE TABLE public.bench_batch (n int PRIMARY KEY, events uuid[], ids uuid[], \
                sequences bigint[], names text[], types text[], aggregates uuid[], \
                last_sequences bigint[], last_events uuid[])
                """)
            _ = try await pool.execute("GRANT ALL ON public.bench_batch TO PUBLIC")
            _ = try await pool.execute(
                """
                INSERT INTO bus.lease VALUES ('consumer:copy', 'bench', now() + interval '1 h', 1)
                """)
            var count = 0
            for start in stride(from: 0, to: ordered.count, by: batchEvents) {
                count += 1
                let end = min(start + batchEvents, ordered.count)
                _ = try await pool.execute(
                    try ApplyBatch(Array(ordered[start..<end])).insert(count))
            }
            _ = try await pool.execute("VACUUM ANALYZE public.bench_batch")
            return count
        }
    }
}
