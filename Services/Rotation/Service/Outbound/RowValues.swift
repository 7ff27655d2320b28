import Foundation
import TaoliHost
import TaoliModels
import TaoliPostgres

extension PostgresRow {
    /// A typed id.
    func id<Of>(_ column: String, as type: Identifier<Of>.Type = Identifier<Of>.self) throws
        -> Identifier<Of>
    {
        Identifier(try get(column, as: UUID.self))
    }

    /// A typed id, or `nil`.
    func optionalID<Of>(_ column: String, as type: Identifier<Of>.Type = Identifier<Of>.self)
        throws -> Identifier<Of>?
    {
        try get(column, as: UUID?.self).map { Identifier($0) }
    }

    /// An array of typed ids.
    func ids<Of>(_ column: String, as type: Identifier<Of>.Type = Identifier<Of>.self) throws
        -> [Identifier<Of>]
    {
        try get(column, as: [UUID].self).map { Identifier($0) }
    }

    /// A district's code.
    func district(_ column: String) throws -> DistrictCode {
        guard let code = DistrictCode(try get(column, as: String.self)) else {
            throw StoredValueError(column: column)
        }
        return code
    }

    /// Codes of districts.
    func districts(_ column: String) throws -> [DistrictCode] {
        try get(column, as: [String].self).compactMap { DistrictCode($0) }
    }

    /// A school year.
    func year(_ column: String) throws -> SchoolYear {
        guard let year = SchoolYear(try get(column, as: String.self)) else {
            throw StoredValueError(column: column)
        }
        return year
    }

    /// A closed set of values by its stored name.
    func value<Value: RawRepresentable>(_ column: String, as type: Value.Type = Value.self) throws
        -> Value where Value.RawValue == String
    {
        guard let value = Value(rawValue: try get(column, as: String.self)) else {
            throw StoredValueError(column: column)
        }
        return value
    }

    /// The same, or `nil`.
    func optionalValue<Value: RawRepresentable>(
        _ column: String, as type: Value.Type = Value.self
    ) throws -> Value? where Value.RawValue == String {
        try get(column, as: String?.self) == nil ? nil : try value(column)
    }
}
