/// What one poll brought.
package struct KafkaPoll: Sendable {
    /// In order within each partition.
    package var records: [KafkaRecord] = []
    /// Partitions whose end was reached; each end is told once until more arrives.
    package var ends: [(topic: String, partition: Int32)] = []
    /// Partitions that deliver nothing more until `seek` or `assign` (a position out of range), or
    /// that librdkafka keeps trying (`isRetriable`).
    package var failures: [(topic: String, partition: Int32, error: KafkaError)] = []

    /// It ended because it held enough: more may be waiting.
    package var isFull = false

    package init() {}
}
