import Foundation
import ProbeKit
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit
import Testing

/// Processes killed at every place named in the code.
@Suite("Killed at a named place")
struct FailpointRounds {
    /// A place, how often it is passed at most before the kill, and whose process it ends, kill by
    /// kill.
    struct Place: CustomTestStringConvertible {
        let point: Failpoint
        let hitsMax: Int
        let victims: [Lane.Role]

        var testDescription: String { point.rawValue }
    }

    static let places: [Place] = [
        Place(point: .commandBeforeCommit, hitsMax: 60, victims: [.producer]),
        Place(point: .commandAfterCommit, hitsMax: 60, victims: [.producer]),
        Place(point: .relayAfterSelect, hitsMax: 30, victims: [.producer, .producer, .consumer]),
        Place(point: .relayAfterProduce, hitsMax: 30, victims: [.producer, .producer, .consumer]),
        Place(
            point: .relayAfterAcknowledgement, hitsMax: 30,
            victims: [.producer, .producer, .consumer]),
        Place(point: .relayAfterArchive, hitsMax: 30, victims: [.producer, .producer, .consumer]),
        Place(point: .consumerAfterPoll, hitsMax: 30, victims: [.consumer, .consumer, .producer]),
        Place(point: .consumerMidBatch, hitsMax: 30, victims: [.consumer, .consumer, .producer]),
        Place(
            point: .consumerBeforeCommit, hitsMax: 30, victims: [.consumer, .consumer, .producer]),
        Place(
            point: .consumerAfterCommit, hitsMax: 30, victims: [.consumer, .consumer, .producer]),
        Place(point: .censusWritten, hitsMax: 8, victims: [.producer, .consumer]),
    ]

    @Test(
        "Killed there again and again, nothing is lost, doubled or out of order", arguments: places)
    func killed(_ place: Place) async throws {
        try await Round.run("kill at \(place.point.rawValue)") { round in
            var running: [Lane.Role: BusProcess] = [:]
            for number in 0..<FaultScale.kills {
                let victim = place.victims[number % place.victims.count]
                let other: Lane.Role = victim == .producer ? .consumer : .producer
                if running[other] == nil { running[other] = try round.lane.start(other) }
                await running.removeValue(forKey: victim)?.kill()
                let hit = Int.random(in: 1...place.hitsMax, using: &round.random)
                let process = try round.lane.start(
                    victim, failpoint: "\(place.point.rawValue):\(hit):kill")
                #expect(try await process.wait() == 128 + SIGKILL, "\(process.lastWords)")
                round.times += 1
                try await round.check()
            }
            for role in [Lane.Role.producer, .consumer] where running[role] == nil {
                running[role] = try round.lane.start(role)
            }
            try await round.goOn()
            try await round.settle()
        }
    }

    @Test("The relay killed while it serves a request has lost nothing of it")
    func killedServing() async throws {
        try await Round.run("kill at request-served", .init(breaksBroker: true)) { round in
            let broker = try round.broker
            var consumer = try round.lane.start(.consumer)
            var producer = try round.lane.start(.producer)
            for _ in 0..<FaultScale.kills {
                try await round.goOn()
                // Nobody reads the last events before the broker loses them.
                await consumer.kill()
                let copied = try await round.lane.copied()
                try await round.until("events are archived that nobody has read") {
                    try await round.lane.archived() > copied + Round.lively
                }
                await producer.kill()
                await broker.kill()
                try await broker.wipe()
                try await broker.start()
                consumer = try round.lane.start(.consumer)
                producer = try round.lane.start(
                    .producer, failpoint: "\(Failpoint.requestServed.rawValue):1:kill",
                    extra: ["PROBE_PARTS": "load,relay"])
                #expect(try await producer.wait() == 128 + SIGKILL, "\(producer.lastWords)")
                round.times += 1
                try await round.check()
                producer = try round.lane.start(.producer)
            }
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((producer, consumer)) {}
        }
    }
}
