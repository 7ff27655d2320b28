import Foundation
import ProbeKit
import TaoliKafka
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliTestKit
import Testing

/// Events that cannot be applied, and records that are no events.
@Suite("Poison")
struct PoisonRounds {
    @Test(
        "A poisoned event stops its aggregate and no other, and is applied in order when cured",
        arguments: [ProbeCommand.poison, ProbeCommand.crash])
    func poisoned(_ mark: String) async throws {
        let fault = mark == ProbeCommand.crash ? "poison ends the process" : "poison fails"
        try await Round.run(fault) { round in
            let lane = round.lane
            let producer = try lane.start(.producer)
            let aggregate = ProbeCommand.aggregates(40)[7]
            try await Restarted { try lane.start(.consumer) }.during {
                try await round.goOn()
                try await round.command(ProbeCommand(aggregate: aggregate, events: 3, mark: mark))
                try await round.until("both consumers have set it aside") {
                    try await lane.consumerPool.query(
                        """
                        SELECT count(DISTINCT consumer) FROM bus.parked \
                        WHERE aggregate_id = \(aggregate) AND class IN ('failed', 'poison')
                        """)[0].get(0, as: Int.self) == 2
                }
                round.times = 1
                try await round.check()
                try await round.goOn(100)
                try await round.settle(parkedExpected: true)
            }
            let cured = try lane.start(.consumer, extra: ["PROBE_CURED": "1"])
            try await round.retry(aggregate)
            lane.resumeLoad()
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((producer, cured)) {}
        }
    }

    @Test("Whatever is wrong with a record, it stops none of the others")
    func badRecords() async throws {
        try await Round.run("bad records and events") { round in
            let lane = round.lane
            var producer = try lane.start(.producer)
            let consumer = try lane.start(.consumer)
            try await round.goOn()
            let bad = BadRecords(lane)
            try await bad.send(bad.records)
            try await bad.commitBadEvents()
            try await round.goOn(100)
            try await round.check()
            // The second event of an aggregate before its first: held until the relay sends both.
            await producer.kill()
            try await bad.sendEarly()
            try await round.until("the early event is held") {
                try await lane.consumerPool.query(
                    "SELECT count(*) FROM bus.parked WHERE class = 'gap'")[0].get(0, as: Int.self)
                    == 2
            }
            producer = try lane.start(.producer)
            try await round.goOn()
            round.times = bad.records.count + 4
            try await round.settle(parkedExpected: true)
            withExtendedLifetime((producer, consumer)) {}
        }
    }
}

/// A process that is started again whenever it ends, as a supervisor does.
actor Restarted {
    private let start: @Sendable () throws -> BusProcess
    private var process: BusProcess?
    private var watch: Task<Void, Never>?

    init(_ start: @escaping @Sendable () throws -> BusProcess) { self.start = start }

    /// Runs it, again and again, as long as `body` does.
    nonisolated(nonsending) func during(_ body: () async throws -> Void) async throws {
        try await begin()
        do {
            try await body()
        } catch {
            await end()
            throw error
        }
        await end()
    }

    private func begin() throws {
        process = try start()
        watch = Task {
            while !Task.isCancelled {
                if process?.exitCode() != nil { process = try? start() }
                try? await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func end() async {
        watch?.cancel()
        await watch?.value
        await process?.kill()
    }
}

extension Round {
    /// Runs a command from here, noted in a log like every other.
    func command(_ command: ProbeCommand) async throws {
        let log = try ProbeLog(path: lane.invariants.logs["registry"]?.last ?? "")
        let executor = CommandExecutor(
            pool: lane.producerPool, scope: DatabaseScope(service: lane.producer.service),
            wake: {})
        try log.begin(command)
        try log.acknowledge(command, try await command.run(executor))
    }

    /// Orders what an operator orders with `taoli bus parked retry`, and waits for its end.
    func retry(_ aggregate: UUID) async throws {
        try await lane.consumerPool.execute(
            """
            INSERT INTO bus.consumer_order (consumer, kind, aggregate_type, aggregate_id, \
            requested_by, reason) SELECT DISTINCT consumer, 'retry', 'school', \(aggregate), \
            'test', 'cured' FROM bus.parked WHERE aggregate_id = \(aggregate)
            """)
        let pool = lane.consumerPool
        try await until("the aggregate's parked events are applied") {
            try await pool.query("SELECT count(*) FROM bus.parked")[0].get(0, as: Int.self) == 0
        }
    }
}
