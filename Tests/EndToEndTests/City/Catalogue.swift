import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliTestKit

/// Tables, policies and what a role sees of them.
enum Catalogue {
    /// A table as the catalogue has it.
    struct Table: Sendable {
        let schema: String
        let name: String
        let isSecured: Bool
        let isForced: Bool
        /// Conditions of its policies, by role.
        let policies: [String: [String]]
        /// `districts` where a row concerns several, else `district`.
        let scopeColumn: String?

        var isStaging: Bool { name.contains("staging") }
        /// Not of the bus, not a migrator's track, not staging.
        var needsPolicy: Bool {
            schema != "bus" && name != "public.taoli_migration" && !isStaging
        }
    }

    /// Tables in which the main job leaves rows of several districts.
    static let filled: [CityService: [String]] = [
        .registry: [
            "registry.school", "registry.site", "registry.school_group", "registry.membership",
            "registry.change_history", "registry.site_school",
        ],
        .rotation: projected("rotation"),
        .evaluation: projected("evaluation"),
        .notification: projected("notification") + ["notification.message"],
    ]

    private static func projected(_ schema: String) -> [String] {
        ["school", "site", "school_group", "membership"].map { "\(schema).\($0)" }
    }

    /// All tables but those of PostgreSQL itself.
    static func tables(_ service: CityService, in city: City) async throws -> [Table] {
        try await city.database(service) { pool in
            let policies = try await pool.query(
                """
                SELECT schemaname || '.' || tablename AS name, unnest(roles)::text AS role, \
                coalesce(qual, '') AS condition FROM pg_policies
                """
            ).map { row in
                (
                    name: try row.get("name", as: String.self),
                    role: try row.get("role", as: String.self),
                    condition: try row.get("condition", as: String.self)
                )
            }
            return try await pool.query(
                """
                SELECT n.nspname::text AS schema, n.nspname || '.' || c.relname AS name, \
                c.relrowsecurity AS secured, c.relforcerowsecurity AS forced, \
                (SELECT max(a.attname::text) FROM pg_attribute a WHERE a.attrelid = c.oid \
                AND a.attname IN ('district', 'districts') AND NOT a.attisdropped) AS scope \
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                WHERE c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname <> 'information_schema' \
                AND n.nspname NOT LIKE 'pg\\_%'
                """
            ).map { row in
                let name: String = try row.get("name")
                let own = policies.filter { $0.name == name }
                return Table(
                    schema: try row.get("schema"), name: name, isSecured: try row.get("secured"),
                    isForced: try row.get("forced"),
                    policies: Dictionary(grouping: own, by: \.role).mapValues {
                        $0.map(\.condition)
                    },
                    scopeColumn: try row.get("scope"))
            }
        }
    }

    /// How a transaction of a person of that district begins.
    static func options(_ service: CityService, _ district: String?) -> TransactionOptions {
        guard let district else { return TransactionOptions() }
        return TransactionOptions(
            preamble: DatabaseScope(service: service.rawValue).preamble(
                .districts([DistrictCode(district)].compactMap(\.self))))
    }

    /// Rows that _app sees; `nil` when it may not look.
    static func count(
        _ table: Table, _ service: CityService, scope: String?, in city: City
    ) async throws -> Int? {
        let app = try city.foundation.url(service, as: service.app)
        return try await PostgresFixture.withPool(url: app, connectionsMax: 1) { pool in
            do {
                return try await pool.transaction(options(service, scope)) { tx in
                    try await tx.query("SELECT count(*) AS n FROM \(raw: table.name)")[0]
                        .get("n", as: Int.self)
                }
            } catch let error as PostgresError where error.sqlState == "42501" {
                return nil
            }
        }
    }

    /// Rows that are there, or those that concern a district.
    static func total(
        _ table: Table, _ service: CityService, of district: String? = nil, in city: City
    ) async throws -> Int {
        try await city.database(service) { pool in
            var query: SQL = "SELECT count(*) AS n FROM \(raw: table.name)"
            if let district {
                query =
                    query
                    + (table.scopeColumn == "districts"
                        ? " WHERE \(district) = any(districts)" : " WHERE district = \(district)")
            }
            return try await pool.query(query)[0].get("n")
        }
    }

    /// The SQLSTATE with which a statement fails for a service's role; `nil` when it succeeds, in
    /// which case it is rolled back.
    static func failure(
        of statement: String, as service: CityService, scope: DataScope, in city: City
    ) async -> String? {
        struct Undo: Error {}
        do {
            let app = try city.foundation.url(service, as: service.app)
            try await PostgresFixture.withPool(url: app, connectionsMax: 1) { pool in
                let preamble = DatabaseScope(service: service.rawValue).preamble(scope)
                try await pool.transaction(TransactionOptions(preamble: preamble)) { tx in
                    _ = try await tx.execute(SQL(raw: statement))
                    throw Undo()
                }
            }
            return nil
        } catch let error as PostgresError {
            return error.sqlState
        } catch {
            return nil
        }
    }
}
