import CLibpq

extension Wire {
    /// Queues the preparation of a statement under `name`.
    func sendPrepare(
        name: String, _ text: String, types: [UInt32]
    ) throws(PostgresError) {
        try check(PQsendPrepare(try open(), name, text, Int32(types.count), types))
    }

    /// Queues the execution of a prepared statement; results come in text format.
    func sendExecute(name: String, _ parameters: Parameters) throws(PostgresError) {
        let connection = try open()
        let items = parameters.items
        if items.isEmpty {
            return try check(PQsendQueryPrepared(connection, name, 0, nil, nil, nil, 0))
        }
        let lengths = items.map { Int32($0.length ?? 0) }
        let formats = items.map(\.format)
        // An empty buffer may have no address, which libpq would read as NULL.
        let bytes = parameters.bytes.isEmpty ? [0] : parameters.bytes
        let outcome = bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = items.map { item in
                item.length == nil ? nil : base.map { $0 + item.start }
            }
            return PQsendQueryPrepared(
                connection, name, Int32(items.count), values, lengths, formats, 0)
        }
        try check(outcome)
    }

    /// Queues a statement without values that is not worth preparing.
    func sendDirect(_ text: String) throws(PostgresError) {
        try check(PQsendQueryParams(try open(), text, 0, nil, nil, nil, nil, 0))
    }

    /// Ends a batch: the server answers up to here, and an error skips what is before it.
    func sendSync() throws(PostgresError) {
        try check(PQpipelineSync(try open()))
    }

    /// Sends text of one or more statements by the simple protocol, outside of pipeline mode.
    func sendScript(_ text: String) throws(PostgresError) {
        try check(PQsendQuery(try open(), text))
    }

    /// Leaves pipeline mode, which knows neither COPY nor scripts; only between batches.
    func leavePipeline() throws(PostgresError) {
        try check(PQexitPipelineMode(try open()))
    }

    /// Back to pipeline mode.
    func enterPipeline() throws(PostgresError) {
        try check(PQenterPipelineMode(try open()))
    }

    /// Sends COPY data, waiting while the server is slower.
    func sendCopy(
        _ bytes: UnsafeRawBufferPointer, _ watch: inout StatementWatch
    ) throws(PostgresError) {
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
        while true {
            switch PQputCopyData(try open(), base, Int32(bytes.count)) {
            case 1: return try flush(&watch)
            case 0: try waitToSend(&watch)
            default: throw lost()
            }
        }
    }

    /// Ends COPY data; with a reason, so that the server refuses all of it.
    func endCopy(refusing reason: String?, _ watch: inout StatementWatch) throws(PostgresError) {
        while true {
            switch PQputCopyEnd(try open(), reason) {
            case 1: return try flush(&watch)
            case 0: try waitToSend(&watch)
            default: throw lost()
            }
        }
    }

    /// Appends received COPY data to `bytes` until `limit` bytes are there. Returns false at its
    /// end; the statement's result is then to be read.
    func receiveCopy(
        into bytes: inout [UInt8], limit: Int, _ watch: inout StatementWatch
    ) throws(PostgresError) -> Bool {
        while bytes.count < limit {
            var buffer: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(try open(), &buffer, 1)
            switch count {
            case 0: try receive(&watch)
            case -1: return false
            case ..<(-1): throw lost()
            default:
                bytes.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: Int(count)))
                PQfreemem(buffer)
            }
        }
        return true
    }
}
