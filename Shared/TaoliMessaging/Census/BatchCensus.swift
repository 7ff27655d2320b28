import Foundation
import TaoliModels
import TaoliPostgres

/// The censuses of one batch: what was remembered of its partitions, what each census changes, and
/// what follows from it once the batch is committed.
struct BatchCensus {
    /// A partition as the database has it, and as the batch leaves it.
    private struct Partition {
        let known: EventSet
        var comparison: CensusComparison
        var censuses = 0
        var requests = 0
    }

    private var partitions: [PartitionKey: Partition] = [:]
    /// To be sent when the batch is committed; lost ones are asked again.
    private(set) var requests: [(PartitionKey, CensusRequest.Wanted)] = []
    /// Why this producer's partitions must stand still.
    private(set) var alarm: String?

    /// What `ConsumerStatements.partitions` answered.
    mutating func load(_ rows: [PostgresRow]) throws {
        for row in rows {
            let place = PartitionKey(try row.get(0), try row.get(1))
            let known = EventSet(
                events: try row.get(2), fingerprint: try BatchCensus.fingerprint(row.get(3)))
            var comparison = CensusComparison(
                agreed: try row.get(4), differences: try row.get(5), asks: try row.get(6))
            if let id = try row.get(7, as: UUID?.self) {
                comparison.question = CensusComparison.Question(
                    id: id,
                    known: EventSet(
                        events: try row.get(8), fingerprint: try BatchCensus.fingerprint(row.get(9))
                    ),
                    age: try row.get(10))
            }
            partitions[place] = Partition(known: known, comparison: comparison)
        }
    }

    private static func fingerprint(_ bits: String) throws -> Fingerprint {
        guard let fingerprint = Fingerprint(bits: bits) else {
            throw Malformed(reason: "a fingerprint in bus.consumer_partition is not 128 bits")
        }
        return fingerprint
    }

    /// - Parameter added: what the batch made known of the partition before this record.
    mutating func meet(_ census: Census, added: EventSet) {
        var partition =
            partitions[census.place]
            ?? Partition(known: EventSet(), comparison: CensusComparison())
        var known = partition.known
        known.formUnion(disjoint: added)
        partition.censuses += 1
        for action in partition.comparison.compare(census, known: known, fresh: .version7()) {
            switch action {
            case .ask(let wanted):
                partition.requests += 1
                requests.append((census.place, wanted))
            case .alarm(let there, let known):
                alarm = """
                    \(census.place.topic)/\(census.place.partition): \(known) events are known here, \
                    their producer's database holds \(there): it is older than what was applied \
                    (restored from a backup?), or a stranger writes to the topic
                    """
            }
        }
        partitions[census.place] = partition
    }

    /// Writes what changed; `nil` when the batch had no census.
    func statement(consumer: String) -> SQL? {
        let met = partitions.filter { $0.value.censuses > 0 }.sorted { $0.key < $1.key }
        guard !met.isEmpty else { return nil }
        let states = met.map(\.value.comparison)
        return """
            UPDATE bus.consumer_partition AS p SET agreed = v.agreed, differences = v.differences, \
            asks = v.asks, open_question = v.question, question_events = v.question_events, \
            question_fingerprint = v.question_fingerprint::bit(128), \
            question_age = v.question_age, \
            differing_since = CASE WHEN v.differs \
            THEN coalesce(p.differing_since, clock_timestamp()) END, \
            censuses = p.censuses + v.censuses, requests = p.requests + v.requests \
            FROM unnest(\(met.map(\.key.topic))::text[], \(met.map(\.key.partition))::int[], \
            \(states.map(\.agreed))::bigint[], \(states.map { Int32($0.differences) })::int[], \
            \(states.map { Int32($0.asks) })::int[], \(states.map(\.question?.id))::uuid[], \
            \(states.map(\.question?.known.events))::bigint[], \
            \(states.map(\.question?.known.fingerprint.bits))::text[], \
            \(states.map { Int32($0.question?.age ?? 0) })::int[], \
            \(states.map(\.differs))::boolean[], \
            \(met.map { Int64($0.value.censuses) })::bigint[], \
            \(met.map { Int64($0.value.requests) })::bigint[]) \
            AS v(topic, partition, agreed, differences, asks, question, question_events, \
            question_fingerprint, question_age, differs, censuses, requests) \
            WHERE p.consumer = \(consumer) AND p.topic = v.topic AND p.partition = v.partition
            """
    }
}
