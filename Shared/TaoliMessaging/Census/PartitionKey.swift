import TaoliKafka

/// One partition of one topic.
struct PartitionKey: Hashable, Comparable {
    let topic: String
    let partition: Int32

    init(_ topic: String, _ partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    init(_ record: KafkaRecord) {
        self.init(record.topic, record.partition)
    }

    static func < (left: PartitionKey, right: PartitionKey) -> Bool {
        (left.topic, left.partition) < (right.topic, right.partition)
    }
}
