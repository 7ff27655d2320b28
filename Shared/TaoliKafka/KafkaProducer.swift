import CLibrdkafka
import Dispatch
import Foundation
import Logging

/// An idempotent producer with a report for every message.
///
/// Somebody must read `events`: reports wait there without a limit of their own, so the sender
/// bounds what is under way (at most `producerQueueMessagesMax` are inside librdkafka). After
/// `.fatal` it is useless: `purge`, `close`, make another and send again what was not reported.
/// An instance that is let go without `close` is closed in the background.
package final class KafkaProducer: Sendable {
    /// Reports and errors, in order; ends when the producer is closed. For one reader.
    package let events: AsyncStream<ProducerEvent>
    private let client: KafkaClient
    private let statisticsRecorder: StatisticsRecorder
    /// For calls that wait.
    private let waiting = DispatchQueue(label: "taoli.kafka.producer")

    /// Makes a producer; it connects in the background and waits for a broker as long as it takes.
    /// - Parameter linger: how long a message waits for company of its partition.
    /// - Throws: `_INVALID_ARG` for a property librdkafka refuses.
    package init(
        _ configuration: KafkaConfiguration, linger: Duration = .milliseconds(1)
    ) throws(KafkaError) {
        var logger = Logger(label: "taoli.kafka.producer")
        logger[metadataKey: "client"] = "\(configuration.clientID)"
        client = try KafkaClient(
            .producer,
            properties: configuration.producerProperties(linger: linger),
            events: RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_STATS
                | RD_KAFKA_EVENT_LOG)
        statisticsRecorder = StatisticsRecorder(client: configuration.clientID, logger: logger)
        let (events, continuation) = AsyncStream.makeStream(of: ProducerEvent.self)
        self.events = events
        KafkaEventLoop(
            client: client, logger: logger, statistics: statisticsRecorder,
            producerEvent: { continuation.yield($0) }, finished: { continuation.finish() }
        ).start(name: "kafka-producer")
    }

    deinit { client.beginClose() }

    /// Queues a message and returns at once; its bytes are copied. Exactly one report with the
    /// token follows unless this throws or the producer is closed before.
    /// - Throws: kind `queueFull` (read reports, send again), `fatal`, `tooLarge`, `unknownTopic`
    ///   (no such partition), `closed`.
    package func send(_ message: KafkaMessage, token: UInt64) throws(KafkaError) {
        try client.use { pointer throws(KafkaError) in
            // Owned here until producing succeeds, by librdkafka after that.
            let headers = Self.headers(message.headers)
            let code = Self.withBytes(message.key) { key, keyLength in
                Self.withBytes(message.value) { value, valueLength in
                    taoli_produce(
                        pointer, message.topic, message.partition, key, keyLength, value,
                        valueLength, headers, token)
                }
            }
            guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
            if let headers { rd_kafka_headers_destroy(headers) }
            if code == RD_KAFKA_RESP_ERR__FATAL, let fatal = KafkaClient.fatalFailure(of: pointer) {
                throw fatal
            }
            throw KafkaError(code)
        }
    }

    /// Sends what waits without lingering and waits until every message has its report.
    /// - Returns: false when some were still under way at the end of the time, or it is closed.
    package func flush(timeout: Duration) async -> Bool {
        let code = try? await offload(to: waiting) { [client] () throws(KafkaError) in
            try client.use { pointer throws(KafkaError) in
                rd_kafka_flush(pointer, timeout.milliseconds)
            }
        }
        return code == RD_KAFKA_RESP_ERR_NO_ERROR
    }

    /// Gives up everything queued or under way. Each message is reported with kind `purged`; those
    /// under way may have arrived all the same. Does nothing when closed.
    package func purge() {
        try? client.use { pointer throws(KafkaError) in
            _ = rd_kafka_purge(
                pointer,
                RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING)
        }
    }

    /// Closes; what has no report yet gets none (`flush` first). May be called again.
    /// - Returns: false when librdkafka had not finished in time and its thread was abandoned: then
    ///   let the process end without it.
    @discardableResult
    package func close(timeout: Duration) async -> Bool {
        await client.close(timeout: timeout)
    }

    /// The error that made this producer useless, nil while it works.
    package var fatalFailure: KafkaError? { client.fatalFailure }

    /// librdkafka's newest figures, nil before the first (5 s).
    package var statistics: KafkaStatistics? { statisticsRecorder.latest }

    /// Copies the headers into a list that the caller owns; nil when there are none.
    private static func headers(_ headers: KafkaHeaders) -> OpaquePointer? {
        if headers.isEmpty { return nil }
        let list: OpaquePointer = rd_kafka_headers_new(headers.count)
        headers.forEachPair { name, value in
            // librdkafka takes a null address for "null", and an empty value may have one.
            let address = value?.isEmpty == true ? name.baseAddress : value?.baseAddress
            rd_kafka_header_add(
                list, name.baseAddress?.assumingMemoryBound(to: CChar.self), name.count, address,
                value?.count ?? 0)
        }
        return list
    }

    /// Lends the bytes; length -1 stands for null.
    private static func withBytes<T>(
        _ data: Data?, _ body: (UnsafeRawPointer?, Int64) -> T
    ) -> T {
        guard let data else { return body(nil, -1) }
        return data.withUnsafeBytes { body($0.baseAddress, Int64($0.count)) }
    }
}
