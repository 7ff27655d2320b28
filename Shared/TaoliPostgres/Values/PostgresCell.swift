/// One value of a result, in PostgreSQL's text format, valid while it is being decoded.
package struct PostgresCell {
    /// Object id of the value's type.
    package let type: UInt32
    private let bytes: UnsafeRawBufferPointer?

    init(type: UInt32, bytes: UnsafeRawBufferPointer?) {
        self.type = type
        self.bytes = bytes
    }

    /// Whether the value is NULL.
    package var isNull: Bool { bytes == nil }

    /// The bytes of a value that may not be NULL; throws a usage error for NULL.
    package func required() throws(PostgresError) -> UnsafeRawBufferPointer {
        guard let bytes else {
            throw PostgresError(usage: "is NULL; read it as an optional")
        }
        return bytes
    }

    /// The value as text; throws a usage error for NULL.
    package func text() throws(PostgresError) -> String {
        String(decoding: try required(), as: UTF8.self)
    }

    /// The error of a value that cannot be read as `expected`. The value itself is not repeated:
    /// it may be personal data.
    package func mismatch(_ expected: String) -> PostgresError {
        PostgresError(usage: "cannot be read as \(expected) (type oid \(type))")
    }
}
