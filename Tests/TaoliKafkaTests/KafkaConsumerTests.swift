import Foundation
import TaoliKafka
import TaoliTestKit
import Testing

@Suite("A consumer with positions of its own")
struct KafkaConsumerTests {
    private func filled(_ counts: [Int]) async throws -> String {
        let topic = try await KafkaFixture.topic(partitions: counts.count)
        try await KafkaFixture.send(
            counts.enumerated().flatMap { partition, count in
                (0..<count).map {
                    KafkaMessage(
                        topic: topic, partition: Int32(partition), key: nil,
                        value: Data("\(partition)/\($0)".utf8))
                }
            })
        return topic
    }

    @Test("A position above the log's end is a failure of that partition, and seek mends it")
    func outOfRange() async throws {
        let topic = try await filled([5, 5])
        let consumer = try KafkaConsumer(KafkaFixture.configuration(), group: "test")
        try consumer.assign([
            .init(topic: topic, partition: 0, offset: 1_000),
            .init(topic: topic, partition: 1, offset: 0),
        ])
        var records: [KafkaRecord] = []
        var failures: [(topic: String, partition: Int32, error: KafkaError)] = []
        let deadline = ContinuousClock.now + KafkaFixture.patience
        while records.count < 5 || failures.isEmpty, ContinuousClock.now < deadline {
            let poll = try await consumer.poll(
                maxRecords: 100, maxBytes: 1 << 20, wait: .milliseconds(100))
            records += poll.records
            failures += poll.failures
        }
        #expect(records.map(\.partition) == [1, 1, 1, 1, 1])
        #expect(failures.map(\.partition) == [0])
        #expect(failures.first?.topic == topic)
        #expect(failures.first?.error.isOffsetOutOfRange == true)

        try consumer.seek(.init(topic: topic, partition: 0, offset: KafkaPosition.beginning))
        let mended = try await KafkaFixture.read(5, from: consumer)
        #expect(mended.map(\.partition) == [0, 0, 0, 0, 0])
        #expect(mended.map(\.offset) == [0, 1, 2, 3, 4])
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("Seek goes back in a partition that is being read and leaves the others where they are")
    func seekBack() async throws {
        let topic = try await filled([4, 4])
        let consumer = try KafkaConsumer(KafkaFixture.configuration(), group: "test")
        try consumer.assign(
            (0..<2).map { .init(topic: topic, partition: $0, offset: 0) })
        _ = try await KafkaFixture.read(8, from: consumer)
        try consumer.seek(.init(topic: topic, partition: 1, offset: 2))
        let again = try await KafkaFixture.read(2, from: consumer)
        #expect(again.map(\.partition) == [1, 1])
        #expect(again.map(\.offset) == [2, 3])
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("A new assignment replaces the one before")
    func reassign() async throws {
        let topic = try await filled([3, 3])
        let consumer = try KafkaConsumer(KafkaFixture.configuration(), group: "test")
        try consumer.assign([.init(topic: topic, partition: 0, offset: 0)])
        let first = try await KafkaFixture.read(3, from: consumer)
        try consumer.assign([.init(topic: topic, partition: 1, offset: 1)])
        let second = try await KafkaFixture.read(2, from: consumer)
        #expect(first.map(\.partition) == [0, 0, 0])
        #expect(second.map(\.offset) == [1, 2])
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("Watermarks are the oldest offset and the one after the newest")
    func watermarks() async throws {
        let topic = try await filled([7, 0])
        let consumer = try KafkaConsumer(KafkaFixture.configuration(), group: "test")
        let full = try await consumer.watermarks(
            topic: topic, partition: 0, timeout: KafkaFixture.patience)
        let empty = try await consumer.watermarks(
            topic: topic, partition: 1, timeout: KafkaFixture.patience)
        #expect(full == (0, 7))
        #expect(empty == (0, 0))
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("A topic that is not there is a typed error of the watermarks")
    func watermarksOfNothing() async throws {
        let consumer = try KafkaConsumer(KafkaFixture.configuration(), group: "test")
        let error = await #expect(throws: KafkaError.self) {
            try await consumer.watermarks(
                topic: KafkaFixture.topicName(), partition: 0, timeout: .milliseconds(500))
        }
        #expect(error?.kind == .unknownTopic || error?.kind == .timedOut)
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("Positions are committed to Kafka for lag tools")
    func commit() async throws {
        let topic = try await filled([5])
        let group = "test-\(UUID().uuidString)"
        let consumer = try KafkaConsumer(KafkaFixture.configuration(), group: group)
        try consumer.assign([.init(topic: topic, partition: 0, offset: 0)])
        _ = try await KafkaFixture.read(5, from: consumer)
        consumer.commit([.init(topic: topic, partition: 0, offset: 5)])
        let deadline = ContinuousClock.now + KafkaFixture.patience
        var committed: Int64?
        while committed == nil, ContinuousClock.now < deadline {
            committed = try committedOffset(
                bootstrap: KafkaFixture.bootstrap, group: group, topic: topic, partition: 0)
        }
        #expect(committed == 5)
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("Without a broker a poll is empty, and the closed consumer answers that it is closed")
    func absentBroker() async throws {
        let consumer = try KafkaConsumer(KafkaFixture.absent(), group: "test")
        try consumer.assign([.init(topic: "t", partition: 0, offset: 0)])
        let poll = try await consumer.poll(
            maxRecords: 1, maxBytes: 1, wait: .milliseconds(50))
        #expect(poll.records.isEmpty)
        #expect(await consumer.close(timeout: KafkaFixture.patience))
        let error = await #expect(throws: KafkaError.self) {
            try await consumer.poll(maxRecords: 1, maxBytes: 1, wait: .zero)
        }
        #expect(error?.kind == .closed)
    }
}
