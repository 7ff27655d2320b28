import TaoliPostgres

/// When bulk work waits for the outbox to drain (messaging.md, Back-pressure).
package struct OutboxPressure: Sendable {
    package var rowsMax: Int64
    package var ageMax: Duration

    package init(rowsMax: Int64 = 100_000, ageMax: Duration = .seconds(60)) {
        self.rowsMax = rowsMax
        self.ageMax = ageMax
    }

    /// Whether the outbox holds more, or anything older, than it may.
    func isHigh(in pool: PostgresPool) async throws -> Bool {
        let rows = try await pool.query(
            """
            SELECT (SELECT count(*) FROM (SELECT FROM bus.outbox LIMIT \(rowsMax + 1)) AS held), \
            coalesce((SELECT extract(epoch FROM clock_timestamp() - created_at)::float8 \
            FROM bus.outbox ORDER BY id LIMIT 1), 0)
            """)
        guard let row = rows.first else { return false }
        let seconds = Double(ageMax.components.seconds)
        return try row.get(0, as: Int64.self) > rowsMax || row.get(1, as: Double.self) > seconds
    }
}
