import CLibrdkafka
import Dispatch
import Foundation
import Logging

/// A consumer of partitions assigned by hand, whose positions live elsewhere (in PostgreSQL).
/// The group is a name for lag tools; Kafka's group protocol is never used.
///
/// `poll` is for one caller at a time (a second waits); the other calls may come from anywhere. An
/// instance that is let go without `close` is closed in the background.
package final class KafkaConsumer: Sendable {
    private let client: KafkaClient
    private let statisticsRecorder: StatisticsRecorder
    /// Only for the embedded broker, which does not hold an empty fetch.
    private let brake: FetchBrake?
    private let logger: Logger
    /// Polls wait here, one after the other.
    private let polling = DispatchQueue(label: "taoli.kafka.consumer.poll")
    /// Questions to the broker wait here, so that they do not hold up a poll.
    private let waiting = DispatchQueue(label: "taoli.kafka.consumer.wait")

    /// Makes a consumer without partitions; it connects in the background.
    /// - Throws: `_INVALID_ARG` for a property librdkafka refuses.
    package init(_ configuration: KafkaConfiguration, group: String) throws(KafkaError) {
        var logger = Logger(label: "taoli.kafka.consumer")
        logger[metadataKey: "client"] = "\(configuration.clientID)"
        self.logger = logger
        brake = configuration.embedded ? FetchBrake() : nil
        client = try KafkaClient(
            .consumer, properties: configuration.consumerProperties(group: group),
            events: RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_STATS | RD_KAFKA_EVENT_LOG
                | RD_KAFKA_EVENT_OFFSET_COMMIT, brake: brake)
        statisticsRecorder = StatisticsRecorder(client: configuration.clientID, logger: logger)
        KafkaEventLoop(
            client: client, logger: logger, statistics: statisticsRecorder,
            producerEvent: { _ in }, finished: {}
        ).start(name: "kafka-consumer")
    }

    deinit { client.beginClose() }

    /// Reads exactly these partitions from now on; what was fetched for the others is dropped.
    /// - Throws: `closed`, or librdkafka's refusal.
    package func assign(_ positions: [KafkaPosition]) throws(KafkaError) {
        try client.use { pointer throws(KafkaError) in
            try KafkaPosition.assign(positions, to: pointer)
        }
    }

    /// Waits for the first record, end or failure, then takes what is there without waiting.
    /// - Parameters:
    ///   - maxRecords: at most this many records.
    ///   - maxBytes: stops after the record that reaches this many bytes of keys, values, headers.
    ///   - wait: for the first; an empty poll is the normal answer of a quiet topic.
    /// - Throws: kind `fatal` or `closed`. What concerns one partition is in `failures`.
    package func poll(
        maxRecords: Int, maxBytes: Int, wait: Duration
    ) async throws(KafkaError) -> KafkaPoll {
        try await offload(to: polling) { [client, brake, logger] () throws(KafkaError) in
            try client.use { pointer throws(KafkaError) in
                var collector = PollCollector(pointer: pointer, logger: logger)
                try collector.collect(maxRecords: maxRecords, maxBytes: maxBytes, wait: wait)
                if !collector.poll.records.isEmpty { brake?.delivered() }
                return collector.poll
            }
        }
    }

    /// Continues an assigned partition elsewhere, also one that has failed; what was fetched for it
    /// is dropped.
    /// - Throws: `closed`, or librdkafka's refusal (a partition that is not assigned).
    package func seek(_ position: KafkaPosition) throws(KafkaError) {
        try client.use { pointer throws(KafkaError) in
            // rd_kafka_seek refuses a partition whose fetching stopped after an offset error;
            // taking the partition away and giving it back works in every state.
            try KafkaPosition.remove([position], from: pointer)
            try KafkaPosition.add([position], to: pointer)
        }
    }

    /// Asks the broker for the oldest offset and the one after the newest.
    /// - Throws: kind `timedOut`, `unknownTopic` after trying for the whole time, `closed`.
    package func watermarks(
        topic: String, partition: Int32, timeout: Duration
    ) async throws(KafkaError) -> (low: Int64, high: Int64) {
        try await offload(to: waiting) { [client] () throws(KafkaError) in
            try client.use { pointer throws(KafkaError) in
                let deadline = ContinuousClock.now + timeout
                while true {
                    var low: Int64 = 0
                    var high: Int64 = 0
                    let left = max(.milliseconds(1), deadline - .now)
                    let code = rd_kafka_query_watermark_offsets(
                        pointer, topic, partition, &low, &high, left.milliseconds)
                    if code == RD_KAFKA_RESP_ERR_NO_ERROR { return (low, high) }
                    let error = KafkaError(code)
                    // Just after a topic is created a broker may not know it yet.
                    guard error.isUnknownTopic, ContinuousClock.now < deadline, !client.isClosing
                    else { throw error }
                    Thread.sleep(forTimeInterval: 0.05)
                }
            }
        }
    }

    /// Tells Kafka the next positions, for lag tools only: nothing here ever reads them back.
    /// Returns at once; a failure is logged.
    package func commit(_ positions: [KafkaPosition]) {
        if positions.isEmpty { return }
        do throws(KafkaError) {
            try client.use { pointer throws(KafkaError) in
                // Owned by this call: a reference to the queue that the event loop serves.
                let queue: OpaquePointer = rd_kafka_queue_get_main(pointer)
                defer { rd_kafka_queue_destroy(queue) }
                try KafkaPosition.withList(positions) { list throws(KafkaError) in
                    try KafkaError.check(rd_kafka_commit_queue(pointer, list, queue, nil, nil))
                }
            }
        } catch {
            logger.warning("offset commit failed", metadata: ["error": "\(error)"])
        }
    }

    /// Closes after the running poll. May be called again.
    /// - Returns: false when librdkafka had not finished in time and its thread was abandoned: then
    ///   let the process end without it.
    @discardableResult
    package func close(timeout: Duration) async -> Bool {
        await client.close(timeout: timeout)
    }

    /// librdkafka's newest figures, nil before the first (5 s).
    package var statistics: KafkaStatistics? { statisticsRecorder.latest }
}
