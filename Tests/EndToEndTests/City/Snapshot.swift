import TaoliPostgres

/// A digest of every table of the four databases, to see that nothing changed.
///
/// Left out: leases and positions, which move by themselves, and `bus.command_log`, in which
/// refusals are remembered like answers.
struct Snapshot: Equatable, Sendable {
    /// Row count and digest by `<service>:<schema>.<table>`.
    private let tables: [String: String]

    /// Reads a city that is quiet.
    init(of city: City) async throws {
        var tables: [String: String] = [:]
        for service in CityService.allCases {
            for (table, digest) in try await city.database(service, Self.digests) {
                tables["\(service):\(table)"] = digest
            }
        }
        self.tables = tables
    }

    /// Names of tables that differ.
    func differences(from other: Snapshot) -> [String] {
        Set(tables.keys).union(other.tables.keys).filter { tables[$0] != other.tables[$0] }.sorted()
    }

    /// Table and digest of each table of one service.
    func tables(of service: CityService) -> [String] {
        tables.filter { $0.key.hasPrefix("\(service):") }.map { "\($0.key) \($0.value)" }.sorted()
    }

    private static func digests(_ pool: PostgresPool) async throws -> [String: String] {
        let names = try await pool.query(
            """
            SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c \
            JOIN pg_namespace n ON n.oid = c.relnamespace \
            WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' \
            AND n.nspname <> 'information_schema' AND format('%I.%I', n.nspname, c.relname) \
            NOT IN ('bus.lease', 'bus.consumer_partition', 'bus.consumer_start', \
            'bus.command_log')
            """
        ).map { try $0.get("name", as: String.self) }
        var digests: [String: String] = [:]
        for name in names {
            let row = try await pool.query(
                """
                SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) \
                AS digest FROM \(raw: name) t
                """)
            digests[name] = try row[0].get("digest")
        }
        return digests
    }
}
