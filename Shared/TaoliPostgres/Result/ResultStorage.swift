import CLibpq

/// Owns one result of libpq and frees it.
///
/// `@unchecked Sendable`: a `PGresult` is not changed after libpq returned it, its reading
/// functions may be called from any thread (libpq manual, "Behavior in Threaded Programs"), and it
/// is freed once, in `deinit`.
final class ResultStorage: @unchecked Sendable {
    /// Owner of the pointer: this object, from `init` to `deinit`.
    private let result: OpaquePointer
    let columns: ResultColumns
    let rowCount: Int

    init(owning result: OpaquePointer, columns: ResultColumns) {
        self.result = result
        self.columns = columns
        rowCount = Int(PQntuples(result))
    }

    deinit {
        PQclear(result)
    }

    /// Calls `body` with the value; its bytes are valid only during the call.
    func withCell<T>(
        row: Int, column: Int, _ body: (PostgresCell) throws(PostgresError) -> T
    ) throws(PostgresError) -> T {
        let (row, index) = (Int32(row), Int32(column))
        let type = columns.types[column]
        let bytes: UnsafeRawBufferPointer? =
            PQgetisnull(result, row, index) == 1
            ? nil
            : UnsafeRawBufferPointer(
                start: PQgetvalue(result, row, index), count: Int(PQgetlength(result, row, index)))
        let value = try body(PostgresCell(type: type, bytes: bytes))
        withExtendedLifetime(self) {}
        return value
    }
}
