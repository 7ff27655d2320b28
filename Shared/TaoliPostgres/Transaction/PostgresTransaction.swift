package import Foundation

/// A running transaction, valid inside the closure it was given to; used later, every call throws
/// a usage error.
///
/// After an error of the server the transaction has failed: further statements are refused by the
/// server until the closure ends and it is rolled back, unless the error happened within
/// `savepoint`. All calls throw `PostgresError`: of kind `cancelled` when the task is, of kind
/// `timeout` when the statement's or the transaction's deadline passed.
package struct PostgresTransaction: Sendable {
    let connection: PostgresConnection
    let id: UInt64

    /// Runs a statement and returns its rows.
    @discardableResult
    nonisolated(nonsending) package func query(
        _ sql: SQL
    ) async throws(PostgresError) -> [PostgresRow] {
        try await connection.statement(sql, in: id).rows
    }

    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    nonisolated(nonsending) package func execute(_ sql: SQL) async throws(PostgresError) -> Int {
        try await connection.statement(sql, in: id).affected
    }

    /// Runs statements in one round trip and returns their results in order. At the first error
    /// the rest is skipped and the error thrown. With `committing`, COMMIT travels with them, and
    /// the transaction takes no further statement.
    @discardableResult
    nonisolated(nonsending) package func pipeline(
        _ statements: [SQL], committing: Bool = false
    ) async throws(PostgresError) -> [PostgresResult] {
        try await connection.pipeline(statements, committing: committing, in: id)
    }

    /// Runs `body` so that an error it throws undoes only what it did. The error is thrown on;
    /// catch it to go on with the transaction.
    nonisolated(nonsending) package func savepoint<T: Sendable>(
        _ body: nonisolated(nonsending) @Sendable (PostgresTransaction) async throws -> T
    ) async throws -> T {
        try await connection.savepoint(in: id) { try await body(self) }
    }

    /// Runs `COPY … FROM STDIN` with the bytes of `chunks`, which need not end at rows. Returns
    /// the number of rows. An error of `chunks` is thrown on, nothing of it is stored, and the
    /// transaction has failed.
    @discardableResult
    nonisolated(nonsending) package func copyIn<Chunks: AsyncSequence & Sendable>(
        _ sql: SQL, _ chunks: Chunks
    ) async throws -> Int where Chunks.Element == Data {
        try await connection.copyIn(sql, chunks, in: id)
    }

    /// The same for bytes already at hand.
    @discardableResult
    nonisolated(nonsending) package func copyIn(_ sql: SQL, _ chunks: [Data]) async throws -> Int {
        let stream = AsyncStream<Data> { continuation in
            for chunk in chunks { continuation.yield(chunk) }
            continuation.finish()
        }
        return try await connection.copyIn(sql, stream, in: id)
    }

    /// Runs `COPY … TO STDOUT` and hands whole rows to `receiver` in pieces of about 64 KiB; the
    /// next piece is read when it returns. Returns the number of rows. When `receiver` throws, the
    /// rest is cancelled and the transaction has failed.
    @discardableResult
    nonisolated(nonsending) package func copyOut(
        _ sql: SQL, _ receiver: nonisolated(nonsending) @Sendable (Data) async throws -> Void
    ) async throws -> Int {
        try await connection.copyOut(sql, in: id, receiver)
    }

    /// Runs a text of several statements without parameters, such as a migration. It must not
    /// contain BEGIN or COMMIT.
    nonisolated(nonsending) package func script(_ text: String) async throws(PostgresError) {
        try await connection.script(text, in: id)
    }
}
