import Foundation
import Logging
import TaoliMessaging
package import TaoliPostgres

/// A database of one service, copied from a template that is migrated once: a copy takes a fifth of
/// the time. Give it back with `drop`.
package struct BusDatabase: Sendable {
    /// The service whose roles it has, e.g. `registry`.
    package let service: String
    /// The database's name, random.
    package let name: String
    /// The superuser's URL of the server.
    package let server: String

    /// The superuser's URL of the database.
    package var superuserURL: String {
        get throws { try PostgresFixture.url(server, database: name) }
    }

    /// The URL that the service works with.
    package var appURL: String {
        get throws {
            try PostgresFixture.url(server, database: name, user: "taoli_\(service)_app")
        }
    }

    /// Copies a database as it stands at a moment.
    /// - Parameter inUse: others work on it; they are sent away and kept out meanwhile.
    package static func copy(
        of original: BusDatabase, inUse: Bool = false
    ) async throws -> BusDatabase {
        let name = "taoli_bus_" + UUID().uuidString.lowercased().filter { $0 != "-" }
        try await PostgresFixture.withPool(url: original.server) { pool in
            if inUse {
                try await pool.execute(
                    "ALTER DATABASE \(raw: original.name) ALLOW_CONNECTIONS false")
                try await original.endSessions(pool)
            }
            try await pool.execute(
                """
                CREATE DATABASE \(raw: name) OWNER taoli_\(raw: original.service)_owner \
                TEMPLATE \(raw: original.name)
                """)
            if inUse {
                try await pool.execute(
                    "ALTER DATABASE \(raw: original.name) ALLOW_CONNECTIONS true")
            }
        }
        return BusDatabase(service: original.service, name: name, server: original.server)
    }

    /// Makes a migrated database to copy from.
    /// - Parameter migrations: the service's own, run after the bus's.
    package static func template(
        _ service: String, migrations: [Migration], server: String
    ) async throws -> BusDatabase {
        let name = "taoli_bus_template_" + UUID().uuidString.lowercased().filter { $0 != "-" }
        let owner = "taoli_\(service)_owner"
        try await PostgresFixture.withPool(url: server) { pool in
            _ = try await pool.execute("CREATE DATABASE \(raw: name) OWNER \(raw: owner)")
        }
        let database = BusDatabase(service: service, name: name, server: server)
        let ownerURL = try PostgresFixture.url(server, database: name, user: owner)
        for (track, list) in [
            (MessagingMigrations.track, MessagingMigrations.all), (service, migrations),
        ] {
            _ = try await Migrator(track: track, migrations: list)
                .migrate(url: ownerURL, logger: Logger(label: "taoli.test.bus"))
        }
        return database
    }

    /// Puts another database in its place: a restored backup.
    package func replace(by backup: BusDatabase) async throws {
        try await PostgresFixture.withPool(url: server) { pool in
            try await endSessions(pool)
            try await pool.execute("DROP DATABASE \(raw: name) WITH (FORCE)")
            try await backup.endSessions(pool)
            try await pool.execute(
                """
                CREATE DATABASE \(raw: name) OWNER taoli_\(raw: service)_owner \
                TEMPLATE \(raw: backup.name)
                """)
        }
    }

    /// Ends all sessions and drops it.
    package func drop() async throws {
        try await PostgresFixture.withPool(url: server) { pool in
            _ = try await pool.execute("DROP DATABASE IF EXISTS \(raw: name) WITH (FORCE)")
        }
    }

    /// Ends every session of the database, as an operator does.
    /// - Returns: how many there were.
    @discardableResult
    package func endSessions(_ pool: PostgresPool) async throws -> Int {
        try await pool.query(
            """
            SELECT count(pg_terminate_backend(pid, 2000)) FROM pg_stat_activity \
            WHERE datname = \(name) AND pid <> pg_backend_pid()
            """)[0].get(0)
    }
}
