import CLibrdkafka
import Foundation
import TaoliKafka

/// One message at a time from a producer through a broker to a consumer, librdkafka alone: a
/// yardstick for the latency that a broker adds at least.
package enum KafkaRoundTrip {
    /// The first ones, uncounted.
    private static let warmUp = 50

    /// Sends and receives messages one after the other, on a topic that it creates. Blocks a thread
    /// of its own.
    /// - Parameters:
    ///   - count: how many are counted.
    ///   - bytes: the value's size.
    /// - Returns: the time of each, from producing to receiving.
    /// - Throws: `KafkaFixture.Unavailable` when one does not come, `KafkaError` of the topic.
    package static func measure(
        _ count: Int, bytes: Int, bootstrap: String
    ) async throws -> [Duration] {
        let topic = try await KafkaFixture.topic("round-trip", partitions: 1, bootstrap: bootstrap)
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try run(count, bytes, topic, bootstrap) })
            }
        }
    }

    private static func run(
        _ count: Int, _ bytes: Int, _ topic: String, _ bootstrap: String
    ) throws -> [Duration] {
        let common = ["bootstrap.servers": bootstrap, "socket.nagle.disable": "true"]
        let producer = try KafkaRawClient(
            RD_KAFKA_PRODUCER,
            common.merging(["enable.idempotence": "true", "acks": "all", "linger.ms": "0"]) { $1 },
            events: RD_KAFKA_EVENT_DR)
        let consumer = try KafkaRawClient(
            RD_KAFKA_CONSUMER,
            common.merging([
                "group.id": "bench", "enable.auto.commit": "false",
                "receive.message.max.bytes": "1000000000",
            ]) { $1 }, events: 0)
        // Owned here.
        let list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t> =
            rd_kafka_topic_partition_list_new(1)
        defer { rd_kafka_topic_partition_list_destroy(list) }
        rd_kafka_topic_partition_list_add(list, topic, 0).pointee.offset = 0
        rd_kafka_assign(consumer.pointer, list)
        let value = [UInt8](repeating: 97, count: bytes)
        var times: [Duration] = []
        for number in 0..<count + warmUp {
            let begun = ContinuousClock.now
            let code = taoli_produce(
                producer.pointer, topic, 0, nil, -1, value, Int64(bytes), nil, 0)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw KafkaFixture.Unavailable(description: String(cString: rd_kafka_err2str(code)))
            }
            try receive(consumer)
            if number >= warmUp { times.append(ContinuousClock.now - begun) }
            _ = try producer.reports(wait: 0)
        }
        rd_kafka_consumer_close(consumer.pointer)
        return times
    }

    /// Waits for the next message.
    private static func receive(_ consumer: KafkaRawClient) throws {
        let deadline = ContinuousClock.now + KafkaFixture.patience
        while ContinuousClock.now < deadline {
            // Owned here until destroyed.
            guard let message = rd_kafka_consumer_poll(consumer.pointer, 1_000) else { continue }
            defer { rd_kafka_message_destroy(message) }
            if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR { return }
        }
        throw KafkaFixture.Unavailable(description: "the message did not come back")
    }
}
