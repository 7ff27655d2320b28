/// Where reading begins or continues in one partition.
package struct KafkaPosition: Sendable, Hashable {
    /// The topic's name.
    package let topic: String
    /// The partition, from 0.
    package let partition: Int32
    /// The offset of the next record wanted, or `beginning` or `end`.
    package let offset: Int64

    /// The oldest record the log holds.
    package static let beginning: Int64 = -2
    /// After the newest record.
    package static let end: Int64 = -1

    package init(topic: String, partition: Int32, offset: Int64) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}
