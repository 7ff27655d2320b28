/// One row of a result.
package struct PostgresRow: Sendable {
    private let storage: ResultStorage
    private let row: Int

    init(storage: ResultStorage, row: Int) {
        self.storage = storage
        self.row = row
    }

    /// The names of the columns, in order.
    package var columns: [String] { storage.columns.names }

    /// Reads the column of that name (the first, if several have it). Throws a usage error when
    /// there is none, or when the value is NULL or of another form than `T` reads.
    package func get<T: PostgresDecodable>(
        _ column: String, as type: T.Type = T.self
    ) throws(PostgresError) -> T {
        guard let index = storage.columns.index(of: column) else {
            throw PostgresError(
                usage:
                    "the result has no column '\(column)', only \(columns.joined(separator: ", "))"
            )
        }
        return try read(index)
    }

    /// Reads the column at that position, counted from 0. Throws like `get` by name.
    package func get<T: PostgresDecodable>(
        _ column: Int, as type: T.Type = T.self
    ) throws(PostgresError) -> T {
        try read(checked(column))
    }

    /// Lends the value as PostgreSQL wrote it, for whoever passes it on as it is. Throws like `get`.
    package func withCell<T>(
        _ column: Int, _ body: (PostgresCell) throws(PostgresError) -> T
    ) throws(PostgresError) -> T {
        let column = try checked(column)
        do throws(PostgresError) {
            return try storage.withCell(row: row, column: column, body)
        } catch {
            throw error.at("column '\(storage.columns.names[column])'")
        }
    }

    private func checked(_ column: Int) throws(PostgresError) -> Int {
        guard storage.columns.names.indices.contains(column) else {
            throw PostgresError(
                usage: "the result has \(columns.count) columns, none at position \(column)")
        }
        return column
    }

    private func read<T: PostgresDecodable>(_ index: Int) throws(PostgresError) -> T {
        try withCell(index) { cell throws(PostgresError) in try T.decode(postgres: cell) }
    }
}
