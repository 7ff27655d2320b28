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
        guard storage.columns.names.indices.contains(column) else {
            throw PostgresError(
                usage: "the result has \(columns.count) columns, none at position \(column)")
        }
        return try read(column)
    }

    private func read<T: PostgresDecodable>(_ index: Int) throws(PostgresError) -> T {
        do throws(PostgresError) {
            return try storage.withCell(row: row, column: index) { cell throws(PostgresError) in
                try T.decode(postgres: cell)
            }
        } catch {
            throw error.at("column '\(storage.columns.names[index])'")
        }
    }
}
