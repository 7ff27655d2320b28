import CLibpq
import Foundation

extension PostgresConnection {
    /// Size of the pieces `copyOut` hands over, in bytes; the last row may exceed it.
    static let copyChunk = 65_536

    /// Feeds `COPY … FROM STDIN`. The deadline counts from the last piece the server took.
    func copyIn<Chunks: AsyncSequence & Sendable>(
        _ sql: SQL, _ chunks: Chunks, in id: UInt64
    ) async throws -> Int where Chunks.Element == Data {
        try await beginCopy(sql, expecting: PGRES_COPY_IN, in: id)
        do {
            for try await chunk in chunks {
                try await copying { watch throws(PostgresError) in
                    try chunk.send(to: wire, &watch)
                }
            }
        } catch {
            try await abandonCopy(after: error)
        }
        return try await copying { watch throws(PostgresError) in
            try wire.endCopy(refusing: nil, &watch)
            return try endCopy(sql, &watch)
        }
    }

    /// Receives `COPY … TO STDOUT`, handing whole rows to `receiver` in pieces. When it throws,
    /// the rest is cancelled and the transaction has failed.
    func copyOut(
        _ sql: SQL, in id: UInt64,
        _ receiver: nonisolated(nonsending) @Sendable (Data) async throws -> Void
    ) async throws -> Int {
        try await beginCopy(sql, expecting: PGRES_COPY_OUT, in: id)
        var more = true
        while more {
            var bytes: [UInt8] = []
            more = try await copying { watch throws(PostgresError) in
                try wire.receiveCopy(into: &bytes, limit: Self.copyChunk, &watch)
            }
            if bytes.isEmpty { break }
            do {
                try await receiver(Data(bytes))
            } catch {
                stopReceiving(sql, after: error)
                throw error
            }
        }
        return try await copying { watch throws(PostgresError) in try endCopy(sql, &watch) }
    }

    /// Sends what is pending, then the COPY statement, and waits for the server to be ready.
    private func beginCopy(
        _ sql: SQL, expecting status: ExecStatusType, in id: UInt64
    ) async throws(PostgresError) {
        try require(id)
        guard sql.parameterCount == 0 else {
            throw PostgresError(usage: "COPY takes no parameters; insert names with \\(raw:)")
        }
        _ = try await run([])
        try wire.leavePipeline()
        try await cancellable { watch throws(PostgresError) in
            try wire.sendScript(sql.text)
            try wire.flush(&watch)
            cancel.sent()
            guard let result = try wire.nextResult(&watch) else { throw wire.lost() }
            defer { PQclear(result) }
            if PQresultStatus(result) == status { return }
            try refuseCopy(result, sql, &watch)
        }
        lease?.isCopying = true
    }

    private func refuseCopy(
        _ result: OpaquePointer, _ sql: SQL, _ watch: inout StatementWatch
    ) throws(PostgresError) {
        guard PQresultStatus(result) == PGRES_FATAL_ERROR else {
            // Another statement, or a COPY in the other direction.
            wire.close()
            throw PostgresError(usage: "not a COPY of this direction: \(sql.text.prefix(100))")
        }
        let failure = PostgresError(result: result, statement: sql.text)
        try drain(&watch)
        throw failure
    }

    /// One step of a COPY; a session that can no longer take part in it is closed.
    private func copying<T: Sendable>(
        _ body: (inout StatementWatch) throws(PostgresError) -> T
    ) async throws(PostgresError) -> T {
        try await cancellable { watch throws(PostgresError) in
            cancel.sent()
            return try body(&watch)
        }
    }

    /// The source of the data failed, or the session did: refuse what was sent.
    private func abandonCopy(after error: any Error) async throws {
        if wire.isOpen {
            do throws(PostgresError) {
                try uninterrupted { watch throws(PostgresError) in
                    try wire.endCopy(refusing: "the sender gave up", &watch)
                    try drain(&watch)
                }
            } catch {
                wire.close()
            }
        }
        recordAbandoned(error)
        throw error
    }

    private func stopReceiving(_ sql: SQL, after error: any Error) {
        do throws(PostgresError) {
            try uninterrupted { watch throws(PostgresError) in
                cancel.sent()
                cancel.fireCurrent(.receiver)
                var ignored: [UInt8] = []
                while try wire.receiveCopy(into: &ignored, limit: Self.copyChunk, &watch) {
                    ignored.removeAll(keepingCapacity: true)
                }
                try drain(&watch)
            }
        } catch {
            wire.close()
        }
        recordAbandoned(error)
    }

    private func recordAbandoned(_ error: any Error) {
        lease?.isCopying = false
        guard lease?.failure == nil else { return }
        lease?.failure =
            (error as? PostgresError)
            ?? PostgresError(kind: .cancelled, full: "COPY was given up: \(error)")
    }

    /// Reads the statement's result and goes back to pipeline mode.
    private func endCopy(_ sql: SQL, _ watch: inout StatementWatch) throws(PostgresError) -> Int {
        lease?.isCopying = false
        guard let result = try wire.nextResult(&watch) else { throw wire.lost() }
        if PQresultStatus(result) == PGRES_FATAL_ERROR {
            let failure = PostgresError(result: result, statement: sql.text)
            PQclear(result)
            if failure.kind == .connection { wire.close() } else { try drain(&watch) }
            throw failure
        }
        let affected = PostgresResult(owning: result, columns: nil).affected
        try drain(&watch)
        return affected
    }

    /// Reads the remaining results of the simple protocol and goes back to pipeline mode.
    func drain(_ watch: inout StatementWatch) throws(PostgresError) {
        while let result = try wire.nextResult(&watch) { PQclear(result) }
        try wire.enterPipeline()
    }
}

extension Data {
    /// Sends the bytes as COPY data, in pieces libpq's buffer holds well.
    fileprivate func send(to wire: Wire, _ watch: inout StatementWatch) throws(PostgresError) {
        let piece = 1 << 20
        for start in stride(from: 0, to: count, by: piece) {
            let bytes = [UInt8](self.dropFirst(start).prefix(piece))
            var failure: PostgresError?
            bytes.withUnsafeBytes { buffer in
                do throws(PostgresError) {
                    try wire.sendCopy(buffer, &watch)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
        }
    }
}
