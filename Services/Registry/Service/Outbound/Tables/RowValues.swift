import Foundation
import TaoliModels
import TaoliPostgres

/// A stored value that this build cannot read: the database was written by something else.
struct UnreadableRow: Error, CustomStringConvertible {
    let description: String
}

extension PostgresRow {
    /// A typed id.
    func id<Of>(_ column: String, as type: Identifier<Of>.Type = Identifier<Of>.self) throws
        -> Identifier<Of>
    {
        Identifier(try get(column, as: UUID.self))
    }

    /// A calendar date selected as text.
    func date(_ column: String) throws -> CalendarDate {
        guard let date = try optionalDate(column) else {
            throw UnreadableRow(description: "column \(column) is null")
        }
        return date
    }

    /// A calendar date selected as text, or `nil`.
    func optionalDate(_ column: String) throws -> CalendarDate? {
        guard let text = try get(column, as: String?.self) else { return nil }
        guard let date = CalendarDate(text) else {
            throw UnreadableRow(description: "column \(column): \(text) is no date")
        }
        return date
    }

    /// A district's code.
    func district(_ column: String) throws -> DistrictCode {
        let text: String = try get(column)
        guard let code = DistrictCode(text) else {
            throw UnreadableRow(description: "column \(column): \(text) is no district code")
        }
        return code
    }

    /// A closed set of values by its stored name.
    func value<Value: RawRepresentable>(_ column: String, as type: Value.Type = Value.self) throws
        -> Value where Value.RawValue == String
    {
        let text: String = try get(column)
        guard let value = Value(rawValue: text) else {
            throw UnreadableRow(description: "column \(column): \(text) is not a \(type)")
        }
        return value
    }
}

extension Sequence where Element == DistrictCode {
    /// One text for a row of `unnest`, which has no nested arrays.
    var joined: String { map(\.rawValue).joined(separator: ",") }
}
