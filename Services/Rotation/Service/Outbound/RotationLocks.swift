import TaoliModels
import TaoliPostgres

/// Locks on what has no row to lock, until the transaction ends.
enum RotationLocks {
    /// Whoever changes what these schools send or receive.
    static func take(_ tx: PostgresTransaction, schools: [SchoolID]) async throws {
        try await take(tx, schools.map { "school/\($0)" })
    }

    /// Whoever records for a group's year, before there is a record.
    static func take(_ tx: PostgresTransaction, inputs group: GroupID, _ year: SchoolYear)
        async throws
    {
        try await take(tx, ["inputs/\(group)/\(year)"])
    }

    /// In one order, so that two who take several do not wait for each other.
    private static func take(_ tx: PostgresTransaction, _ names: [String]) async throws {
        _ = try await tx.query(
            """
            SELECT pg_advisory_xact_lock(l.number) FROM (SELECT DISTINCT \
            hashtextextended(n.item, 0) AS number FROM unnest(\(names)::text[]) AS n(item) \
            ORDER BY number) AS l
            """)
    }
}
