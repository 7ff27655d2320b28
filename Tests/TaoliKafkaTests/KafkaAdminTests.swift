import Foundation
import TaoliKafka
import TaoliTestKit
import Testing

@Suite("Topics")
struct KafkaAdminTests {
    /// A producer's first question makes the topic on brokers that create topics by themselves.
    private func autoCreated() async throws -> String {
        let topic = KafkaFixture.topicName("auto")
        try await KafkaFixture.send([
            KafkaMessage(topic: topic, partition: 0, key: nil, value: Data("x".utf8))
        ])
        return topic
    }

    @Test("A topic is created with its partitions and settings, and deleted")
    func createAndDelete() async throws {
        let admin = KafkaAdmin(try KafkaFixture.configuration())
        let topic = KafkaFixture.topicName()
        #expect(try await admin.partitions(topic) == nil)
        #expect(try await admin.partitions(topic) == nil, "asking must not create it")
        try await admin.create(
            topic, partitions: 12, configuration: ["retention.ms": "3600000"])
        #expect(try await admin.partitions(topic) == 12)
        let error = await #expect(throws: KafkaError.self) {
            try await admin.create(topic, partitions: 12)
        }
        #expect(error?.kind == .topicExists)
        try await admin.delete(topic)
        #expect(try await admin.partitions(topic) == nil)
    }

    @Test("Deleting what is not there is a typed error")
    func deleteNothing() async throws {
        let admin = KafkaAdmin(try KafkaFixture.configuration())
        let error = await #expect(throws: KafkaError.self) {
            try await admin.delete(KafkaFixture.topicName())
        }
        #expect(error?.kind == .unknownTopic)
    }

    @Test("A topic made by a producer with one partition is seen, and made anew when embedded")
    func wrongCountEmbedded() async throws {
        let topic = try await autoCreated()
        let admin = KafkaAdmin(try KafkaFixture.configuration(embedded: true))
        #expect(try await admin.partitions(topic) == 1)
        #expect(try await admin.ensure(topic, partitions: 12))
        #expect(try await admin.partitions(topic) == 12)
        #expect(try await admin.ensure(topic, partitions: 12) == false)
    }

    @Test("A topic with another count is refused on a broker that is not the embedded one")
    func wrongCountRefused() async throws {
        let topic = try await autoCreated()
        let admin = KafkaAdmin(try KafkaFixture.configuration(embedded: false))
        let error = await #expect(throws: KafkaError.self) {
            try await admin.ensure(topic, partitions: 12)
        }
        #expect(error?.name == "INVALID_PARTITIONS")
        #expect(error?.text.contains("has 1 partitions and needs 12") == true)
        #expect(try await admin.partitions(topic) == 1)
    }

    @Test("Several that make sure of one topic at once all succeed, and one made it")
    func ensureTogether() async throws {
        let topic = KafkaFixture.topicName()
        let admin = KafkaAdmin(try KafkaFixture.configuration())
        let made = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask { try await admin.ensure(topic, partitions: 12) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(made.count { $0 } == 1)
        #expect(try await admin.partitions(topic) == 12)
    }

    @Test("The cluster tells its id and the address of its broker")
    func cluster() async throws {
        let cluster = try await KafkaAdmin(KafkaFixture.configuration()).cluster()
        #expect(cluster.id?.isEmpty == false)
        #expect(!cluster.brokers.isEmpty)
        #expect(cluster.brokerName.contains(":"))
    }

    @Test("Without a broker a question ends in a retriable error")
    func absentBroker() async throws {
        let admin = KafkaAdmin(try KafkaFixture.absent(), timeout: .milliseconds(300))
        let error = await #expect(throws: KafkaError.self) { try await admin.partitions("t") }
        #expect(error?.isRetriable == true)
        #expect(error?.isFatal == false)
    }
}
