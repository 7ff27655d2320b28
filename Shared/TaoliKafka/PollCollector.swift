import CLibrdkafka
import Logging

/// One poll: asks librdkafka for messages and sorts them. Used by one thread, within the loan of
/// the client's pointer.
struct PollCollector {
    /// What was found so far.
    private(set) var poll = KafkaPoll()
    private let pointer: OpaquePointer
    private let logger: Logger
    private var reader = RecordReader()
    private var bytes = 0

    init(pointer: OpaquePointer, logger: Logger) {
        self.pointer = pointer
        self.logger = logger
    }

    /// Waits for the first message, then takes what is there without waiting.
    /// - Throws: kind `fatal`.
    mutating func collect(
        maxRecords: Int, maxBytes: Int, wait: Duration
    ) throws(KafkaError) {
        var timeout = wait.milliseconds
        while poll.records.count < maxRecords && bytes < maxBytes {
            // Owned here until destroyed below; a record is a copy.
            guard let message = rd_kafka_consumer_poll(pointer, timeout) else { return }
            defer { rd_kafka_message_destroy(message) }
            timeout = 0
            if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
                take(message)
            } else {
                try sort(message.pointee)
            }
        }
        poll.isFull = true
    }

    private mutating func take(_ message: UnsafeMutablePointer<rd_kafka_message_t>) {
        let record = reader.record(message)
        bytes += record.size
        poll.records.append(record)
    }

    /// Sorts a message that carries an error: the end of a partition, its failure, or nobody's.
    private mutating func sort(_ message: rd_kafka_message_t) throws(KafkaError) {
        let topic = reader.topicName(message)
        if message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF {
            poll.ends.append((topic, message.partition))
            return
        }
        if message.err == RD_KAFKA_RESP_ERR__FATAL {
            throw KafkaClient.fatalFailure(of: pointer) ?? KafkaError(message.err)
        }
        let error = KafkaError(
            message.err,
            text: message.payload.map { String(cString: $0.assumingMemoryBound(to: CChar.self)) })
        if topic.isEmpty || message.partition < 0 {
            logger.warning("kafka consumer error", metadata: ["error": "\(error)"])
        } else {
            poll.failures.append((topic, message.partition, error))
        }
    }
}
