import CLibrdkafka
import Dispatch
import Foundation

/// Questions about and changes of topics. Each call makes a client, uses it and lets it go, so
/// there is nothing to close.
package struct KafkaAdmin: Sendable {
    private let configuration: KafkaConfiguration
    /// How long one call may take.
    private let timeout: Duration

    /// Describes the cluster to talk to; nothing is connected yet.
    package init(_ configuration: KafkaConfiguration, timeout: Duration = .seconds(10)) {
        self.configuration = configuration
        self.timeout = timeout
    }

    /// Brokers and topics. Asks for all topics, because asking for one may create it.
    /// - Throws: kind `timedOut` or a lost connection.
    package func cluster() async throws(KafkaError) -> KafkaCluster {
        try await run { session throws(KafkaError) in try session.cluster() }
    }

    /// How many partitions a topic has, nil when it does not exist. Never creates it.
    /// - Throws: as `cluster`.
    package func partitions(_ topic: String) async throws(KafkaError) -> Int? {
        try await cluster().topics[topic]
    }

    /// Creates a topic and waits until the broker shows it.
    /// - Parameters:
    ///   - partitions: how many; an existing topic's count is never changed.
    ///   - replication: copies, -1 for the broker's default.
    ///   - configuration: the topic's settings by Kafka's names, such as `retention.ms`.
    /// - Throws: kind `topicExists`, `timedOut`, or the broker's refusal.
    package func create(
        _ topic: String, partitions: Int, replication: Int = -1,
        configuration: [String: String] = [:]
    ) async throws(KafkaError) {
        try await run { session throws(KafkaError) in
            try session.create(
                topic, partitions: partitions, replication: replication,
                settings: configuration)
            try session.wait { $0.topics[topic] == partitions }
        }
    }

    /// Deletes a topic and waits until the broker shows it no more.
    /// - Throws: kind `unknownTopic`, `timedOut`, or the broker's refusal.
    package func delete(_ topic: String) async throws(KafkaError) {
        try await run { session throws(KafkaError) in
            try session.delete(topic)
            try session.wait { $0.topics[topic] == nil }
        }
    }

    /// Makes sure a topic exists with that many partitions: reads first and creates only what is
    /// missing. One with another count is deleted and created again on the embedded broker, where
    /// a producer's question may have made it with one partition; elsewhere it is refused.
    /// - Returns: true when the topic was made.
    /// - Throws: `INVALID_PARTITIONS` for another count, and as `create` and `delete`.
    package func ensure(
        _ topic: String, partitions: Int, replication: Int = -1,
        configuration: [String: String] = [:]
    ) async throws(KafkaError) -> Bool {
        if let count = try await self.partitions(topic) {
            if count == partitions { return false }
            guard self.configuration.embedded else {
                throw KafkaError(
                    RD_KAFKA_RESP_ERR_INVALID_PARTITIONS,
                    text: "topic \(topic) has \(count) partitions and needs \(partitions); "
                        + "create it again with the right number")
            }
            try await delete(topic)
        }
        do throws(KafkaError) {
            try await create(
                topic, partitions: partitions, replication: replication,
                configuration: configuration)
        } catch {
            // Somebody else may have been faster; the count decides whether that helps.
            guard error.kind == .topicExists, try await self.partitions(topic) == partitions
            else { throw error }
            return false
        }
        return true
    }

    private static let queue = DispatchQueue(label: "taoli.kafka.admin", attributes: .concurrent)

    /// Runs one call with a client of its own. Closing happens in the background.
    private func run<T: Sendable>(
        _ body: @escaping @Sendable (AdminSession) throws(KafkaError) -> T
    ) async throws(KafkaError) -> T {
        try await offload(to: Self.queue) { [configuration, timeout] () throws(KafkaError) in
            let client = try KafkaClient(
                .producer, properties: configuration.adminProperties, events: 0)
            defer { client.beginClose() }
            return try client.use { pointer throws(KafkaError) in
                try body(AdminSession(pointer, deadline: .now + timeout))
            }
        }
    }
}
