import Foundation
import ProbeKit
import TaoliPostgres
import TaoliTestKit

/// A producer and a consumer as they stand after a quiet, faultless run, written by SQL: 8
/// aggregates with 5 events each. `a3` is the third event of the first aggregate.
enum SmallWorld {
    /// The events that everything is made from.
    private static let all = """
        (SELECT a AS number, n AS sequence, md5('aggregate ' || a)::uuid AS id, \
        md5('event ' || a || ' ' || n)::uuid AS event, \
        md5('request ' || a || ' ' || n)::uuid AS request, a % 12 AS partition \
        FROM generate_series(1, 8) a, generate_series(1, 5) n) w
        """
    private static let print = "bit_xor(('x' || replace(event::text, '-', ''))::bit(128))"

    static let producer = """
        INSERT INTO probe_state SELECT DISTINCT id, 5, '' FROM \(all);
        INSERT INTO probe_change (request, id, first, last)
            SELECT request, id, sequence, sequence FROM \(all);
        INSERT INTO bus.event_archive (event_id, topic, aggregate_type, aggregate_id, sequence,
            districts, type, actor, payload, created_at, partition, record_offset)
            SELECT event, 'taoli.registry.school', 'school', id, sequence, '{}', 'probe', 'probe',
            '', now(), partition, sequence FROM \(all);
        INSERT INTO bus.partition_total (topic, partition, events, fingerprint)
            SELECT 'taoli.registry.school', partition, count(*), \(print) FROM \(all) GROUP BY 2;
        """

    static let consumer = """
        INSERT INTO bus.applied (consumer, epoch, event_id, source, aggregate_type, aggregate_id,
            sequence) SELECT 'copy', CASE WHEN sequence > 2 THEN 2 ELSE 1 END, event, 'probe',
            'school', id, sequence FROM \(all) ORDER BY sequence, number;
        INSERT INTO probe_effect (consumer, event, id, sequence, name)
            SELECT 'copy', event, id, sequence, '' FROM \(all) ORDER BY sequence, number;
        INSERT INTO bus.aggregate_seen SELECT 'copy', 'probe', 'school', id, 5, event FROM \(all)
            WHERE sequence = 5;
        INSERT INTO bus.consumer_partition (consumer, topic, partition, next_offset, known_events,
            known_fingerprint) SELECT 'copy', 'taoli.registry.school', partition, 0, count(*),
            \(print) FROM \(all) GROUP BY 3;
        """

    /// Writes the log of a caller who was told the truth.
    static func writeLog(_ path: String, _ pool: PostgresPool) async throws {
        let log = try ProbeLog(path: path)
        for row in try await pool.query("SELECT request, id, first, last FROM probe_change") {
            let command = ProbeCommand(request: try row.get(0), aggregate: try row.get(1))
            try log.begin(command)
            try log.acknowledge(
                command, ProbeCommand.Answer(first: try row.get(2), last: try row.get(3)))
        }
    }
}
