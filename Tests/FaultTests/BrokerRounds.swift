import Foundation
import ProbeKit
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit
import Testing

/// Brokers that stop, are killed, lose what they acknowledged, forget everything, or say nothing.
@Suite("Brokers that fail")
struct BrokerRounds {
    /// What is done to the broker.
    enum Fault: String, CaseIterable, CustomTestStringConvertible {
        case stopped = "broker stopped under load"
        case killed = "broker killed under load"
        case away = "broker away for long"
        case emptied = "broker restarted empty"
        case silent = "broker silent"

        var testDescription: String { rawValue }

        var times: Int {
            switch self {
            case .away: 1
            case .emptied, .silent: FaultScale.stops
            default: FaultScale.kills
            }
        }

        func happen(to broker: EmbeddedBroker, in round: Round) async throws {
            switch self {
            case .stopped:
                await broker.stop()
                try await round.pause(100...1_000)
            case .killed:
                await broker.kill()
                try await round.pause(100...1_000)
            case .away:
                await broker.stop()
                try await Task.sleep(for: FaultScale.longAbsence)
            case .emptied:
                await broker.kill()
                try await broker.wipe()
            case .silent:
                await broker.freeze()
                try await round.pause(1_000...3_000)
                return await broker.thaw()
            }
            try await broker.start()
        }
    }

    @Test(
        "Whatever the broker lost, every event has its one effect in the end",
        arguments: Fault.allCases)
    func broken(_ fault: Fault) async throws {
        try await Round.run(fault.rawValue, .init(breaksBroker: true)) { round in
            let broker = try round.broker
            let producer = try round.lane.start(.producer)
            let consumer = try round.lane.start(.consumer)
            for _ in 0..<fault.times {
                try await round.goOn()
                try await fault.happen(to: broker, in: round)
                round.times += 1
                try await round.check()
            }
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((producer, consumer)) {}
        }
    }

    @Test("Everything killed at once, broker and services, heals")
    func everything() async throws {
        try await Round.run("broker and services killed together", .init(breaksBroker: true)) {
            round in
            let broker = try round.broker
            var processes = try [Lane.Role.producer, .consumer].map { try round.lane.start($0) }
            for _ in 0..<FaultScale.stops {
                try await round.goOn()
                for process in processes { process.signal(SIGKILL) }
                await broker.kill()
                for process in processes { await process.kill() }
                round.times += 1
                try await round.check()
                try await broker.start()
                processes = try [Lane.Role.producer, .consumer].map { try round.lane.start($0) }
            }
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime(processes) {}
        }
    }

    @Test("A whole topic delivered again changes nothing")
    func duplicates() async throws {
        try await Round.run("whole topic delivered again") { round in
            let producer = try round.lane.start(.producer)
            var consumer = try round.lane.start(.consumer)
            for _ in 0..<FaultScale.stops {
                try await round.goOn()
                await consumer.kill()
                try await round.lane.consumerPool.execute(
                    "UPDATE bus.consumer_partition SET next_offset = 0")
                consumer = try round.lane.start(.consumer)
                try await round.goOn()
                round.times += 1
                try await round.check()
            }
            try await round.settle()
            withExtendedLifetime((producer, consumer)) {}
        }
    }

    @Test("A consumer added after the log was trimmed fills itself")
    func newcomer() async throws {
        try await Round.run("new consumer on a trimmed log", .init(breaksBroker: true)) { round in
            let (lane, broker) = (round.lane, try round.broker)
            let producer = try lane.start(.producer)
            var consumer = try lane.start(.consumer)
            try await round.goOn(150)
            await broker.kill()
            try await broker.wipe()
            try await broker.start()
            await consumer.kill()
            consumer = try lane.start(
                .consumer,
                extra: [
                    "PROBE_CONSUMERS": Lane.Role.consumer.consumers + ",late=projection:registry"
                ])
            round.times = 1
            try await round.goOn()
            try await round.settle()
            let streams = lane.invariants.streams
            let late = BusInvariants(streams: [
                BusStream(
                    producer: streams[0].producer, consumer: streams[0].consumer,
                    consumerName: "late", topic: streams[0].topic)
            ])
            try await round.until("the late consumer is filled") { try await late.isQuiet() }
            round.note(try await late.all())
            withExtendedLifetime((producer, consumer)) {}
        }
    }

    @Test("A consumer that is slow falls behind and catches up")
    func slow() async throws {
        try await Round.run("slow consumer") { round in
            let producer = try round.lane.start(.producer, extra: ["PROBE_RATE": "150"])
            let slow = try round.lane.start(.consumer, extra: ["PROBE_PAUSE": "0.4"])
            try await round.goOn(400)
            round.times = 1
            try await round.check()
            try await slow.stop()
            let consumer = try round.lane.start(.consumer)
            try await round.settle()
            withExtendedLifetime((producer, consumer)) {}
        }
    }
}
