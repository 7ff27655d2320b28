import Foundation
import TaoliHost
import TaoliModels
import TaoliPostgres

/// Columns of this service's rows as the values of the rules.
extension PostgresRow {
    /// A typed id.
    func id<Of>(_ column: String, as type: Identifier<Of>.Type = Identifier<Of>.self) throws
        -> Identifier<Of>
    {
        Identifier(try get(column, as: UUID.self))
    }

    /// A typed id, or `nil`.
    func optionalID<Of>(
        _ column: String, as type: Identifier<Of>.Type = Identifier<Of>.self
    ) throws -> Identifier<Of>? {
        try get(column, as: UUID?.self).map { Identifier($0) }
    }

    /// A closed set of values by its stored name.
    func value<Value: RawRepresentable>(_ column: String, as type: Value.Type = Value.self) throws
        -> Value where Value.RawValue == String
    {
        guard let value = Value(rawValue: try get(column)) else {
            throw StoredValueError(column: column)
        }
        return value
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

    /// A sentence in both languages, from `<name>_chinese` and `<name>_english`.
    func wording(_ name: String) throws -> Wording {
        Wording(try get("\(name)_chinese"), try get("\(name)_english"))
    }

    /// A small number.
    func int(_ column: String) throws -> Int { Int(try get(column, as: Int32.self)) }
}

/// Refusals that several parts of the service give.
enum EvaluationRefusals {
    static func notFound(_ field: String, _ chinese: String, _ english: String) -> Refusal {
        Refusal(
            .notFound, "not-found", field: field,
            what: Wording(
                "\(chinese)不存在，或不在您的范围内。",
                "There is no such \(english), or it is outside your scope."),
            next: Wording("请核对编号。", "Check the id."))
    }

    static func groupsNotYours(_ ids: [GroupID]) -> Refusal {
        let list = ids.prefix(3).map { "\($0)" }.joined(separator: ", ")
        return Refusal(
            .notFound, "group-unknown", field: "group_ids",
            what: Wording(
                "这些集团不存在、当日不存在，或不属于该区：\(list)。",
                "No group of the district on that day: \(list)."),
            next: Wording(
                "请核对编号；刚成立的集团请稍候片刻再试。",
                "Check the ids; if a group was founded just now, try again in a moment."))
    }
}

/// Rows of one page, and where the next begins; `nil` when nothing follows.
struct RowPage<Row: Sendable>: Sendable {
    let rows: [Row]
    let next: [String]?
}
