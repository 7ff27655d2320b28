import Foundation
import TaoliKafka
import TaoliPostgres
import TaoliTestKit
import Testing

@testable import TaoliMessaging

@Suite("The census, against PostgreSQL and brokers that lose what they acknowledged")
struct CensusTests {
    private static let differing: SQL = """
        SELECT count(*) FROM bus.partition_total t LEFT JOIN bus.consumer_partition p \
        ON p.topic = t.topic AND p.partition = t.partition AND p.consumer = 'probe' \
        WHERE t.topic = 'taoli.registry.school' AND (p.known_events IS DISTINCT FROM t.events \
        OR p.known_fingerprint <> t.fingerprint)
        """

    private func fill(_ probe: Probe, _ schools: Int) async throws {
        for number in 0..<schools {
            let school = UUID()
            try await probe.rename(school, to: "甲\(number)")
            try await probe.rename(school, to: "乙\(number)")
        }
    }

    private func publishAll(_ probe: Probe, _ kafka: KafkaConfiguration) async throws {
        let relay = probe.relay(kafka)
        try await probe.beside([{ try await relay.run() }]) {
            try await PostgresFixture.wait(for: "an empty outbox") {
                try await probe.number("SELECT count(*) FROM bus.outbox") == 0
            }
        }
    }

    private func isInOrder(_ probe: Probe) async throws -> Bool {
        try await probe.number(
            """
            SELECT count(*) FROM (SELECT sequence - coalesce(lag(sequence) OVER \
            (PARTITION BY id ORDER BY serial), 0) AS step FROM public.effect) s WHERE step <> 1
            """) == 0
    }

    @Test("A broker that comes back empty is refilled from the archive: each effect once, in order")
    func emptied() async throws {
        try await withEmbeddedBroker { broker in
            try await Probe.with { probe in
                let kafka = try KafkaFixture.configuration(bootstrap: broker.bootstrap)
                try await fill(probe, 40)
                try await publishAll(probe, kafka)
                await broker.kill()
                try await broker.wipe()
                try await broker.start()
                let (relay, consumer) = (probe.relay(kafka), probe.consumer(kafka))
                try await probe.beside([{ try await relay.run() }, { try await consumer.run() }]) {
                    try await PostgresFixture.wait(for: "80 effects") {
                        try await probe.number("SELECT count(*) FROM public.effect") == 80
                    }
                    try await PostgresFixture.wait(for: "two equal ends") {
                        try await probe.number(CensusTests.differing) == 0
                    }
                }
                #expect(try await isInOrder(probe))
                #expect(try await probe.number("SELECT count(*) FROM bus.parked") == 0)
                #expect(
                    try await probe.number(
                        "SELECT sum(sent_again)::bigint FROM bus.partition_total") >= 80)
                #expect(
                    try await probe.number(
                        "SELECT sum(requests)::bigint FROM bus.consumer_partition") > 0)
            }
        }
    }

    @Test("A consumer that meets the bus for the first time, after its log was lost, fills itself")
    func newcomer() async throws {
        try await withEmbeddedBroker { broker in
            try await Probe.with { probe in
                let kafka = try KafkaFixture.configuration(bootstrap: broker.bootstrap)
                try await fill(probe, 20)
                try await publishAll(probe, kafka)
                try await KafkaAdmin(kafka).delete(Probe.topic)
                try await fill(probe, 5)
                let (relay, consumer) = (probe.relay(kafka), probe.consumer(kafka))
                try await probe.beside([{ try await relay.run() }, { try await consumer.run() }]) {
                    try await PostgresFixture.wait(for: "50 effects") {
                        try await probe.number("SELECT count(*) FROM public.effect") == 50
                    }
                }
                #expect(try await isInOrder(probe))
            }
        }
    }

    @Test("A producer restored to an older state stops its consumer, which merges nothing")
    func restored() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            try await fill(probe, 20)
            let (relay, consumer) = (probe.relay(kafka), probe.consumer(kafka))
            try await probe.beside([{ try await relay.run() }, { try await consumer.run() }]) {
                try await PostgresFixture.wait(for: "40 effects") {
                    try await probe.number("SELECT count(*) FROM public.effect") == 40
                }
                try await PostgresFixture.wait(for: "two equal ends") {
                    try await probe.number(CensusTests.differing) == 0
                }
                // As a backup would: the newest event of each school was never committed.
                try await probe.database.superuser.execute(
                    "DELETE FROM bus.event_archive WHERE sequence = 2")
                try await probe.database.superuser.execute(
                    """
                    UPDATE bus.partition_total t SET events = a.events, \
                    fingerprint = a.fingerprint FROM (SELECT topic, partition, count(*) AS events, \
                    bit_xor(('x' || replace(event_id::text, '-', ''))::bit(128)) AS fingerprint \
                    FROM bus.event_archive GROUP BY 1, 2) a \
                    WHERE a.topic = t.topic AND a.partition = t.partition
                    """)
                try await PostgresFixture.wait(for: "the alarm") {
                    try await probe.number("SELECT count(*) FROM bus.consumer_halt") == 1
                }
                try await probe.rename(UUID(), to: "后来")
                try await PostgresFixture.wait(for: "an empty outbox") {
                    try await probe.number("SELECT count(*) FROM bus.outbox") == 0
                }
                #expect(try await probe.number("SELECT count(*) FROM public.effect") == 40)
                // An operator has looked into it and lets the consumer go on.
                try await probe.database.superuser.execute("DELETE FROM bus.consumer_halt")
                try await PostgresFixture.wait(for: "the later event or the next alarm") {
                    try await probe.number(
                        """
                        SELECT (SELECT count(*) FROM public.effect) - 40 + \
                        (SELECT count(*) FROM bus.consumer_halt)
                        """) > 0
                }
            }
        }
    }

    @Test("Censuses of another deployment and unreadable ones change nothing; events go on")
    func forged() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let (relay, consumer) = (probe.relay(kafka), probe.consumer(kafka))
            try await fill(probe, 5)
            let places = (0..<MessagingConfiguration.partitions).map {
                PartitionKey(Probe.topic, $0)
            }
            var set = EventSet()
            set.insert(UUID())
            for place in places {
                var message = try Census(place: place, set: set, through: 1, complete: true)
                    .message(source: "/elsewhere/registry", now: Date())
                try await KafkaFixture.send([message])
                message.value = Data([0xff])
                message.headers = EventHeaders.busHeaders(
                    Census.type, source: probe.configuration.source(of: "registry"), now: Date())
                try await KafkaFixture.send([message])
            }
            try await probe.beside([{ try await relay.run() }, { try await consumer.run() }]) {
                try await PostgresFixture.wait(for: "10 effects") {
                    try await probe.number("SELECT count(*) FROM public.effect") == 10
                }
                try await PostgresFixture.wait(for: "two equal ends") {
                    try await probe.number(CensusTests.differing) == 0
                }
            }
            #expect(try await probe.number("SELECT count(*) FROM bus.parked") == 0)
            #expect(try await probe.number("SELECT count(*) FROM bus.consumer_halt") == 0)
        }
    }
}
