import Foundation
import SwiftProtobuf
import TaoliKafka
import TaoliModels
import TaoliPostgres
import TaoliTestKit
import Testing

@testable import TaoliMessaging

@Suite("The consumer, against PostgreSQL and a broker")
struct ConsumerTests {
    /// Relay and consumer run until the condition holds.
    private func run(
        _ probe: Probe, _ parts: [@Sendable () async throws -> Void], until what: String,
        _ sql: SQL, is expected: Int
    ) async throws {
        try await probe.beside(parts) {
            try await PostgresFixture.wait(for: what) { try await probe.number(sql) == expected }
        }
    }

    @Test("Each event has its effect once and in order; a second delivery of everything has none")
    func exactlyOnce() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let schools = (0..<5).map { _ in UUID() }
            for round in 1...20 {
                for school in schools { try await probe.rename(school, to: "第\(round)名") }
            }
            let (relay, consumer) = (probe.relay(kafka), probe.consumer(kafka))
            try await run(
                probe, [{ try await relay.run() }, { try await consumer.run() }],
                until: "100 effects", "SELECT count(*) FROM public.effect", is: 100)
            #expect(
                try await probe.number(
                    """
                    SELECT count(*) FROM (SELECT sequence - coalesce(lag(sequence) OVER \
                    (PARTITION BY id ORDER BY serial), 0) AS step FROM public.effect) s \
                    WHERE step <> 1
                    """) == 0)
            #expect(try await probe.number("SELECT count(*) FROM bus.applied") == 100)
            #expect(
                try await probe.number(
                    "SELECT count(*) FROM bus.partition_total t LEFT JOIN bus.consumer_partition p USING (topic, partition) WHERE p.known_events IS DISTINCT FROM t.events OR p.known_fingerprint <> t.fingerprint"
                ) == 0, "both ends hold one set")
            // Positions are hints: from the beginning again, nothing changes.
            try await probe.database.superuser.execute(
                "UPDATE bus.consumer_partition SET next_offset = 0")
            try await probe.rename(schools[0], to: "最后")
            let (again, more) = (probe.consumer(kafka), probe.relay(kafka))
            try await run(
                probe, [{ try await again.run() }, { try await more.run() }],
                until: "one more effect", "SELECT count(*) FROM public.effect", is: 101)
            #expect(try await probe.effects().last == "最后")
        }
    }

    @Test("An event that fails is parked, its successors follow it, other aggregates go on (I7)")
    func poison() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let (bad, good) = (UUID(), UUID())
            for name in ["一", "poison", "三"] {
                try await probe.rename(bad, to: name)
                try await probe.rename(good, to: "好\(name)")
            }
            let (relay, consumer) = (probe.relay(kafka), probe.consumer(kafka))
            try await run(
                probe, [{ try await relay.run() }, { try await consumer.run() }],
                until: "four effects and two parked",
                """
                SELECT (SELECT count(*) FROM public.effect) * 10 \
                + (SELECT count(*) FROM bus.parked)
                """, is: 42)
            let parked = try await probe.database.superuser.query(
                "SELECT class, sequence FROM bus.parked ORDER BY sequence")
            #expect(
                try parked.map { try $0.get("class", as: String.self) } == ["failed", "follower"])
            #expect(
                try await probe.effects().filter { $0.hasPrefix("好") } == ["好一", "好poison", "好三"])
            #expect(
                try await probe.number(
                    "SELECT count(*) FROM bus.outbox WHERE topic = 'taoli.registry.dead'")
                    + probe.number(
                        "SELECT count(*) FROM bus.event_archive WHERE topic = 'taoli.registry.dead'"
                    )
                    == 2, "parking announces itself")
        }
    }

    @Test("Records that are not events of ours do not stop the others")
    func badRecords() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            _ = try await KafkaAdmin(kafka).ensure(Probe.topic, partitions: 12)
            try await KafkaFixture.send(try badRecords(of: probe))
            try await probe.rename(UUID(), to: "好")
            let (relay, consumer) = (probe.relay(kafka), probe.consumer(kafka))
            try await run(
                probe, [{ try await relay.run() }, { try await consumer.run() }],
                until: "the good effect and two parked",
                """
                SELECT (SELECT count(*) FROM public.effect) * 10 + (SELECT count(*) FROM bus.parked \
                WHERE source = \("/\(probe.deployment)/registry"))
                """, is: 12)
            let parked = try await probe.database.superuser.query(
                "SELECT class FROM bus.parked WHERE source IS NOT NULL ORDER BY class")
            #expect(try parked.map { try $0.get(0, as: String.self) } == ["failed", "poison"])
        }
    }

    /// A stranger's event, one of an unknown major version, one with undecodable bytes.
    private func badRecords(of probe: Probe) throws -> [KafkaMessage] {
        let source = "/\(probe.deployment)/registry"
        return try [
            ("/stranger/registry", "taoli.registry.events.v1.SchoolRenamed", "甲"),
            (source, "taoli.registry.events.v9.SchoolRenamed", "乙"),
            (source, "taoli.registry.events.v1.SchoolRenamed", nil),
        ].map { source, type, name in
            let school = UUID()
            let payload: Data =
                try name.map { try Probe.event(school, $0).serializedData() }
                ?? Data([0xff, 0xff, 0xff])
            let headers = [
                "ce_specversion": "1.0", "ce_id": UUID.version7().uuidString.lowercased(),
                "ce_source": source, "ce_type": type,
                "ce_subject": "school/\(school.uuidString.lowercased())",
                "ce_time": "2026-09-01T00:00:00.000Z", "ce_sequence": "1", "ce_actor": "x",
            ]
            return KafkaMessage(
                topic: Probe.topic, partition: 0, key: Data(school.uuidString.lowercased().utf8),
                value: payload,
                headers: KafkaHeaders(
                    headers.map { KafkaHeader(name: $0.key, value: Data($0.value.utf8)) }))
        }
    }

    @Test("Events that arrive before their predecessors are held and applied in order")
    func gap() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let school = UUID()
            for name in ["一", "二", "三"] { try await probe.rename(school, to: name) }
            // The first event is withheld from the relay and comes last.
            try await probe.database.superuser.execute(
                "CREATE TABLE public.withheld AS SELECT * FROM bus.outbox WHERE sequence = 1")
            try await probe.database.superuser.execute("DELETE FROM bus.outbox WHERE sequence = 1")
            let (relay, consumer) = (probe.relay(kafka), probe.consumer(kafka))
            try await probe.beside([{ try await relay.run() }, { try await consumer.run() }]) {
                try await PostgresFixture.wait(for: "two held events") {
                    try await probe.number("SELECT count(*) FROM bus.parked WHERE class = 'gap'")
                        == 2
                }
                #expect(try await probe.effects().isEmpty)
                try await probe.database.superuser.execute(
                    """
                    INSERT INTO bus.outbox (\(raw: StoredEvent.columns)) \
                    SELECT \(raw: StoredEvent.columns) FROM public.withheld
                    """)
                try await PostgresFixture.wait(for: "three effects") {
                    try await probe.number("SELECT count(*) FROM public.effect") == 3
                }
            }
            #expect(try await probe.effects() == ["一", "二", "三"])
            #expect(try await probe.number("SELECT count(*) FROM bus.parked") == 0)
        }
    }

    @Test("Another holder of the lease fences the first: epochs in the effects never go back (I5)")
    func fenced() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let relay = probe.relay(kafka)
            let (one, two) = (probe.consumer(kafka), probe.consumer(kafka))
            try await probe.beside([
                { try await relay.run() }, { try await one.run() }, { try await two.run() },
            ]) {
                for number in 0..<60 {
                    try await probe.rename(UUID(), to: "校\(number)")
                    if number % 20 == 10 {
                        // As if the holder had been stopped past its lease.
                        try await probe.database.superuser.execute(
                            "UPDATE bus.lease SET until = clock_timestamp() - interval '1 s', epoch = epoch + 1 WHERE name = 'consumer:probe'"
                        )
                    }
                }
                try await PostgresFixture.wait(for: "60 effects") {
                    try await probe.number("SELECT count(*) FROM public.effect") == 60
                }
            }
            #expect(
                try await probe.number(
                    """
                    SELECT count(*) FROM (SELECT epoch - lag(epoch) OVER (ORDER BY serial) AS step \
                    FROM bus.applied) s WHERE step < 0
                    """) == 0)
            #expect(
                try await probe.number("SELECT count(DISTINCT event_id) FROM bus.applied") == 60)
            #expect(try await probe.number("SELECT count(*) FROM bus.applied") == 60)
        }
    }
}
