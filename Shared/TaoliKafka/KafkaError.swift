import CLibrdkafka

/// What librdkafka or the broker answered instead of doing what was asked.
package struct KafkaError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The cases callers decide by; everything else is `other`.
    package enum Kind: Sendable {
        /// The producer's queue is full: wait for delivery reports, then send again.
        case queueFull
        /// The client can do nothing more and must be replaced.
        case fatal
        /// A position lies outside what the log holds, below or above.
        case offsetOutOfRange
        /// The topic or partition is not (yet) known.
        case unknownTopic
        /// The topic exists already.
        case topicExists
        /// Time ran out; the outcome is unknown.
        case timedOut
        /// The message was thrown away by `purge`.
        case purged
        /// The client was closed.
        case closed
        /// The message is larger than the client or the broker accepts.
        case tooLarge
        /// Anything else; see `name`.
        case other
    }

    /// librdkafka's number: negative within the client, positive from the broker.
    package let code: Int32
    /// librdkafka's stable name of the code, such as `_QUEUE_FULL`.
    package let name: String
    /// The client that raised it is useless from now on.
    package let isFatal: Bool
    /// The same call may succeed later without a change.
    package let isRetriable: Bool
    /// For the log.
    package let text: String

    package var description: String { "\(name) (\(code)): \(text)" }

    /// The case callers decide by.
    package var kind: Kind { isFatal ? .fatal : Self.kinds[code] ?? .other }
    /// The producer's queue is full.
    package var isQueueFull: Bool { kind == .queueFull }
    /// A position lies outside what the log holds.
    package var isOffsetOutOfRange: Bool { kind == .offsetOutOfRange }
    /// The topic or partition is not (yet) known.
    package var isUnknownTopic: Bool { kind == .unknownTopic }

    /// An error of the code, with librdkafka's text unless there is a better one.
    init(_ code: rd_kafka_resp_err_t, text: String? = nil, fatal: Bool = false) {
        self.code = code.rawValue
        name = String(cString: rd_kafka_err2name(code))
        isFatal = fatal || code == RD_KAFKA_RESP_ERR__FATAL
        isRetriable = !isFatal && Self.retriable.contains(code.rawValue)
        self.text = text ?? String(cString: rd_kafka_err2str(code))
    }

    /// The client was closed before or while the call ran.
    static let closed = KafkaError(
        RD_KAFKA_RESP_ERR__DESTROY, text: "the client is closed; make a new one")

    /// Throws unless the code says success.
    static func check(_ code: rd_kafka_resp_err_t) throws(KafkaError) {
        if code != RD_KAFKA_RESP_ERR_NO_ERROR { throw KafkaError(code) }
    }

    private static let kinds: [Int32: Kind] = {
        let table: [(rd_kafka_resp_err_t, Kind)] = [
            (RD_KAFKA_RESP_ERR__QUEUE_FULL, .queueFull),
            (RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, .offsetOutOfRange),
            (RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE, .offsetOutOfRange),
            (RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, .unknownTopic),
            (RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, .unknownTopic),
            (RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, .unknownTopic),
            (RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS, .topicExists),
            (RD_KAFKA_RESP_ERR__TIMED_OUT, .timedOut),
            (RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, .timedOut),
            (RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, .timedOut),
            (RD_KAFKA_RESP_ERR__PURGE_QUEUE, .purged),
            (RD_KAFKA_RESP_ERR__PURGE_INFLIGHT, .purged),
            (RD_KAFKA_RESP_ERR__DESTROY, .closed),
            (RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, .tooLarge),
        ]
        return Dictionary(uniqueKeysWithValues: table.map { ($0.0.rawValue, $0.1) })
    }()

    /// What passes by itself: connections, elections, time, a topic just created.
    private static let retriable: Set<Int32> = Set(
        [
            RD_KAFKA_RESP_ERR__QUEUE_FULL, RD_KAFKA_RESP_ERR__TRANSPORT,
            RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN, RD_KAFKA_RESP_ERR__RESOLVE,
            RD_KAFKA_RESP_ERR__TIMED_OUT, RD_KAFKA_RESP_ERR__MSG_TIMED_OUT,
            RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE, RD_KAFKA_RESP_ERR__WAIT_COORD,
            RD_KAFKA_RESP_ERR__WAIT_CACHE,
            RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION,
            RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
            RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
            RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_REPLICA_NOT_AVAILABLE,
            RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION, RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS,
            RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE, RD_KAFKA_RESP_ERR_NOT_COORDINATOR,
            RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_NOT_CONTROLLER,
            RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND,
            RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR,
        ].map(\.rawValue))
}
