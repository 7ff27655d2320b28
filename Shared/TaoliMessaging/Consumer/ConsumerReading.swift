import TaoliKafka

/// What one poll brought, its records read as far as they can be.
struct ConsumerReading: Sendable {
    let records: [IncomingRecord]
    /// Partitions that cannot be read on.
    let failures: [(topic: String, partition: Int32, error: KafkaError)]
    /// As many records or bytes came as were asked for: more may be waiting.
    let isFull: Bool

    /// Waits for the next ones.
    /// - Throws: what makes the consumer useless.
    static func next(
        _ recordsMax: Int, from consumer: KafkaConsumer, source: String
    ) async throws -> ConsumerReading {
        let poll = try await consumer.poll(
            maxRecords: recordsMax, maxBytes: EventConsumer.batchBytesMax,
            wait: EventConsumer.pollWait)
        return ConsumerReading(
            records: poll.records.map { IncomingRecord($0, source: source) },
            failures: poll.failures, isFull: poll.isFull)
    }
}
