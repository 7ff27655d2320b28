import Foundation
import TaoliKafka
import TaoliTestKit
import Testing

@Suite("A producer")
struct KafkaProducerTests {
    private func message(_ topic: String, _ value: Data = Data("x".utf8)) -> KafkaMessage {
        KafkaMessage(topic: topic, partition: 0, key: nil, value: value)
    }

    @Test("Every message gets exactly one report, with its token, partition and offset")
    func reports() async throws {
        let topic = try await KafkaFixture.topic(partitions: 1)
        let producer = try KafkaProducer(KafkaFixture.configuration())
        let reports = KafkaReports(producer)
        let tokens: [UInt64] = [0, 1, .max, 1 << 40]
        for token in tokens { try producer.send(message(topic), token: token) }
        let all = try await reports.wait(for: tokens.count)
        let offsets = try tokens.map { try #require(all[$0]).outcome.get().offset }
        #expect(offsets == [0, 1, 2, 3])
        #expect(await producer.flush(timeout: KafkaFixture.patience))
        #expect(await producer.close(timeout: KafkaFixture.patience))
        try await reports.waitForEnd()
        #expect(await reports.repeated == 0)
    }

    @Test("A full queue is a typed, retriable error; purge reports all that waited")
    func queueFull() async throws {
        let producer = try KafkaProducer(
            KafkaFixture.absent(overrides: ["queue.buffering.max.messages": "10"]))
        let reports = KafkaReports(producer)
        for token in UInt64(0)..<10 { try producer.send(message("t"), token: token) }
        let error = #expect(throws: KafkaError.self) {
            try producer.send(message("t"), token: 10)
        }
        #expect(error?.kind == .queueFull)
        #expect(error?.isRetriable == true)
        #expect(await producer.flush(timeout: .milliseconds(50)) == false)
        producer.purge()
        let purged = try await reports.wait(for: 10)
        for report in purged.values {
            #expect(throws: KafkaError.self) { _ = try report.outcome.get() }
            if case .failure(let error) = report.outcome { #expect(error.kind == .purged) }
        }
        try producer.send(message("t"), token: 11)
        #expect(await producer.close(timeout: KafkaFixture.patience))
    }

    @Test("A message above the limit is refused at once and harms no other")
    func tooLarge() async throws {
        let topic = try await KafkaFixture.topic(partitions: 1)
        let producer = try KafkaProducer(KafkaFixture.configuration())
        let reports = KafkaReports(producer)
        let error = #expect(throws: KafkaError.self) {
            try producer.send(
                KafkaMessage(
                    topic: topic, partition: 0, key: nil, value: Data(count: 2_000_000),
                    headers: [KafkaHeader(name: "a", text: "b")]), token: 1)
        }
        #expect(error?.kind == .tooLarge)
        try producer.send(message(topic), token: 2)
        let all = try await reports.wait(for: 1)
        #expect(try #require(all[2]).outcome.get().offset == 0)
        await producer.close(timeout: KafkaFixture.patience)
    }

    @Test("A closed producer refuses, and closing again is harmless")
    func closed() async throws {
        let producer = try KafkaProducer(KafkaFixture.absent())
        let reports = KafkaReports(producer)
        #expect(await producer.close(timeout: KafkaFixture.patience))
        #expect(await producer.close(timeout: KafkaFixture.patience))
        try await reports.waitForEnd()
        let error = #expect(throws: KafkaError.self) {
            try producer.send(message("t"), token: 1)
        }
        #expect(error?.kind == .closed)
        #expect(await producer.flush(timeout: .seconds(1)) == false)
        producer.purge()
    }

    @Test("A producer let go without closing ends its events by itself")
    func letGo() async throws {
        let reports = try KafkaReports(KafkaProducer(KafkaFixture.absent()))
        try await reports.waitForEnd()
    }

    @Test("A property librdkafka does not know is named in the error")
    func unknownProperty() throws {
        let error = #expect(throws: KafkaError.self) {
            try KafkaProducer(KafkaFixture.absent(overrides: ["no.such.property": "1"]))
        }
        #expect(error?.name == "_INVALID_ARG")
        #expect(error?.text.contains("no.such.property") == true)
    }

    @Test("An error that passes is repeated within the client, and the message arrives once")
    func retriable() async throws {
        let cluster = try KafkaMockCluster()
        cluster.createTopic("t", partitions: 1)
        let producer = try KafkaProducer(KafkaFixture.configuration(bootstrap: cluster.bootstrap))
        let reports = KafkaReports(producer)
        cluster.failProduce(code: 6, times: 2)  // NOT_LEADER_FOR_PARTITION
        try producer.send(message("t"), token: 1)
        let all = try await reports.wait(for: 1)
        #expect(try #require(all[1]).outcome.get().partition == 0)
        await producer.close(timeout: KafkaFixture.patience)
    }

    @Test("An error that does not pass is reported for its message")
    func permanent() async throws {
        let cluster = try KafkaMockCluster()
        cluster.createTopic("t", partitions: 1)
        let producer = try KafkaProducer(KafkaFixture.configuration(bootstrap: cluster.bootstrap))
        let reports = KafkaReports(producer)
        cluster.failProduce(code: 29, times: 1)  // TOPIC_AUTHORIZATION_FAILED
        try producer.send(message("t"), token: 1)
        let report = try #require(try await reports.wait(for: 1)[1])
        let error = #expect(throws: KafkaError.self) { _ = try report.outcome.get() }
        #expect(error?.code == 29)
        #expect(error?.isRetriable == false)
        await producer.close(timeout: KafkaFixture.patience)
    }
}
