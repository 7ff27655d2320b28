/// A value that can be bound to a statement.
///
/// Conforming: `String` (text), `Bool`, `Int` and `Int64` (int8), `Int32` (int4), `Int16` (int2),
/// `Double` (float8), `UUID`, `Data` (bytea), `Date` (timestamptz, microseconds), optionals of
/// these, and arrays of these or of their optionals. A `RawRepresentable` type conforms by
/// declaring it.
package protocol PostgresEncodable: Sendable {
    /// The type the value is sent as.
    static var postgresType: PostgresType { get }

    /// Appends the value in PostgreSQL's binary format; returns false for NULL.
    func encode(postgres encoder: inout PostgresEncoder) -> Bool
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    package static var postgresType: PostgresType { RawValue.postgresType }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        rawValue.encode(postgres: &encoder)
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var postgresType: PostgresType { Wrapped.postgresType }

    package func encode(postgres encoder: inout PostgresEncoder) -> Bool {
        guard let self else { return false }
        return self.encode(postgres: &encoder)
    }
}
