/// A PostgreSQL type by its object id (`pg_type.oid`; fixed for built-in types).
package struct PostgresType: Sendable, Hashable {
    /// Object id of the type.
    package let oid: UInt32
    /// Object id of the array of this type; 0 where arrays of it are not supported.
    package let arrayOID: UInt32

    package init(oid: UInt32, arrayOID: UInt32) {
        self.oid = oid
        self.arrayOID = arrayOID
    }

    /// `boolean`.
    package static let bool = PostgresType(oid: 16, arrayOID: 1000)
    /// `bytea`: bytes of any length.
    package static let bytea = PostgresType(oid: 17, arrayOID: 1001)
    /// `bigint`: 64 bits, signed.
    package static let int8 = PostgresType(oid: 20, arrayOID: 1016)
    /// `smallint`: 16 bits, signed.
    package static let int2 = PostgresType(oid: 21, arrayOID: 1005)
    /// `integer`: 32 bits, signed.
    package static let int4 = PostgresType(oid: 23, arrayOID: 1007)
    /// `text`, without a length of its own.
    package static let text = PostgresType(oid: 25, arrayOID: 1009)
    /// `double precision`: 64 bits (IEEE 754).
    package static let float8 = PostgresType(oid: 701, arrayOID: 1022)
    /// `timestamptz`: microseconds, in UTC.
    package static let timestamptz = PostgresType(oid: 1184, arrayOID: 1185)
    /// `uuid`: 16 bytes.
    package static let uuid = PostgresType(oid: 2950, arrayOID: 2951)
}
