import Foundation
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit

/// Commands with outbox, without a relay, against pgbench of the same SQL.
struct CommandBench: Benchmark {
    /// Each side runs so long.
    static let seconds = 8

    let ratio = Ratio.commands
    let world: BenchWorld

    func trial(_ number: Int) async throws -> Trial {
        try await interleaved(number, product: product, yardstick: { try await yardstick() })
    }

    private func product() async throws -> Measured {
        try await world.fresh(world.producer) { database in
            try await PostgresFixture.withPool(
                url: database.appURL, connectionsMax: CommandScript.clients
            ) { pool in
                let load = CommandLoad(pool: pool, wake: Signal())
                try await load.prepare()
                let before = world.cpu()
                let begun = ContinuousClock.now
                try await load.run(until: begun + .seconds(Self.seconds))
                let seconds = (ContinuousClock.now - begun) / .seconds(1)
                return Measured(
                    value: Double(load.committed) / seconds, seconds: seconds,
                    cpu: world.cpu() - before)
            }
        }
    }

    /// pgbench of the commands' SQL, on a copy of its own.
    func yardstick(clients: Int = CommandScript.clients, logs: Bool = false) async throws
        -> Measured
    {
        try await world.fresh(world.producer) { database in
            try await PostgresFixture.withPool(url: database.appURL) { pool in
                try await CommandLoad(pool: pool, wake: Signal()).prepare()
            }
            let before = world.cpu()
            let result = try await Pgbench(world: world, database: database).run(
                CommandScript.text, clients: clients, length: .seconds(Self.seconds), logs: logs)
            return Measured(
                value: logs ? result.p50 : result.perSecond, seconds: result.seconds,
                cpu: world.cpu() - before)
        }
    }
}
