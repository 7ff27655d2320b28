import Foundation
import TaoliKafka
import TaoliTestKit
import Testing

@Suite("From a producer to a consumer")
struct RoundTripTests {
    private func consumer(_ positions: [KafkaPosition]) throws -> KafkaConsumer {
        let consumer = try KafkaConsumer(
            KafkaFixture.configuration(), group: "test-\(UUID().uuidString)")
        try consumer.assign(positions)
        return consumer
    }

    @Test("Null, empty and filled keys, values and headers arrive as they were sent")
    func nullAndEmpty() async throws {
        let topic = try await KafkaFixture.topic(partitions: 1)
        let text = Data("桃李".utf8)
        let headers: KafkaHeaders = [
            KafkaHeader(name: "ce_id", text: "1"), KafkaHeader(name: "ce_id", text: "2"),
            KafkaHeader(name: "null", value: nil), KafkaHeader(name: "empty", value: Data()),
            KafkaHeader(name: "binary", value: Data([0, 255, 0])),
        ]
        let choices: [Data?] = [nil, Data(), text]
        let messages = choices.flatMap { key in
            choices.map {
                KafkaMessage(topic: topic, partition: 0, key: key, value: $0, headers: headers)
            }
        }
        try await KafkaFixture.send(messages)
        let consumer = try consumer([.init(topic: topic, partition: 0, offset: 0)])
        let records = try await KafkaFixture.read(messages.count, from: consumer)
        #expect(records.map(\.key) == messages.map(\.key))
        #expect(records.map(\.value) == messages.map(\.value))
        #expect(records.allSatisfy { $0.headers == headers })
        #expect(records.map(\.offset) == Array(0..<9))
        #expect(records.allSatisfy { $0.topic == topic && $0.timestamp > 1_600_000_000_000 })
        #expect(records[8].header("ce_id") == "1")
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("Each message lies in the partition it was sent to, in the order of sending")
    func partitions() async throws {
        let topic = try await KafkaFixture.topic()
        let messages = (0..<1_200).map {
            KafkaMessage(
                topic: topic, partition: Int32($0 % 12), key: nil, value: Data("\($0)".utf8))
        }
        try await KafkaFixture.send(messages)
        let consumer = try consumer(
            (0..<12).map { .init(topic: topic, partition: $0, offset: KafkaPosition.beginning) })
        let records = try await KafkaFixture.read(messages.count, from: consumer)
        for partition in Int32(0)..<12 {
            let values = records.filter { $0.partition == partition }.compactMap(\.value)
            #expect(values == messages.filter { $0.partition == partition }.compactMap(\.value))
        }
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("A poll stops at its number of records and at its number of bytes")
    func bounds() async throws {
        let topic = try await KafkaFixture.topic(partitions: 1)
        let value = Data(repeating: 7, count: 1_000)
        try await KafkaFixture.send(
            (0..<50).map { _ in
                KafkaMessage(topic: topic, partition: 0, key: nil, value: value)
            })
        let consumer = try consumer([.init(topic: topic, partition: 0, offset: 0)])
        let few = try await consumer.poll(
            maxRecords: 3, maxBytes: 1 << 20, wait: KafkaFixture.patience)
        let light = try await consumer.poll(
            maxRecords: 500, maxBytes: 2_500, wait: KafkaFixture.patience)
        #expect(few.records.count <= 3 && !few.records.isEmpty)
        #expect(light.records.count <= 3 && !light.records.isEmpty)
        #expect(light.records.first?.offset == few.records.last.map { $0.offset + 1 })
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("The end of a partition is told, and that an empty one is at its end at once")
    func ends() async throws {
        let topic = try await KafkaFixture.topic(partitions: 1)
        let consumer = try consumer([.init(topic: topic, partition: 0, offset: 0)])
        let poll = try await consumer.poll(
            maxRecords: 1, maxBytes: 1, wait: KafkaFixture.patience)
        #expect(poll.ends.map(\.topic) == [topic])
        #expect(poll.records.isEmpty && poll.failures.isEmpty)
        await consumer.close(timeout: KafkaFixture.patience)
    }

    @Test("Messages travel compressed, as the statistics show")
    func compression() async throws {
        let topic = try await KafkaFixture.topic(partitions: 1)
        let configuration = try KafkaFixture.configuration(
            overrides: ["statistics.interval.ms": "50"])
        let producer = try KafkaProducer(configuration, linger: .milliseconds(20))
        let reports = KafkaReports(producer)
        let value = Data(String(repeating: "天河区学校", count: 100).utf8)
        for token in UInt64(0)..<2_000 {
            try producer.send(
                KafkaMessage(topic: topic, partition: 0, key: nil, value: value), token: token)
        }
        _ = try await reports.wait(for: 2_000)
        let sent = Int64(2_000 * value.count)
        let deadline = ContinuousClock.now + KafkaFixture.patience
        while (producer.statistics?.messageBytesSent ?? 0) < sent, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
        }
        let statistics = try #require(producer.statistics)
        #expect(statistics.messagesSent >= 2_000)
        #expect(statistics.messageBytesSent >= sent)
        #expect(try #require(statistics.compression) > 5)
        await producer.close(timeout: KafkaFixture.patience)
    }
}
