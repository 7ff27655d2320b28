/// The values bound to one statement, encoded one after the other in a single buffer.
struct Parameters: Sendable {
    /// One value: its type, and where its bytes lie.
    struct Item: Sendable {
        /// OID of the PostgreSQL type; 0 lets the server infer it.
        let type: UInt32
        /// Offset of the first byte in `bytes`.
        let start: Int
        /// Length in bytes; nil is NULL.
        let length: Int?
        /// libpq's format code: 0 text, 1 binary.
        let format: Int32
        /// Offset of the placeholder in the UTF-8 text of the statement.
        let mark: Int
    }

    var items: [Item] = []
    var bytes: [UInt8] = []

    /// What is wrong with a value (a NUL in a text, a date out of range); refused when sent.
    var problem: String?

    mutating func append<T: PostgresEncodable>(_ value: T, mark: Int) {
        let start = bytes.count
        // The buffer is moved, not copied, into the encoder and back.
        var encoder = PostgresEncoder(bytes: bytes.taken())
        let present = value.encode(postgres: &encoder)
        if problem == nil, let wrong = encoder.problem {
            problem = "parameter $\(items.count + 1): \(wrong)"
        }
        bytes = encoder.bytes
        items.append(
            Item(
                type: T.postgresType.oid, start: start, length: present ? bytes.count - start : nil,
                format: 1, mark: mark))
    }

    mutating func appendUntyped(_ value: String?, mark: Int) {
        let start = bytes.count
        if let value {
            bytes.append(contentsOf: value.utf8)
            if problem == nil, value.utf8.contains(0) {
                problem = "parameter $\(items.count + 1): \(PostgresEncoder.nulInText)"
            }
            // Text format is read as a C string by libpq.
            bytes.append(0)
        }
        let length = value == nil ? nil : bytes.count - start - 1
        items.append(Item(type: 0, start: start, length: length, format: 0, mark: mark))
    }

    /// Takes over one value of another statement.
    mutating func append(_ item: Item, of other: Parameters, mark: Int) {
        let start = bytes.count
        if let length = item.length {
            bytes.append(contentsOf: other.bytes[item.start..<(item.start + length)])
            if item.format == 0 { bytes.append(0) }
        }
        if problem == nil { problem = other.problem }
        items.append(
            Item(
                type: item.type, start: start, length: item.length, format: item.format, mark: mark)
        )
    }
}

extension [UInt8] {
    /// The contents, leaving an empty array, so that the receiver owns the buffer alone.
    fileprivate mutating func taken() -> [UInt8] {
        var other: [UInt8] = []
        swap(&self, &other)
        return other
    }
}
