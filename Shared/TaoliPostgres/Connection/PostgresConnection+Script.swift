import CLibpq

extension PostgresConnection {
    /// Runs a text of several statements without parameters inside transaction `id`. Throws the
    /// first error, and a usage error when the text ended the transaction.
    func script(_ text: String, in id: UInt64) async throws(PostgresError) {
        try require(id)
        if text.utf8.contains(0) { throw PostgresError(usage: PostgresEncoder.nulInText) }
        _ = try await run([])
        try wire.leavePipeline()
        try await cancellable { watch throws(PostgresError) in
            try wire.sendScript(text)
            try wire.flush(&watch)
            cancel.sent()
            var failure: PostgresError?
            while let result = try wire.nextResult(&watch) {
                defer { PQclear(result) }
                switch PQresultStatus(result) {
                case PGRES_FATAL_ERROR:
                    // The script itself may be long; the server's message names the place.
                    if failure == nil { failure = PostgresError(result: result, statement: "") }
                case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                    wire.close()
                    throw PostgresError(usage: "a script cannot contain COPY from or to the client")
                default: break
                }
            }
            try wire.enterPipeline()
            if let failure { throw failure }
        }
        if wire.isIdle {
            throw PostgresError(usage: "the script ended the transaction it was run in")
        }
    }
}
