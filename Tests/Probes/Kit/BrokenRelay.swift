import Foundation
import ServiceLifecycle
package import TaoliKafka
import TaoliModels
package import TaoliPostgres

/// A relay as one writes it first: it remembers the last id it sent and asks for higher ones. A row
/// that becomes visible later than a higher one is never sent. Exists so that the checkers can be
/// seen to notice.
package struct BrokenRelay: Service {
    private let topic: String
    private let source: String
    private let kafka: KafkaConfiguration
    private let pool: PostgresPool

    package init(topic: String, source: String, kafka: KafkaConfiguration, pool: PostgresPool) {
        self.topic = topic
        self.source = source
        self.kafka = kafka
        self.pool = pool
    }

    package func run() async throws {
        _ = try await KafkaAdmin(kafka).ensure(topic, partitions: 12, configuration: [:])
        let producer = try KafkaProducer(kafka)
        try await cancelWhenGracefulShutdown {
            var cursor: Int64 = 0
            while !Task.isCancelled {
                cursor = try await send(above: cursor, producer)
                try? await Task.sleep(for: .milliseconds(2))
            }
        }
        _ = await producer.close(timeout: .seconds(2))
    }

    /// Sends, counts it as archived, and never looks back.
    private func send(above cursor: Int64, _ producer: KafkaProducer) async throws -> Int64 {
        let rows = try await pool.query(
            """
            SELECT id, event_id, aggregate_type || '/' || aggregate_id AS subject, aggregate_id, \
            sequence, type, payload FROM bus.outbox WHERE id > \(cursor) ORDER BY id LIMIT 500
            """)
        var last = cursor
        for row in rows {
            let key = Data(try row.get("aggregate_id", as: UUID.self).uuidString.lowercased().utf8)
            let place = partition(forKey: key, count: 12)
            last = try row.get("id")
            try producer.send(
                KafkaMessage(
                    topic: topic, partition: place, key: key, value: try row.get("payload"),
                    headers: [
                        KafkaHeader(
                            name: "ce_id",
                            text: try row.get("event_id", as: UUID.self).uuidString.lowercased()),
                        KafkaHeader(name: "ce_source", text: source),
                        KafkaHeader(name: "ce_type", text: try row.get("type")),
                        KafkaHeader(name: "ce_subject", text: try row.get("subject")),
                        KafkaHeader(
                            name: "ce_sequence",
                            text: String(try row.get("sequence", as: Int64.self))),
                        KafkaHeader(name: "ce_time", text: "2026-01-01T00:00:00.000Z"),
                        KafkaHeader(name: "ce_actor", text: "probe"),
                    ]), token: UInt64(last))
            try await archive(last, place)
        }
        return last
    }

    private func archive(_ id: Int64, _ place: Int32) async throws {
        try await pool.execute(
            """
            WITH gone AS (DELETE FROM bus.outbox WHERE id = \(id) RETURNING *) \
            INSERT INTO bus.event_archive (event_id, topic, aggregate_type, aggregate_id, sequence, \
            districts, type, actor, payload, created_at, partition, record_offset) \
            SELECT event_id, topic, aggregate_type, aggregate_id, sequence, districts, type, actor, \
            payload, created_at, \(place), 0 FROM gone
            """)
    }
}
