import CLibrdkafka
import Foundation
package import TaoliKafka

/// librdkafka alone, in a plain loop: a yardstick for what producing costs at least, with the
/// settings of the product's producer and nothing of ours around it.
package enum KafkaRawProducer {
    /// Messages between two looks for reports.
    private static let stride = 1_000

    /// Sends messages as fast as it goes and waits for their reports. Blocks a thread of its own.
    /// - Parameter warmUp: one message a partition goes before, uncounted, so that connections and
    ///   the topic's metadata are there.
    /// - Returns: the time from the first message to the last report.
    /// - Throws: `KafkaFixture.Unavailable` when librdkafka refuses a setting or a message, or a
    ///   report is an error.
    package static func send(
        _ messages: [KafkaMessage], bootstrap: String, warmUp: Bool
    ) async throws -> Duration {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try run(messages, bootstrap: bootstrap, warmUp: warmUp) })
            }
        }
    }

    private static func run(
        _ messages: [KafkaMessage], bootstrap: String, warmUp: Bool
    ) throws -> Duration {
        // Those of `KafkaConfiguration.producerProperties` with the relay's linger (`OutboxRelay`).
        let client = try KafkaRawClient(
            RD_KAFKA_PRODUCER,
            [
                "bootstrap.servers": bootstrap, "socket.nagle.disable": "true",
                "enable.idempotence": "true", "acks": "all", "message.timeout.ms": "0",
                "compression.type": "lz4", "linger.ms": "0.5",
                "queue.buffering.max.messages": "100000", "queue.buffering.max.kbytes": "65536",
            ], events: RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR)
        var reported = 0
        if warmUp {
            let first = Dictionary(messages.map { ($0.partition, $0) }) { first, _ in first }
            try first.values.forEach { try produce($0, client) }
            while reported < first.count { reported += try client.reports(wait: 100) }
            reported = 0
        }
        let begun = ContinuousClock.now
        for (number, message) in messages.enumerated() {
            try produce(message, client)
            if number % stride == 0 { reported += try client.reports(wait: 0) }
        }
        while reported < messages.count { reported += try client.reports(wait: 100) }
        return ContinuousClock.now - begun
    }

    private static func produce(_ message: KafkaMessage, _ client: KafkaRawClient) throws {
        // Owned here until producing succeeds, by librdkafka after that.
        let headers: OpaquePointer = rd_kafka_headers_new(message.headers.count)
        message.headers.forEachPair { name, value in
            _ = rd_kafka_header_add(
                headers, name.baseAddress?.assumingMemoryBound(to: CChar.self), name.count,
                value?.baseAddress, value?.count ?? 0)
        }
        let code = (message.key ?? Data()).withUnsafeBytes { key in
            (message.value ?? Data()).withUnsafeBytes { value in
                taoli_produce(
                    client.pointer, message.topic, message.partition, key.baseAddress,
                    Int64(key.count), value.baseAddress, Int64(value.count), headers, 0)
            }
        }
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        rd_kafka_headers_destroy(headers)
        throw KafkaFixture.Unavailable(description: String(cString: rd_kafka_err2str(code)))
    }
}
