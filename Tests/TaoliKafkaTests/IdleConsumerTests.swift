import Foundation
import TaoliKafka
import TaoliTestKit
import Testing

/// Against the embedded broker, which answers an empty fetch at once.
@Suite("A consumer at idle on the embedded broker")
struct IdleConsumerTests {
    private static let partitions: Int32 = 3
    /// Milliseconds: from none, as under load, to a silence with the longest rest.
    private static let gaps = [0, 0, 1, 5, 20, 21, 30, 60, 120, 450]
    /// In two seconds; without rests there are many thousands, with them a hundred or two.
    private static let fetchesMax: Int64 = 2_000

    private func message(_ topic: String, _ number: Int) -> KafkaMessage {
        KafkaMessage(
            topic: topic, partition: Int32(number) % Self.partitions, key: nil,
            value: Data("\(number)".utf8))
    }

    private func numbers(_ records: [KafkaRecord]) -> [Int] {
        records.compactMap { $0.value.flatMap { Int(String(decoding: $0, as: UTF8.self)) } }
    }

    private func start(_ topic: String) -> [KafkaPosition] {
        (0..<Self.partitions).map {
            .init(topic: topic, partition: $0, offset: KafkaPosition.beginning)
        }
    }

    /// Sends the messages one after the other, each a moment after the one before.
    private func trickle(_ messages: [KafkaMessage], by producer: KafkaProducer) async throws {
        for (token, message) in messages.enumerated() {
            try producer.send(message, token: UInt64(token))
            try await Task.sleep(for: .milliseconds(Self.gaps[token % Self.gaps.count]))
        }
    }

    /// Polls for a while; nothing may come.
    private func idle(
        _ consumer: KafkaConsumer, polls: Int = 20
    ) async throws -> (polls: [KafkaPoll], fetches: Int64) {
        let before = fetches(consumer)
        var found: [KafkaPoll] = []
        for _ in 0..<polls {
            found.append(
                try await consumer.poll(maxRecords: 9, maxBytes: 1 << 20, wait: .milliseconds(100)))
        }
        return (found, fetches(consumer) - before)
    }

    /// The newest figure, at most a report old.
    private func fetches(_ consumer: KafkaConsumer) -> Int64 { consumer.statistics?.fetches ?? 0 }

    private func consumer(_ bootstrap: String) throws -> KafkaConsumer {
        try KafkaConsumer(
            KafkaFixture.configuration(
                bootstrap: bootstrap, overrides: ["statistics.interval.ms": "20"]),
            group: "test")
    }

    @Test("At idle it fetches rarely and tells an end once; then records come, all and in order")
    func idleThenBusy() async throws {
        try await withEmbeddedBroker { broker in
            let topic = try await KafkaFixture.topic(
                partitions: Int(Self.partitions), bootstrap: broker.bootstrap)
            let consumer = try consumer(broker.bootstrap)
            try consumer.assign(start(topic))
            // The first rests are short.
            let first = try await idle(consumer, polls: 10)
            #expect(first.polls.flatMap(\.ends).count == Int(Self.partitions))
            let quiet = try await idle(consumer)
            #expect(quiet.polls.allSatisfy { $0.records.isEmpty && $0.ends.isEmpty })
            #expect(quiet.fetches > 0 && quiet.fetches < Self.fetchesMax)

            try await KafkaFixture.send(
                (0..<30).map { message(topic, $0) }, bootstrap: broker.bootstrap)
            let records = try await KafkaFixture.read(30, from: consumer)
            for partition in 0..<Self.partitions {
                let own = numbers(records.filter { $0.partition == partition })
                #expect(own == Array(stride(from: Int(partition), to: 30, by: 3)))
            }
            #expect(await consumer.close(timeout: KafkaFixture.patience))
        }
    }

    @Test("Over many changes between idle and busy nothing is lost, doubled or out of order")
    func alternations() async throws {
        try await withEmbeddedBroker { broker in
            let count = 120
            let topic = try await KafkaFixture.topic(
                partitions: Int(Self.partitions), bootstrap: broker.bootstrap)
            let consumer = try consumer(broker.bootstrap)
            try consumer.assign(start(topic))
            let producer = try KafkaProducer(
                KafkaFixture.configuration(bootstrap: broker.bootstrap))
            let messages = (0..<count).map { message(topic, $0) }
            async let sending: Void = trickle(messages, by: producer)
            let records = try await KafkaFixture.read(count, from: consumer)
            try await sending
            let rest = try await idle(consumer, polls: 5).polls.flatMap(\.records)
            #expect(rest.isEmpty)
            for partition in 0..<Self.partitions {
                let own = records.filter { $0.partition == partition }
                #expect(own.map(\.offset) == Array(0..<Int64(own.count)))
                #expect(numbers(own) == Array(stride(from: Int(partition), to: count, by: 3)))
            }
            await producer.close(timeout: KafkaFixture.patience)
            #expect(await consumer.close(timeout: KafkaFixture.patience))
        }
    }

    @Test("At idle seek and a new assignment take effect, and neither brings a record twice")
    func seekAtIdle() async throws {
        try await withEmbeddedBroker { broker in
            let topic = try await KafkaFixture.topic(
                partitions: Int(Self.partitions), bootstrap: broker.bootstrap)
            try await KafkaFixture.send(
                (0..<9).map { message(topic, $0) }, bootstrap: broker.bootstrap)
            let consumer = try consumer(broker.bootstrap)
            try consumer.assign(start(topic))
            _ = try await KafkaFixture.read(9, from: consumer)
            for round in 0..<10 {
                _ = try await idle(consumer, polls: 2 + round % 3)
                try consumer.seek(.init(topic: topic, partition: 1, offset: 1))
                #expect(numbers(try await KafkaFixture.read(2, from: consumer)) == [4, 7])
            }
            _ = try await idle(consumer, polls: 4)
            try consumer.assign([.init(topic: topic, partition: 2, offset: 2)])
            #expect(numbers(try await KafkaFixture.read(1, from: consumer)) == [8])
            let rest = try await idle(consumer, polls: 4).polls
            #expect(rest.allSatisfy { $0.records.isEmpty && $0.failures.isEmpty })
            #expect(await consumer.close(timeout: KafkaFixture.patience))
        }
    }

    @Test("A partition out of range does not keep the others awake and is mended by seek")
    func failedPartition() async throws {
        try await withEmbeddedBroker { broker in
            let topic = try await KafkaFixture.topic(
                partitions: Int(Self.partitions), bootstrap: broker.bootstrap)
            try await KafkaFixture.send(
                (0..<9).map { message(topic, $0) }, bootstrap: broker.bootstrap)
            let consumer = try consumer(broker.bootstrap)
            try consumer.assign(
                start(topic).dropLast() + [.init(topic: topic, partition: 2, offset: 100)])
            let first = try await idle(consumer)
            #expect(first.polls.flatMap(\.records).count == 6)
            #expect(first.polls.flatMap(\.failures).map(\.partition) == [2])
            let quiet = try await idle(consumer)
            #expect(quiet.polls.flatMap(\.failures).isEmpty)
            #expect(quiet.fetches < Self.fetchesMax)
            try consumer.seek(
                .init(topic: topic, partition: 2, offset: KafkaPosition.beginning))
            #expect(numbers(try await KafkaFixture.read(3, from: consumer)) == [2, 5, 8])
            #expect(await consumer.close(timeout: KafkaFixture.patience))
        }
    }
}
