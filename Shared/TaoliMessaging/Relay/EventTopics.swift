import TaoliKafka

/// Creates what is missing of a service's topics, with the partition counts that everybody uses.
enum EventTopics {
    /// - Throws: `KafkaError`; a topic with another partition count is refused, except on the
    ///   embedded broker, where it is made anew.
    static func ensure(
        _ topics: [String], configuration: MessagingConfiguration, kafka: KafkaConfiguration
    ) async throws {
        let admin = KafkaAdmin(kafka)
        let settings = [
            "retention.ms": OutboxRelay.retentionMilliseconds, "cleanup.policy": "delete",
        ]
        for topic in topics {
            _ = try await admin.ensure(
                topic, partitions: Int(MessagingConfiguration.partitions), configuration: settings)
        }
        for topic in [configuration.deadLetters, configuration.requests] {
            _ = try await admin.ensure(topic, partitions: 1, configuration: settings)
        }
    }
}
