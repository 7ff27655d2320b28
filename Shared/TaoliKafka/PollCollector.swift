import CLibrdkafka
import Logging

/// One poll: asks librdkafka for messages and sorts them. Used by one thread, within the loan of
/// the client's pointer.
struct PollCollector {
    /// What was found so far.
    private(set) var poll = KafkaPoll()
    private let pointer: OpaquePointer
    private let idle: IdleFetching?
    private let logger: Logger
    private var reader = RecordReader()
    private var bytes = 0

    /// - Parameter idle: where fetching rests at idle, nil where the broker waits by itself.
    init(pointer: OpaquePointer, idle: IdleFetching?, logger: Logger) {
        self.pointer = pointer
        self.idle = idle
        self.logger = logger
    }

    /// Waits for the first message, then takes what is there without waiting.
    /// - Throws: kind `fatal`, or librdkafka's refusal to let fetching rest or go on.
    mutating func collect(
        maxRecords: Int, maxBytes: Int, wait: Duration
    ) throws(KafkaError) {
        let deadline = ContinuousClock.now + wait
        // With rests, an end that the caller knows already must not end the waiting.
        var isFirst = true
        while poll.records.count < maxRecords && bytes < maxBytes {
            let mayWait = idle == nil ? isFirst : poll.isEmpty
            let turn = try idle?.turn(isEmpty: mayWait, of: pointer)
            let until = min(deadline, turn?.until ?? deadline)
            let timeout = mayWait ? (until - .now).milliseconds : 0
            // Owned here until destroyed below; a record is a copy.
            guard let message = rd_kafka_consumer_poll(pointer, timeout) else {
                // The end of a rest is not the end of the poll.
                if mayWait && idle != nil && ContinuousClock.now < deadline { continue }
                break
            }
            defer { rd_kafka_message_destroy(message) }
            isFirst = false
            if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
                take(message)
            } else {
                try sort(message.pointee, turn: turn?.number ?? 0)
            }
        }
    }

    private mutating func take(_ message: UnsafeMutablePointer<rd_kafka_message_t>) {
        let record = reader.record(message)
        bytes += record.size
        poll.records.append(record)
        idle?.record(
            topic: record.topic, partition: record.partition, offset: record.offset)
    }

    /// Sorts a message that carries an error: the end of a partition, its failure, or nobody's.
    private mutating func sort(_ message: rd_kafka_message_t, turn: UInt64) throws(KafkaError) {
        let topic = reader.topicName(message)
        if message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF {
            let isNew =
                idle?.end(
                    topic: topic, partition: message.partition, offset: message.offset, turn: turn)
                ?? true
            if isNew { poll.ends.append((topic, message.partition)) }
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
            idle?.failure(topic: topic, partition: message.partition, turn: turn)
            poll.failures.append((topic, message.partition, error))
        }
    }
}
