import Foundation
import ProbeKit
import TaoliPostgres
import TaoliTestKit
import Testing

/// Programs that break one rule of messaging.md each, running against real databases and brokers:
/// the checkers notice every one of them.
@Suite("Broken variants")
struct BrokenVariantTests {
    @Test("A relay that remembers the last id is caught losing events")
    func cursorRelay() async throws {
        try await Round.run("variant: cursor relay", .init(planted: [.noLoss, .drained])) { round in
            let lane = round.lane
            let producer = try lane.start(
                .producer,
                extra: ["PROBE_PARTS": "load,cursor-relay", "PROBE_RATE": "400"])
            let consumer = try lane.start(
                .consumer, extra: ["PROBE_CONSUMERS": "copy=projection:registry"])
            // Rows left behind by a second and more of later ones.
            try await round.until("a row is passed over") {
                try await lane.producerPool.query(
                    """
                    SELECT count(*) FROM bus.outbox WHERE created_at < (SELECT max(created_at) \
                    FROM bus.event_archive) - interval '1 s'
                    """)[0].get(0, as: Int.self) > 0
            }
            round.times = 1
            lane.stopLoad()
            try await round.until("every request is answered") { lane.openRequests == 0 }
            try await Task.sleep(for: .seconds(1))
            round.note(try await copy(lane).all())
            withExtendedLifetime((producer, consumer)) {}
        }
    }

    @Test("A consumer that applies whatever comes is caught applying twice")
    func noDeduplication() async throws {
        try await variant(.noDeduplication, finds: [.once, .order]) { round, start in
            var consumer = try start(0)
            try await round.goOn()
            await consumer.kill()
            consumer = try start(0)
            // Only then has it read events again for sure.
            try await round.until("more is applied than was committed") {
                try await round.lane.copied() > round.lane.committed()
            }
            withExtendedLifetime(consumer) {}
        }
    }

    @Test("Consumers that do not look at their epoch are caught writing in turn")
    func noEpochCheck() async throws {
        try await variant(.noEpochCheck, finds: [.fencing]) { round, start in
            let first = try start(0)
            try await round.goOn()
            let second = try start(1)
            try await round.goOn(200)
            withExtendedLifetime((first, second)) {}
        }
    }

    @Test("A consumer that parks one event and goes on with its aggregate is caught")
    func noFollowers() async throws {
        try await variant(.noFollowers, finds: [.poison]) { round, start in
            let consumer = try start(0)
            try await round.goOn()
            let aggregate = ProbeCommand.aggregates(40)[3]
            for mark in [ProbeCommand.poison, "", ""] {
                try await round.command(ProbeCommand(aggregate: aggregate, mark: mark))
            }
            try await round.goOn(60)
            withExtendedLifetime(consumer) {}
        }
    }

    @Test("Without censuses a loss of the broker is caught as one")
    func noCensus() async throws {
        let setting = Round.Setting(breaksBroker: true, planted: [.noLoss, .drained])
        try await Round.run("variant: no census", setting) { round in
            let (lane, broker) = (round.lane, try round.broker)
            let rare = ["PROBE_CENSUS": "3600"]
            let producer = try lane.start(.producer, extra: rare)
            var consumer = try lane.start(.consumer, extra: rare)
            try await round.goOn()
            await consumer.kill()
            let committed = try await lane.committed()
            try await round.until("events are acknowledged that nobody has read") {
                try await lane.producerPool.query(
                    "SELECT count(*) FROM bus.event_archive WHERE topic = \(ProbeCommand.topic)")[0]
                    .get(0, as: Int.self) > committed + 50
            }
            lane.stopLoad()
            try await round.until("the outbox is empty") {
                try await lane.producerPool.query("SELECT count(*) FROM bus.outbox")[0]
                    .get(0, as: Int.self) == 0
            }
            // Its relay would write a census as soon as the broker was back.
            await producer.kill()
            await broker.kill()
            try await broker.wipe()
            try await broker.start()
            consumer = try lane.start(.consumer, extra: rare)
            round.times = 1
            try await Task.sleep(for: .seconds(4))
            round.note(try await copy(lane).all())
            withExtendedLifetime(consumer) {}
        }
    }

    /// A round with a right producer and a broken consumer named `copy`.
    private func variant(
        _ rule: BrokenConsumer.Rule, finds: Set<BusInvariant>,
        _ body: (Round, (Int) throws -> BusProcess) async throws -> Void
    ) async throws {
        try await Round.run("variant: \(rule.rawValue)", .init(planted: finds)) { round in
            let lane = round.lane
            let producer = try lane.start(.producer, extra: ["PROBE_PARTS": "load,relay"])
            try await body(round) { instance in
                try lane.start(
                    .consumer, instance: instance,
                    extra: [
                        "PROBE_PARTS": "broken-consumer", "PROBE_BROKEN": rule.rawValue,
                    ])
            }
            round.times = 1
            round.note(try await copy(lane).all(parkedExpected: true))
            withExtendedLifetime(producer) {}
        }
    }

    private func copy(_ lane: Lane) -> BusInvariants {
        BusInvariants(streams: Array(lane.invariants.streams.prefix(1)))
    }
}
