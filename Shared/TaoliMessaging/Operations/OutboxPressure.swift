import Synchronization
package import TaoliPostgres

/// Tells bulk work when to wait for the outbox; interactive calls never ask it.
///
/// One look a second at most, whoever asks: the answer in between is the last one.
package final class OutboxPressure: Sendable {
    /// How long a reading is believed.
    package static let readingLasts: Duration = .seconds(1)
    /// When whoever was sent away may ask again.
    package static let retryAfter: Duration = .seconds(5)

    package let bounds: PressureBounds
    private let pool: PostgresPool
    private let now: @Sendable () -> ContinuousClock.Instant
    private let last = Mutex<(reading: PressureReading, at: ContinuousClock.Instant)?>(nil)

    /// - Parameter now: the clock by which readings age.
    package init(
        pool: PostgresPool, bounds: PressureBounds = PressureBounds(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.pool = pool
        self.bounds = bounds
        self.now = now
    }

    /// Whether bulk work must wait.
    /// - Throws: `PostgresError` when the outbox cannot be looked at.
    package func isHigh() async throws -> Bool {
        try await reading().isAbove(bounds)
    }

    /// The outbox as it was at most a second ago.
    /// - Throws: `PostgresError`.
    package func reading() async throws -> PressureReading {
        let asked = now()
        if let known = last.withLock({ $0 }), asked - known.at < OutboxPressure.readingLasts {
            return known.reading
        }
        let reading = try await look()
        last.withLock { $0 = (reading, asked) }
        return reading
    }

    /// Ids are given out in order, so their span is never less than the number of rows: mostly the
    /// two ends of the index answer. Counting, up to the bound, happens only when the span is above.
    private func look() async throws -> PressureReading {
        let rows = try await pool.query(
            """
            SELECT CASE WHEN e.highest - e.lowest < \(bounds.rowsMax) THEN e.highest - e.lowest + 1 \
            ELSE (SELECT count(*) FROM (SELECT FROM bus.outbox LIMIT \(bounds.rowsMax + 1)) AS held) \
            END, e.age FROM (SELECT (SELECT max(id) FROM bus.outbox) AS highest, o.id AS lowest, \
            extract(epoch FROM clock_timestamp() - o.created_at)::float8 AS age \
            FROM bus.outbox o ORDER BY o.id LIMIT 1) AS e
            """)
        guard let row = rows.first else { return PressureReading(rows: 0, age: .zero) }
        return PressureReading(rows: try row.get(0), age: .seconds(try row.get(1, as: Double.self)))
    }
}
