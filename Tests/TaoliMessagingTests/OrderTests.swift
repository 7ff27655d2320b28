import Foundation
import Synchronization
import TaoliKafka
import TaoliPostgres
import TaoliTestKit
import Testing

@testable import TaoliMessaging

@Suite("Operators' orders, carried out by those who hold the leases")
struct OrderTests {
    private func outcome(_ probe: Probe, _ table: String) async throws -> String {
        try await PostgresFixture.wait(for: "a finished order") {
            try await probe.number(
                "SELECT count(*) FROM bus.\(raw: table) WHERE finished_at IS NULL") == 0
        }
        return try await probe.database.superuser.query(
            "SELECT outcome FROM bus.consumer_order ORDER BY id DESC LIMIT 1"
        ).first?.get(0) ?? ""
    }

    private func order(_ probe: Probe, _ kind: String, where condition: SQL) async throws {
        try await probe.database.superuser.execute(
            """
            INSERT INTO bus.consumer_order (consumer, kind, aggregate_type, aggregate_id, event_id, \
            requested_by, reason) SELECT consumer, \(kind), aggregate_type, aggregate_id, event_id, \
            'tester', 'test' FROM bus.parked WHERE \(fragment: condition) LIMIT 1
            """)
    }

    /// A school whose second name cannot be applied, with two more behind it.
    private func parkThree(_ probe: Probe) async throws {
        let school = UUID()
        for name in ["一", "poison", "三", "四"] { try await probe.rename(school, to: name) }
    }

    @Test("Retry applies the failed event and its followers in order, once they can be applied")
    func retry() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let broken = Flag()
            let (relay, consumer) = (
                probe.relay(kafka), probe.consumer(kafka, fails: { broken.isSet })
            )
            try await parkThree(probe)
            try await probe.beside([{ try await relay.run() }, { try await consumer.run() }]) {
                try await PostgresFixture.wait(for: "three parked events") {
                    try await probe.number("SELECT count(*) FROM bus.parked") == 3
                }
                try await order(probe, "retry", where: "sequence = 2")
                #expect(try await outcome(probe, "consumer_order").hasPrefix("applied 0, 3 left: "))
                broken.clear()
                try await order(probe, "retry", where: "sequence = 2")
                #expect(try await outcome(probe, "consumer_order") == "applied 3, 0 left")
            }
            #expect(try await probe.effects() == ["一", "poison", "三", "四"])
            #expect(try await probe.number("SELECT count(*) FROM bus.parked") == 0)
            #expect(
                try await probe.number(
                    "SELECT count(*) FROM bus.aggregate_seen WHERE sequence = 4") == 1)
        }
    }

    @Test("Discard drops one event: those behind it are applied, and it stays known")
    func discard() async throws {
        try await Probe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let (relay, consumer) = (probe.relay(kafka), probe.consumer(kafka))
            try await parkThree(probe)
            try await probe.beside([{ try await relay.run() }, { try await consumer.run() }]) {
                try await PostgresFixture.wait(for: "three parked events") {
                    try await probe.number("SELECT count(*) FROM bus.parked") == 3
                }
                try await order(probe, "discard", where: "sequence = 3")
                #expect(try await outcome(probe, "consumer_order").contains("begin with those"))
                try await order(probe, "discard", where: "sequence = 2")
                #expect(try await outcome(probe, "consumer_order") == "applied 2, 0 left")
                #expect(try await probe.effects() == ["一", "三", "四"])
                // Known: the census finds nothing missing, and a second delivery nothing new.
                try await probe.database.superuser.execute(
                    """
                    INSERT INTO bus.relay_order (topic, requested_by, reason) \
                    VALUES (\(Probe.topic), 'tester', 'test')
                    """)
                _ = try await outcome(probe, "relay_order")
                #expect(
                    try await probe.number("SELECT max(events)::bigint FROM bus.relay_order") == 4)
                try await probe.rename(UUID(), to: "另一所")
                try await PostgresFixture.wait(for: "the later event") {
                    try await probe.effects().contains("另一所")
                }
            }
            #expect(try await probe.effects() == ["一", "三", "四", "另一所"])
            #expect(try await probe.number("SELECT count(*) FROM bus.parked") == 0)
        }
    }
}

/// Set until cleared, from anywhere.
private final class Flag: Sendable {
    private let state = Mutex(true)
    var isSet: Bool { state.withLock { $0 } }
    func clear() { state.withLock { $0 = false } }
}
