import Foundation
import TaoliKafka
import TaoliPostgres
import TaoliTestKit
import Testing

@testable import TaoliMessaging

@Suite("The relay, against PostgreSQL and a broker")
struct RelayTests {
    @Test("Everything in the outbox is published in order per aggregate and archived")
    func publishes() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let schools = (0..<10).map { _ in UUID() }
            for round in 1...5 {
                for school in schools { try await probe.rename(school, to: "第\(round)名") }
            }
            let relay = probe.relay(kafka)
            try await probe.beside([{ try await relay.run() }]) {
                try await PostgresFixture.wait(for: "an empty outbox") {
                    try await probe.number("SELECT count(*) FROM bus.outbox") == 0
                }
            }
            #expect(try await probe.number("SELECT count(*) FROM bus.event_archive") == 50)
            #expect(
                try await probe.number("SELECT sum(events)::bigint FROM bus.partition_total") == 50)
            #expect(
                try await probe.number(
                    """
                    SELECT count(*) FROM bus.partition_total t WHERE fingerprint <> (\
                    SELECT bit_xor(('x' || replace(event_id::text, '-', ''))::bit(128)) \
                    FROM bus.event_archive a WHERE a.topic = t.topic AND a.partition = t.partition)
                    """) == 0)
            #expect(
                try await probe.number(
                    """
                    SELECT count(*) FROM (SELECT sequence - lag(sequence) OVER \
                    (PARTITION BY aggregate_id ORDER BY record_offset) AS step \
                    FROM bus.event_archive) s WHERE step <> 1
                    """) == 0, "offsets follow sequences")
        }
    }

    @Test("A row whose transaction commits after later rows were published is published too")
    func lateCommit() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let relay = probe.relay(kafka)
            try await probe.beside([{ try await relay.run() }]) {
                let school = UUID()
                let event = try EventDraft(
                    Probe.event(school, "迟到"), of: .init(type: "school", id: school), sequence: 1,
                    districts: [])
                let insert = try #require(
                    OutboxInsert.statement([event], actor: "late", traceparent: nil))
                try await probe.database.pool.transaction { tx in
                    try await tx.execute(insert)
                    for number in 0..<20 {
                        try await probe.rename(UUID(), to: "后来\(number)")
                    }
                    try await PostgresFixture.wait(for: "later rows published") {
                        try await probe.number("SELECT count(*) FROM bus.event_archive") == 20
                    }
                }
                try await PostgresFixture.wait(for: "the late row published") {
                    try await probe.number(
                        "SELECT count(*) FROM bus.event_archive WHERE actor = 'late'") == 1
                }
            }
        }
    }

    @Test("Two relays of one database publish each event once: only the lease's holder works")
    func twoRelays() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let (one, two) = (probe.relay(kafka), probe.relay(kafka))
            try await probe.beside([{ try await one.run() }, { try await two.run() }]) {
                for number in 0..<100 { try await probe.rename(UUID(), to: "校\(number)") }
                try await PostgresFixture.wait(for: "an empty outbox") {
                    try await probe.number("SELECT count(*) FROM bus.outbox") == 0
                }
                #expect(try await probe.number("SELECT count(*) FROM bus.event_archive") == 100)
                #expect(
                    try await probe.number(
                        "SELECT count(*) FROM (SELECT DISTINCT topic, partition, record_offset FROM bus.event_archive) d"
                    ) == 100)
            }
        }
    }

    @Test("A broker killed under load loses nothing of the outbox: the producer is replaced")
    func brokerKilled() async throws {
        try await withEmbeddedBroker { broker in
            try await Probe.with { probe in
                let kafka = try KafkaFixture.configuration(bootstrap: broker.bootstrap)
                let relay = probe.relay(kafka)
                try await probe.beside([{ try await relay.run() }]) {
                    for number in 0..<100 { try await probe.rename(UUID(), to: "前\(number)") }
                    await broker.kill()
                    for number in 0..<100 { try await probe.rename(UUID(), to: "后\(number)") }
                    try await broker.start()
                    try await PostgresFixture.wait(for: "an empty outbox") {
                        try await probe.number("SELECT count(*) FROM bus.outbox") == 0
                    }
                }
                #expect(try await probe.number("SELECT count(*) FROM bus.event_archive") == 200)
            }
        }
    }
}
