import Foundation
import ProbeKit
import TaoliKafka
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit

/// The servers of a run, and databases to copy for each trial: producer's and consumer's side.
struct BenchWorld: Sendable {
    /// How many events the drains have, and over how many aggregates they are spread.
    static let drainEvents = 50_000
    static let drainAggregates = 5_000

    /// The superuser's URL of the server.
    let server: String
    let postmaster: Int32
    let postgresName: String
    let brokerName: String
    /// Empty tables of a service that commands change.
    let producer: BusDatabase
    /// Empty tables of a service that listens to it.
    let consumer: BusDatabase
    let events: DrainEvents
    /// For scripts and what programs write.
    let folder: URL

    static func make(_ settings: BenchSettings) async throws -> BenchWorld {
        let server = try PostgresFixture.serverURL
        let (pid, name) = try await PostgresFixture.withPool(url: server) { pool in
            let row = try await pool.query(
                """
                SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int, \
                'PostgreSQL ' || current_setting('server_version') \
                || ', fsync ' || current_setting('fsync')
                """)[0]
            return (try row.get(0, as: Int32.self), try row.get(1, as: String.self))
        }
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "taoli-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return BenchWorld(
            server: server, postmaster: pid, postgresName: name, brokerName: BenchBroker.name,
            producer: try await .template(
                "registry", migrations: ProbeSchema.migrations, server: server),
            consumer: try await .template(
                "notification", migrations: ProbeSchema.migrations, server: server),
            events: try DrainEvents(), folder: folder)
    }

    func end() async {
        for database in [producer, consumer] { try? await database.drop() }
        try? FileManager.default.removeItem(at: folder)
    }

    /// CPU time used up to now.
    func cpu(_ broker: BenchBroker? = nil) -> CPUTime {
        .now(postmaster: postmaster, broker: broker?.processIdentifier)
    }

    /// Lends a fresh copy of a template, written to disk, and drops it.
    func fresh<T: Sendable>(
        _ template: BusDatabase, _ body: (BusDatabase) async throws -> T
    ) async throws -> T {
        let database = try await BusDatabase.copy(of: template)
        try await PostgresFixture.withPool(url: server) { _ = try await $0.execute("CHECKPOINT") }
        do {
            let value = try await body(database)
            try await database.drop()
            return value
        } catch {
            try? await database.drop()
            throw error
        }
    }
}
