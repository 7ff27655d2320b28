import Foundation
import Logging
package import TaoliMessaging
package import TaoliPostgres

/// A fresh database of one service, migrated as in production: made for its `_owner`, used as its
/// `_app`. The roles are those of deploy/postgres/roles.sql.
package struct ServiceDatabase: Sendable {
    /// The service whose roles it has, e.g. `registry`.
    package let service: String
    /// Works as `taoli_<service>_app`, as the service does.
    package let pool: PostgresPool
    /// Works as the superuser: for looking at everything and for planting faults.
    package let superuser: PostgresPool
    package let scope: DatabaseScope

    /// Makes the database, runs the bus track and `migrations`, calls `body`, and drops it.
    @discardableResult
    package static func with<T: Sendable>(
        service: String = "registry", migrations: [Migration] = [],
        _ body: @Sendable (ServiceDatabase) async throws -> T
    ) async throws -> T {
        let owner = "taoli_\(service)_owner"
        return try await PostgresFixture.with(
            "CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist; GRANT CREATE ON SCHEMA public TO \(owner)"
        ) { fixture in
            try await PostgresFixture.withPool(url: fixture.url) { superuser in
                _ = try await superuser.execute(
                    "ALTER DATABASE \(raw: fixture.name) OWNER TO \(raw: owner)")
                let server = try PostgresFixture.serverURL
                let ownerURL = try PostgresFixture.url(server, database: fixture.name, user: owner)
                let logger = Logger(label: "taoli.test.migrations")
                for (track, list) in [
                    (MessagingMigrations.track, MessagingMigrations.all), (service, migrations),
                ] {
                    _ = try await Migrator(track: track, migrations: list)
                        .migrate(url: ownerURL, logger: logger)
                }
                let appURL = try PostgresFixture.url(
                    server, database: fixture.name, user: "taoli_\(service)_app")
                return try await PostgresFixture.withPool(url: appURL) { pool in
                    try await body(
                        ServiceDatabase(
                            service: service, pool: pool, superuser: superuser,
                            scope: DatabaseScope(service: service)))
                }
            }
        }
    }
}
