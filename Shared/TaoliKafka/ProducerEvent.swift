/// What became of one message.
package struct DeliveryReport: Sendable {
    /// As given to `send`.
    package let token: UInt64
    /// Where the broker put it (the offset is -1001 when it is unknown because an acknowledgement
    /// was lost and the message repeated), or why it was not delivered or may not have been.
    package let outcome: Result<(partition: Int32, offset: Int64), KafkaError>
}

/// What a producer tells the part above it.
package enum ProducerEvent: Sendable {
    /// Reports in the order of delivery, as many as were ready.
    case delivered([DeliveryReport])
    /// The producer is useless from now on: purge, close, make a new one, send again what was not
    /// reported. Kafka's reason: a gap in an idempotent producer's sequence cannot be closed.
    case fatal(KafkaError)
    /// Something librdkafka deals with itself (a lost connection); for information.
    case error(KafkaError)
}
