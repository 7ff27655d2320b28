import Foundation
import TaoliKafka
import TaoliTestKit
import Testing

/// Each test kills a broker of its own.
@Suite("When the broker fails")
struct BrokerFaultTests {
    @Test("A broker killed and emptied makes the producer fail for good; a new one works")
    func fatalAndRebuild() async throws {
        try await withEmbeddedBroker { broker in
            let configuration = try KafkaFixture.configuration(bootstrap: broker.bootstrap)
            try await KafkaAdmin(configuration).create("t", partitions: 1)
            let old = try KafkaProducer(configuration)
            let reports = KafkaReports(old)
            for token in UInt64(0)..<100 { try old.send(message(token), token: token) }
            _ = try await reports.wait(for: 100)

            await broker.kill()
            try await broker.wipe()
            try await broker.start()
            _ = try await KafkaAdmin(configuration).ensure("t", partitions: 1)
            // The error may come while this is still sending.
            var sent: UInt64 = 100
            do {
                while sent < 200 {
                    try old.send(message(sent), token: sent)
                    sent += 1
                }
            } catch let error as KafkaError {
                #expect(error.kind == .fatal)
            }
            let fatal = try await reports.waitForFatal()
            #expect(fatal.isFatal && fatal.kind == .fatal && !fatal.isRetriable)
            #expect(old.fatalFailure == fatal)
            old.purge()
            let all = try await reports.wait(for: Int(sent))
            #expect(await old.close(timeout: KafkaFixture.patience))

            let again = (UInt64(100)..<200).filter { token in
                if case .success? = all[token]?.outcome { false } else { true }
            }
            #expect(!again.isEmpty)
            try await KafkaFixture.send(again.map(message), bootstrap: broker.bootstrap)
        }
    }

    @Test("Messages sent while the broker is away wait and are delivered when it is back")
    func waitsForBroker() async throws {
        try await withEmbeddedBroker { broker in
            let configuration = try KafkaFixture.configuration(bootstrap: broker.bootstrap)
            try await KafkaAdmin(configuration).create("t", partitions: 1)
            await broker.stop()
            let producer = try KafkaProducer(configuration)
            let reports = KafkaReports(producer)
            for token in UInt64(0)..<10 { try producer.send(message(token), token: token) }
            #expect(await producer.flush(timeout: .milliseconds(100)) == false)
            try await broker.start()
            _ = try await KafkaAdmin(configuration).ensure("t", partitions: 1)
            for report in try await reports.wait(for: 10).values {
                #expect(try report.outcome.get().partition == 0)
            }
            #expect(await producer.close(timeout: KafkaFixture.patience))
        }
    }

    @Test("A consumer whose log was emptied under it is told that its position is out of range")
    func emptiedLog() async throws {
        try await withEmbeddedBroker { broker in
            let configuration = try KafkaFixture.configuration(bootstrap: broker.bootstrap)
            try await KafkaAdmin(configuration).create("t", partitions: 1)
            try await KafkaFixture.send(
                (UInt64(0)..<50).map(message), bootstrap: broker.bootstrap)
            let consumer = try KafkaConsumer(configuration, group: "test")
            try consumer.assign([.init(topic: "t", partition: 0, offset: 0)])
            _ = try await KafkaFixture.read(50, from: consumer)
            await broker.kill()
            try await broker.wipe()
            try await broker.start()
            _ = try await KafkaAdmin(configuration).ensure("t", partitions: 1)

            var failure: KafkaError?
            let deadline = ContinuousClock.now + KafkaFixture.patience
            while failure?.isOffsetOutOfRange != true, ContinuousClock.now < deadline {
                let poll = try await consumer.poll(
                    maxRecords: 10, maxBytes: 1 << 20, wait: .milliseconds(100))
                failure = poll.failures.last?.error ?? failure
            }
            #expect(failure?.isOffsetOutOfRange == true)
            let marks = try await consumer.watermarks(
                topic: "t", partition: 0, timeout: KafkaFixture.patience)
            #expect(marks == (0, 0))
            #expect(await consumer.close(timeout: KafkaFixture.patience))
        }
    }

    @Test("Clients of a broker that is there and says nothing close within their time")
    func silentBroker() async throws {
        try await withEmbeddedBroker { broker in
            let configuration = try KafkaFixture.configuration(bootstrap: broker.bootstrap)
            try await KafkaAdmin(configuration).create("t", partitions: 1)
            let producer = try KafkaProducer(configuration)
            let consumer = try KafkaConsumer(configuration, group: "test")
            try consumer.assign([.init(topic: "t", partition: 0, offset: 0)])
            _ = try await consumer.poll(
                maxRecords: 1, maxBytes: 1, wait: KafkaFixture.patience)
            await broker.freeze()
            try producer.send(message(1), token: 1)
            #expect(await producer.flush(timeout: .milliseconds(100)) == false)
            #expect(await producer.close(timeout: KafkaFixture.patience))
            #expect(await consumer.close(timeout: KafkaFixture.patience))
        }
    }

    private func message(_ token: UInt64) -> KafkaMessage {
        KafkaMessage(topic: "t", partition: 0, key: nil, value: Data("\(token)".utf8))
    }
}
