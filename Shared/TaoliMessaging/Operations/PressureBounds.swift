/// What the outbox may hold before bulk work waits (messaging.md, Back-pressure).
package struct PressureBounds: Hashable, Sendable {
    /// Rows that the broker has not acknowledged.
    package let rowsMax: Int64
    /// Of the oldest row that the broker has not acknowledged.
    package let ageMax: Duration

    package init(rowsMax: Int64 = 100_000, ageMax: Duration = .seconds(60)) {
        self.rowsMax = rowsMax
        self.ageMax = ageMax
    }
}

/// What one look at the outbox found.
package struct PressureReading: Hashable, Sendable {
    /// Never less than there are; exact from the bound on.
    package let rows: Int64
    /// Of the oldest row; zero when there is none.
    package let age: Duration

    package init(rows: Int64, age: Duration) {
        self.rows = rows
        self.age = age
    }

    /// Whether bulk work must wait.
    package func isAbove(_ bounds: PressureBounds) -> Bool {
        rows > bounds.rowsMax || age > bounds.ageMax
    }
}
