import Foundation
import SwiftProtobuf
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit
import Testing

@Suite("Services of two releases side by side, against PostgreSQL and a broker")
struct OlderConsumerTests {
    @Test(
        "An older consumer applies a newer producer's events and skips those it does not know; the next major version is parked with its successors"
    )
    func sideBySide() async throws {
        try await LampProbe.with { probe in
            let kafka = try KafkaFixture.configuration()
            let (lamp, renewed) = (UUID(), UUID())
            let newer = NewerLampSwitched.example(lamp: lamp)
            // The producer's instances are replaced one by one: older, newer, older again.
            try await probe.say(LampProbe.older(lamp, .on), of: lamp)
            try await probe.say(newer, of: lamp)
            try await probe.say(NewerLampRemoved(), of: lamp)
            try await probe.say(LampProbe.older(lamp, .off), of: lamp)
            try await probe.say(NextLampSwitched(), of: renewed)
            try await probe.say(NewerLampSwitched.example(lamp: renewed), of: renewed)
            let relay = probe.relay(kafka)
            let consumers = [
                probe.consumer("older", knowing: OlderLampSwitched.self, kafka),
                probe.consumer("newer", knowing: NewerLampSwitched.self, kafka),
            ]
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await relay.run() }
                for consumer in consumers { group.addTask { try await consumer.run() } }
                try await PostgresFixture.wait(for: "three effects each, two parked each") {
                    try await probe.number(
                        """
                        SELECT (SELECT count(*) FROM public.seen) * 10 \
                        + (SELECT count(*) FROM bus.parked)
                        """) == 64
                }
                group.cancelAll()
                while let result = await group.nextResult() { _ = try? result.get() }
            }
            for consumer in ["older", "newer"] {
                #expect(try await probe.seen(by: consumer) == [[1, 2], [2, 3], [4, 1]])
                let parked = try await probe.database.superuser.query(
                    """
                    SELECT class, aggregate_id FROM bus.parked WHERE consumer = \(consumer) \
                    ORDER BY sequence
                    """)
                #expect(
                    try parked.map { try $0.get(0, as: String.self) } == ["poison", "follower"])
                #expect(try parked.allSatisfy { try $0.get(1, as: UUID.self) == renewed })
            }
            let passedOn = try NewerLampSwitched(
                serializedBytes: try await probe.written(by: "older", sequence: 2))
            #expect(passedOn == newer)
        }
    }
}

extension LampProbe {
    /// The event as the older release has it.
    static func older(_ lamp: UUID, _ light: OlderLight) -> OlderLampSwitched {
        var event = OlderLampSwitched()
        event.lampID = lamp.uuidString.lowercased()
        event.light = light
        event.room = "大厅"
        return event
    }
}
