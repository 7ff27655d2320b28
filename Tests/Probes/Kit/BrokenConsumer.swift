import Foundation
import ServiceLifecycle
package import TaoliKafka
package import TaoliPostgres

/// A consumer that is right but for one rule of messaging.md. Exists so that the checkers can be
/// seen to notice. Its name in the tables is `copy`.
package struct BrokenConsumer: Service {
    /// The rule it breaks.
    package enum Rule: String, CaseIterable, Sendable {
        /// Applies whatever comes, newer or not.
        case noDeduplication = "no-deduplication"
        /// Goes on under the epoch it once took, without looking whether it still holds.
        case noEpochCheck = "no-epoch-check"
        /// Sets the failing event aside and goes on with its aggregate.
        case noFollowers = "no-followers"
    }

    private let rule: Rule
    private let topic: String
    private let source: String
    private let kafka: KafkaConfiguration
    private let pool: PostgresPool

    package init(
        rule: Rule, topic: String, source: String, kafka: KafkaConfiguration, pool: PostgresPool
    ) {
        self.rule = rule
        self.topic = topic
        self.source = source
        self.kafka = kafka
        self.pool = pool
    }

    package func run() async throws {
        let rows = try await pool.query(
            """
            INSERT INTO bus.lease AS l VALUES ('consumer:copy', \(UUID().uuidString), \
            clock_timestamp(), 1) ON CONFLICT (name) DO UPDATE SET epoch = l.epoch + 1 \
            RETURNING epoch
            """)
        let epoch: Int64 = try rows[0].get(0)
        _ = try await KafkaAdmin(kafka).ensure(topic, partitions: 12, configuration: [:])
        let consumer = try KafkaConsumer(kafka, group: "broken")
        try consumer.assign(
            (0..<12).map {
                KafkaPosition(topic: topic, partition: $0, offset: KafkaPosition.beginning)
            })
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let poll = try await consumer.poll(
                    maxRecords: 100, maxBytes: 1 << 20, wait: .milliseconds(100))
                for record in poll.records { try await take(record, epoch) }
            }
        }
        _ = await consumer.close(timeout: .seconds(2))
    }

    private func take(_ record: KafkaRecord, _ epoch: Int64) async throws {
        guard record.header("ce_source") == source, let event = record.header("ce_id"),
            let sequence = record.header("ce_sequence").flatMap({ Int64($0) }),
            let id = record.header("ce_subject")?.split(separator: "/").last.map(String.init)
        else { return }
        let seen = try await pool.query(
            """
            SELECT sequence FROM bus.aggregate_seen WHERE consumer = 'copy' \
            AND aggregate_id = \(untyped: id)::uuid
            """
        ).first?.get(0, as: Int64.self)
        if rule != .noDeduplication, sequence <= seen ?? 0 { return }
        let name = String(decoding: record.value ?? Data(), as: UTF8.self)
        if rule == .noFollowers, name.contains(ProbeCommand.poison) {
            return try await park(record, event, id, sequence)
        }
        try await apply(event, id, sequence, epoch)
    }

    private func apply(
        _ event: String, _ id: String, _ sequence: Int64, _ epoch: Int64
    ) async throws {
        try await pool.transaction { tx in
            try await tx.execute(
                """
                INSERT INTO public.probe_effect (consumer, event, id, sequence, name) VALUES \
                ('copy', \(untyped: event)::uuid, \(untyped: id)::uuid, \(sequence), '')
                """)
            try await tx.execute(
                """
                INSERT INTO bus.applied (consumer, epoch, event_id, source, aggregate_type, \
                aggregate_id, sequence) VALUES ('copy', \(epoch), \(untyped: event)::uuid, \
                \(source), 'school', \(untyped: id)::uuid, \(sequence))
                """)
            try await tx.execute(
                """
                INSERT INTO bus.aggregate_seen AS s VALUES ('copy', \(source), 'school', \
                \(untyped: id)::uuid, \(sequence), \(untyped: event)::uuid) \
                ON CONFLICT (consumer, source, aggregate_type, aggregate_id) DO UPDATE \
                SET sequence = greatest(s.sequence, excluded.sequence), event_id = excluded.event_id
                """)
        }
    }

    private func park(
        _ record: KafkaRecord, _ event: String, _ id: String, _ sequence: Int64
    ) async throws {
        try await pool.execute(
            """
            INSERT INTO bus.parked (consumer, event_id, class, source, aggregate_type, \
            aggregate_id, sequence, topic, partition, record_offset, header_names, header_values, \
            error) VALUES ('copy', \(untyped: event)::uuid, 'failed', \(source), 'school', \
            \(untyped: id)::uuid, \(sequence), \(topic), \(record.partition), \(record.offset), \
            '{}', '{}', 'poisoned') ON CONFLICT DO NOTHING
            """)
    }
}
