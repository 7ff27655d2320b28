/// A value that can be read from a column.
///
/// Conforming: what is `PostgresEncodable`. A `String` reads any type as PostgreSQL writes it
/// (`date` as `2024-03-01`, `jsonb` as its text). A `RawRepresentable` type conforms by declaring
/// it. NULL is read by an optional; everything else throws a usage error for it.
package protocol PostgresDecodable: Sendable {
    /// Reads the value; throws a usage error when it is NULL or of another form.
    static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Self
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Self {
        let raw = try RawValue.decode(postgres: cell)
        guard let value = Self(rawValue: raw) else { throw cell.mismatch("\(Self.self)") }
        return value
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Self {
        cell.isNull ? nil : try Wrapped.decode(postgres: cell)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Self {
        guard var reader = ArrayText(try cell.required()) else { throw cell.mismatch("an array") }
        let type = ArrayText.elementTypes[cell.type] ?? 0
        var values: [Element] = []
        while let element = reader.next() {
            values.append(try element.decode(as: Element.self, type: type))
        }
        guard reader.isComplete else { throw cell.mismatch("a one-dimensional array") }
        return values
    }
}
