/// Who answers at the bootstrap address.
package struct KafkaCluster: Sendable, Equatable {
    /// The cluster's id, nil when it tells none. The embedded broker's is the same in every fresh
    /// folder, so it does not tell two of those apart.
    package let id: String?
    /// The broker that answered, as `host:port/number`.
    package let brokerName: String
    /// All brokers, as `host:port`.
    package let brokers: [String]
    /// Topics and how many partitions each has.
    package let topics: [String: Int]
}
