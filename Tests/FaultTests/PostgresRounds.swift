import Foundation
import ProbeKit
import TaoliPostgres
import TaoliTestKit
import Testing

/// Databases that stop, hang up, answer too late, or come back older.
@Suite("Databases that fail")
struct PostgresRounds {
    @Test("PostgreSQL stopped at once and started again loses nothing")
    func immediateStop() async throws {
        let server = try await FaultPostgres(
            folder: FileManager.default.temporaryDirectory
                .appending(path: "taoli-postgres-\(UUID().uuidString)"))
        do {
            try await Round.run("PostgreSQL immediate stop", .init(server: server.url)) { round in
                let producer = try round.lane.start(.producer)
                let consumer = try round.lane.start(.consumer)
                for _ in 0..<FaultScale.kills {
                    try await round.goOn()
                    try await server.stopImmediately()
                    try await round.pause(50...800)
                    try await server.start()
                    round.times += 1
                    try await round.check()
                }
                try await round.goOn()
                try await round.settle()
                withExtendedLifetime((producer, consumer)) {}
            }
        } catch {
            await server.remove()
            throw error
        }
        await server.remove()
    }

    @Test("Terminated backends are replaced and nothing is done twice")
    func terminated() async throws {
        try await Round.run("terminated backends") { round in
            let lane = round.lane
            let producer = try lane.start(.producer)
            let consumer = try lane.start(.consumer)
            try await round.goOn()
            for _ in 0..<FaultScale.kills * 3 {
                try await round.pause(50...300)
                for pool in [lane.producerPool, lane.consumerPool] {
                    try await pool.query(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                        WHERE datname = current_database() AND application_name = 'probe' \
                        AND random() < 0.7
                        """)
                }
                round.times += 1
                try await round.check()
            }
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((producer, consumer)) {}
        }
    }

    @Test("A consumer that is a deadlock's victim applies its batch again, once")
    func deadlock() async throws {
        try await Round.run("deadlock") { round in
            let lane = round.lane
            let producer = try lane.start(.producer)
            let consumer = try lane.start(.consumer)
            try await round.goOn()
            let limit = ContinuousClock.now + Round.patience
            while round.times < FaultScale.stops, ContinuousClock.now < limit {
                // The other order than a consumer's: it holds the lease and wants the aggregates.
                try? await lane.consumerPool.transaction { tx in
                    try await tx.execute("SET LOCAL deadlock_timeout = '30s'")
                    try await tx.execute(
                        "SELECT FROM bus.aggregate_seen WHERE consumer = 'copy' FOR UPDATE")
                    try await Task.sleep(for: .milliseconds(100))
                    try await tx.execute(
                        "SELECT FROM bus.lease WHERE name = 'consumer:copy' FOR UPDATE")
                }
                try await round.check()
                round.times = try await lane.consumerPool.query(
                    """
                    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()
                    """)[0].get(0)
            }
            #expect(round.times >= FaultScale.stops)
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((producer, consumer)) {}
        }
    }

    @Test("A command that commits long after later ones is published all the same")
    func lateCommit() async throws {
        try await Round.run("snapshot and transaction held for long") { round in
            let lane = round.lane
            let producer = try lane.start(.producer)
            let consumer = try lane.start(.consumer)
            try await round.goOn()
            let command = ProbeCommand(aggregate: ProbeCommand.aggregates(1_001)[1_000])
            let log = try ProbeLog(path: lane.invariants.logs["registry"]?.last ?? "")
            try log.begin(command)
            try await ProbeCommand.prepare([command.aggregate], in: lane.producerPool)
            async let snapshot: Void = lane.producerPool.transaction(
                TransactionOptions(isolation: .repeatableRead)
            ) { tx in
                try await tx.query("SELECT count(*) FROM bus.outbox")
                try await Task.sleep(for: FaultScale.longSnapshot)
            }
            try await lane.producerPool.transaction { tx in
                for statement in PlantedEvent(command).statements {
                    try await tx.execute(statement)
                }
                try await Task.sleep(for: FaultScale.longSnapshot)
            }
            try await snapshot
            try log.acknowledge(command, ProbeCommand.Answer(first: 1, last: 1))
            round.times = 1
            try await round.check()
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime((producer, consumer)) {}
        }
    }

    /// What the network between a service and its database does.
    enum Network: String, CaseIterable, CustomTestStringConvertible {
        case cut = "connections cut, also while committing"
        case answersLost = "answers lost, then cut"
        case halfOpen = "half-open connections"

        var testDescription: String { rawValue }

        func happen(to proxy: PostgresProxy, in round: Round) async throws {
            switch self {
            case .cut: proxy.cut()
            case .answersLost:
                proxy.set(.swallowAnswers)
                try await round.pause(20...200)
                proxy.cut()
                proxy.set(.pass)
            case .halfOpen:
                proxy.set(.swallowAll)
                // Longer than a statement may take and than a lease lasts.
                try await Task.sleep(for: .seconds(FaultScale.isSoak ? 12 : 4))
                proxy.set(.pass)
            }
        }
    }

    @Test(
        "A bad network to the database leaves no outcome unknown for long",
        arguments: Network.allCases)
    func network(_ network: Network) async throws {
        try await Round.run(network.rawValue) { round in
            let lane = round.lane
            let proxies = try [lane.producer, lane.consumer].map {
                try PostgresProxy(try $0.appURL)
            }
            defer { for proxy in proxies { proxy.stop() } }
            let processes = try zip([Lane.Role.producer, .consumer], proxies).map { role, proxy in
                try lane.start(
                    role, extra: ["PROBE_POSTGRES": proxy.url, "PROBE_DEADLINE": "1"])
            }
            let times = network == .halfOpen ? FaultScale.stops : FaultScale.kills * 3
            try await round.goOn()
            for _ in 0..<times {
                for proxy in proxies { try await network.happen(to: proxy, in: round) }
                round.times += 1
                try await round.pause(20...250)
                try await round.check()
            }
            try await round.goOn()
            try await round.settle()
            withExtendedLifetime(processes) {}
        }
    }

    @Test("A producer's database restored to an older state alarms and merges nothing")
    func restored() async throws {
        try await Round.run("database restored to an older state") { round in
            let lane = round.lane
            var producer = try lane.start(.producer)
            let consumer = try lane.start(.consumer)
            try await round.goOn(100)
            let backup = try await BusDatabase.copy(of: lane.producer, inUse: true)
            try await round.goOn(100)
            await producer.kill()
            try await round.until("what was committed is copied") {
                try await lane.copied()
                    >= lane.producerPool.query(
                        "SELECT count(*) FROM bus.event_archive WHERE topic = \(ProbeCommand.topic)"
                    )[0].get(0, as: Int.self)
            }
            try await lane.producer.replace(by: backup)
            try await backup.drop()
            round.times = 1
            producer = try lane.start(.producer)
            try await round.until("both consumers are stopped by the alarm") {
                try await lane.consumerPool.query(
                    """
                    SELECT count(*) FROM bus.consumer_halt WHERE consumer IN ('copy', 'react')
                    """)[0].get(0, as: Int.self) == 2
            }
            try await round.pause(500...1_000)
            #expect(try await merged(lane).isEmpty)
            withExtendedLifetime((producer, consumer)) {}
        }
    }

    /// Aggregates of which the copy holds events of both histories, one behind the other.
    private func merged(_ lane: Lane) async throws -> [String] {
        let known: String = try await lane.producerPool.query(
            """
            SELECT coalesce(array_agg(event_id), '{}')::text FROM (SELECT event_id FROM \
            bus.event_archive UNION ALL SELECT event_id FROM bus.outbox) e
            """)[0].get(0)
        return try await lane.consumerPool.query(
            """
            WITH a AS (SELECT aggregate_id, sequence, \
            event_id = ANY(\(untyped: known)::uuid[]) AS known FROM bus.applied \
            WHERE consumer = 'copy') SELECT DISTINCT old.aggregate_id::text FROM a old JOIN a new \
            USING (aggregate_id) WHERE NOT old.known AND new.known AND new.sequence > old.sequence
            """
        ).map { try $0.get(0) }
    }
}
