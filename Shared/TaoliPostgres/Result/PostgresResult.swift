import CLibpq

/// What one statement returned.
package struct PostgresResult: Sendable {
    /// The rows, empty for statements that return none.
    package let rows: [PostgresRow]

    /// How many rows the statement inserted, updated, deleted, copied or returned.
    package let affected: Int

    /// Takes over the result; `columns` are those of the same prepared statement, if known.
    init(owning result: OpaquePointer, columns: ResultColumns?) {
        affected = PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        guard PQresultStatus(result) == PGRES_TUPLES_OK else {
            rows = []
            PQclear(result)
            return
        }
        let storage = ResultStorage(
            owning: result, columns: columns ?? ResultColumns(result: result))
        rows = (0..<storage.rowCount).map { PostgresRow(storage: storage, row: $0) }
    }
}
