import Foundation
import TaoliKafka
import TaoliModels
import TaoliPostgres

/// Counts what each partition should hold, from one transaction that begins with the lease check.
///
/// Archiving begins by updating the lease's row as well, so that the row's lock keeps the two apart:
/// between the statements nothing but new outbox rows can appear, and those only make a census
/// incomplete.
struct CensusTaker {
    /// Rows that wait, looked at to tell which partitions are complete.
    static let waitingMax = 5_000

    let lease: Lease
    let pool: PostgresPool
    let topics: [String]

    /// All partitions of the service's event topics.
    var places: [PartitionKey] {
        topics.flatMap { topic in
            (0..<MessagingConfiguration.partitions).map { PartitionKey(topic, $0) }
        }
    }

    /// - Parameters:
    ///   - sent: what this relay's producer has been given and has not archived, by outbox id.
    ///   - floor: no outbox row has a smaller id.
    /// - Throws: `LeaseLost`, `PostgresError`.
    func count(_ sent: [Int64: SentEvent], floor: Int64) async throws -> CensusCount {
        let (lease, ids) = (lease, Array(sent.keys))
        let statements = [lease.confirm, totals, stillSent(ids), waiting(except: ids, from: floor)]
        let results = try await pool.transaction { tx in
            let results = try await tx.pipeline(statements)
            guard results[0].affected == 1 else { throw LeaseLost(name: lease.name) }
            return results
        }
        var count = CensusCount()
        for row in results[1].rows {
            guard let fingerprint = Fingerprint(bits: try row.get(3)) else {
                throw Malformed(reason: "a fingerprint in bus.partition_total is not 128 bits")
            }
            count.archived(
                EventSet(events: try row.get(2), fingerprint: fingerprint), through: try row.get(4),
                at: PartitionKey(try row.get(0), try row.get(1)))
        }
        for row in results[2].rows {
            guard let event = sent[try row.get(0)] else { continue }
            count.sent(event.event, at: event.place)
        }
        for row in results[3].rows {
            count.waits(at: CensusTaker.place(of: try row.get(1), in: try row.get(0)))
        }
        count.waitsEverywhere = results[3].rows.count > CensusTaker.waitingMax
        return count
    }

    private static func place(of aggregate: UUID, in topic: String) -> PartitionKey {
        let key = aggregate.text.utf8Data
        return PartitionKey(
            topic, partition(forKey: key, count: MessagingConfiguration.partitions))
    }

    private var totals: SQL {
        """
        SELECT t.topic, t.partition, t.events, t.fingerprint::text, \
        coalesce((SELECT max(a.archive_number) FROM bus.event_archive a \
        WHERE a.topic = t.topic AND a.partition = t.partition), 0) \
        FROM bus.partition_total t WHERE t.topic = ANY(\(topics)::text[])
        """
    }

    private func stillSent(_ ids: [Int64]) -> SQL {
        "SELECT id FROM bus.outbox WHERE id = ANY(\(ids)::bigint[])"
    }

    private func waiting(except ids: [Int64], from floor: Int64) -> SQL {
        """
        SELECT topic, aggregate_id FROM bus.outbox WHERE id >= \(floor) \
        AND id <> ALL(\(ids)::bigint[]) AND topic = ANY(\(topics)::text[]) \
        ORDER BY id LIMIT \(CensusTaker.waitingMax + 1)
        """
    }
}
