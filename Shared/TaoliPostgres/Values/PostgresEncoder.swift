/// Collects the binary form of bound values.
package struct PostgresEncoder: Sendable {
    static let nulInText =
        "a text may not contain the character NUL (U+0000); PostgreSQL cannot store it"

    var bytes: [UInt8]
    private(set) var problem: String?

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Marks the value as one that cannot be sent; the statement is refused with `problem`.
    package mutating func refuse(_ problem: String) {
        if self.problem == nil { self.problem = problem }
    }

    /// Appends raw bytes.
    package mutating func append(contentsOf data: some Collection<UInt8>) {
        bytes.append(contentsOf: data)
    }

    /// Appends an integer in network byte order.
    package mutating func append<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Overwrites four bytes at `offset` with an integer in network byte order.
    mutating func replace(at offset: Int, with value: Int32) {
        withUnsafeBytes(of: value.bigEndian) { source in
            for (index, byte) in source.enumerated() { bytes[offset + index] = byte }
        }
    }
}
