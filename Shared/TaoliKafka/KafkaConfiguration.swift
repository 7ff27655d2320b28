/// Where the broker is and how a client of it behaves. Role-specific settings (idempotence,
/// manual offsets) are fixed by `KafkaProducer` and `KafkaConsumer`; `overrides` wins over all of
/// them and is where TLS and SASL settings go, so it is never printed.
package struct KafkaConfiguration: Sendable {
    /// One or more `host:port`, separated by commas.
    package var bootstrap: String
    /// The name the broker sees and metrics carry.
    package var clientID: String
    /// The broker is the embedded development one, which may answer a backlog in one giant reply.
    package var embedded: Bool
    /// librdkafka properties by name, applied last.
    package var overrides: [String: String]

    /// Describes a client; nothing is connected or checked yet.
    package init(
        bootstrap: String, clientID: String, embedded: Bool = false,
        overrides: [String: String] = [:]
    ) {
        self.bootstrap = bootstrap
        self.clientID = clientID
        self.embedded = embedded
        self.overrides = overrides
    }

    /// Messages a producer holds before `send` answers "queue full".
    static let producerQueueMessagesMax = 100_000
    /// KiB of messages a producer holds before `send` answers "queue full".
    static let producerQueueKibibytesMax = 65_536
    /// KiB a consumer fetches ahead, all partitions together.
    static let consumerQueueKibibytesMax = 16_384
    /// How often librdkafka reports its own figures, in milliseconds.
    static let statisticsMilliseconds = 5_000

    /// Properties of every client, in the order they are set.
    private var common: [String: String] {
        var properties = [
            "bootstrap.servers": bootstrap,
            "client.id": clientID,
            "socket.nagle.disable": "true",
            "reconnect.backoff.max.ms": "2000",
            "log.queue": "true",
        ]
        // More than librdkafka's own ceiling is refused, and a giant reply would be dropped whole.
        if embedded { properties["receive.message.max.bytes"] = "1000000000" }
        return properties
    }

    private func merged(_ own: [String: String]) -> [String: String] {
        common.merging(own) { $1 }.merging(overrides) { $1 }
    }

    /// An idempotent producer that never gives a message up by itself: the outbox above decides.
    func producerProperties(linger: Duration) -> [String: String] {
        merged([
            "enable.idempotence": "true",
            "acks": "all",
            "message.timeout.ms": "0",
            // A topic that is gone is an error after so long, upon which the relay makes it again.
            "topic.metadata.propagation.max.ms": "5000",
            "compression.type": "lz4",
            "linger.ms": String(linger / .milliseconds(1)),
            "partitioner": "murmur2_random",
            "queue.buffering.max.messages": String(Self.producerQueueMessagesMax),
            "queue.buffering.max.kbytes": String(Self.producerQueueKibibytesMax),
            "statistics.interval.ms": String(Self.statisticsMilliseconds),
        ])
    }

    /// A consumer whose positions live elsewhere: nothing committed or reset behind its back.
    func consumerProperties(group: String) -> [String: String] {
        merged([
            "group.id": group,
            "enable.auto.commit": "false",
            "enable.auto.offset.store": "false",
            "auto.offset.reset": "error",
            "enable.partition.eof": "true",
            "allow.auto.create.topics": "false",
            "queued.min.messages": "10000",
            "queued.max.messages.kbytes": String(Self.consumerQueueKibibytesMax),
            "fetch.error.backoff.ms": "100",
            "statistics.interval.ms": String(Self.statisticsMilliseconds),
        ])
    }

    /// A short-lived client for one question or change. Settings that only a producer or only a
    /// consumer knows are left out by the overrides' owner.
    var adminProperties: [String: String] { merged([:]) }
}
