import Foundation
import Logging
package import TaoliPostgres

/// A database of a test's own on the server of `TAOLI_TEST_POSTGRES`.
package struct PostgresFixture: Sendable {
    /// Why a test cannot run here.
    package struct Unavailable: Error, CustomStringConvertible {
        package let description: String
    }

    /// Signs in as the superuser of the server.
    package let url: String
    /// The database's name, random.
    package let name: String

    /// The superuser's URL of the server's own database.
    /// - Throws: `Unavailable` when the environment names none.
    package static var serverURL: String {
        get throws {
            guard let value = ProcessInfo.processInfo.environment["TAOLI_TEST_POSTGRES"],
                !value.isEmpty
            else {
                throw Unavailable(
                    description:
                        "set TAOLI_TEST_POSTGRES to a superuser's URL, or use make test")
            }
            return value
        }
    }

    /// Creates an empty database with a random name and runs `sql` in it.
    package static func create(_ sql: String? = nil) async throws -> PostgresFixture {
        let name = "taoli_test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
        let server = try serverURL
        try await withPool(url: server) { pool in
            _ = try await pool.execute("CREATE DATABASE \(raw: name)")
        }
        let fixture = PostgresFixture(url: try Self.url(server, database: name), name: name)
        if let sql {
            try await withPool(url: fixture.url) { pool in
                try await pool.transaction { try await $0.script(sql) }
            }
        }
        return fixture
    }

    /// Creates a database, runs `sql` in it, calls `body`, and drops it whatever happened.
    package static func with<T: Sendable>(
        _ sql: String? = nil, _ body: (PostgresFixture) async throws -> T
    ) async throws -> T {
        let fixture = try await create(sql)
        do {
            let value = try await body(fixture)
            try await fixture.drop()
            return value
        } catch {
            try await fixture.drop()
            throw error
        }
    }

    /// The same with a pool on the database, closed at the end.
    package static func withPool<T: Sendable>(
        _ sql: String? = nil, connectionsMax: Int = 10,
        _ body: (PostgresPool) async throws -> T
    ) async throws -> T {
        try await with(sql) { fixture in
            try await withPool(
                url: fixture.url, connectionsMax: connectionsMax, body)
        }
    }

    /// Ends all sessions of the database and drops it.
    package func drop() async throws {
        try await Self.withPool(url: try Self.serverURL) { pool in
            _ = try await pool.execute("DROP DATABASE IF EXISTS \(raw: name) WITH (FORCE)")
        }
    }

    /// The configuration of a pool on the database.
    package func configuration(
        connectionsMax: Int = 10, statementDeadline: Duration = .seconds(10),
        acquireDeadline: Duration = .seconds(5)
    ) -> PostgresConfiguration {
        PostgresConfiguration(
            url: url, applicationName: "taoli-test", connectionsMax: connectionsMax,
            statementDeadline: statementDeadline, acquireDeadline: acquireDeadline)
    }

    /// Calls `body` with a pool on any database and closes it.
    package static func withPool<T: Sendable>(
        url: String, connectionsMax: Int = 10, _ body: (PostgresPool) async throws -> T
    ) async throws -> T {
        try await withPool(
            PostgresConfiguration(
                url: url, applicationName: "taoli-test", connectionsMax: connectionsMax), body)
    }

    /// Calls `body` with a pool of that configuration and closes it.
    package static func withPool<T: Sendable>(
        _ configuration: PostgresConfiguration, _ body: (PostgresPool) async throws -> T
    ) async throws -> T {
        let pool = PostgresPool(
            configuration: configuration, logger: Logger(label: "taoli.test.postgres"))
        do {
            let value = try await body(pool)
            await pool.shutdown()
            return value
        } catch {
            await pool.shutdown()
            throw error
        }
    }

    /// The same server with another database, and optionally another role.
    package static func url(
        _ server: String, database: String, user: String? = nil
    ) throws -> String {
        guard var components = URLComponents(string: server) else {
            throw Unavailable(description: "TAOLI_TEST_POSTGRES is not a URL")
        }
        components.path = "/" + database
        if let user {
            components.user = user
            components.password = nil
        }
        guard let url = components.string else {
            throw Unavailable(description: "TAOLI_TEST_POSTGRES is not a URL")
        }
        return url
    }

    /// Asks until `condition` holds; reaching the limit of 30 seconds is a failure.
    package static func wait(
        for what: String, until condition: () async throws -> Bool
    ) async throws {
        for _ in 0..<1500 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Unavailable(description: "did not happen within 30 seconds: \(what)")
    }
}
