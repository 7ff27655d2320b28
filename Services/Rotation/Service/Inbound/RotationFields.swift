import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliRuntime

/// Reads the fields that several calls share.
enum RotationFields {
    /// A day that must be given. - Throws: `missing-field`, `bad-date`.
    static func date(_ field: String, _ text: String) throws -> CalendarDate {
        let given = try Input.text(field, text, max: RotationLimits.codeMax)
        guard let date = CalendarDate(given) else {
            throw Input.invalid(
                field, "bad-date",
                Wording(
                    "“\(RowProblem.shown(text))”不是日期。", "“\(RowProblem.shown(text))” is no date."),
                next: Wording("请写成 2026-09-01。", "Write it as 2026-09-01."))
        }
        return date
    }

    /// A day, or today in Shanghai when the field is empty.
    static func day(_ field: String, _ text: String, now: Date) throws -> CalendarDate {
        text.isEmpty ? CalendarDate(shanghai: now) : try date(field, text)
    }

    /// A school year that must be given. - Throws: `missing-field`, `bad-school-year`.
    static func year(_ field: String, _ text: String) throws -> SchoolYear {
        let given = try Input.text(field, text, max: RotationLimits.codeMax)
        guard let year = SchoolYear(given) else {
            throw Input.invalid(
                field, "bad-school-year",
                Wording("不是学年。", "This is no school year."),
                next: Wording("请写成 2026-2027。", "Write it as 2026-2027."))
        }
        return year
    }

    static func optionalYear(_ field: String, _ text: String) throws -> SchoolYear? {
        text.isEmpty ? nil : try year(field, text)
    }

    static func optionalID<Of>(_ field: String, _ text: String) throws -> Identifier<Of>? {
        text.isEmpty ? nil : try Input.id(field, text)
    }

    /// A district's code that must be given. - Throws: `missing-field`, `bad-district`.
    static func district(_ field: String, _ text: String) throws -> DistrictCode {
        let given = try Input.text(field, text, max: RotationLimits.codeMax)
        guard let code = DistrictCode(given) else {
            throw Input.invalid(
                field, "bad-district", Wording("不是区代码。", "This is no district's code."),
                next: Wording("请写成 440105。", "Write it as 440105."))
        }
        return code
    }

    static func optionalDistrict(_ field: String, _ text: String) throws -> DistrictCode? {
        text.isEmpty ? nil : try district(field, text)
    }

    /// One of a closed set by its name.
    static func choice<Value: RawRepresentable & CaseIterable>(
        _ field: String, _ text: String, as type: Value.Type = Value.self
    ) throws -> Value where Value.RawValue == String {
        try Input.known(
            field, Value(rawValue: text), allowed: Value.allCases.map(\.rawValue))
    }

    /// The same, or `nil` when the field is empty.
    static func optionalChoice<Value: RawRepresentable & CaseIterable>(
        _ field: String, _ text: String, as type: Value.Type = Value.self
    ) throws -> Value? where Value.RawValue == String {
        text.isEmpty ? nil : try choice(field, text)
    }

    /// Why a change is made, as far as the caller says.
    static func reason(_ text: String) throws -> String {
        try Input.optionalText("reason", text, max: RotationLimits.reasonMax) ?? ""
    }

    /// A whole number within bounds. - Throws: `out-of-range`.
    static func number(_ field: String, _ value: Int32, _ range: ClosedRange<Int>) throws -> Int {
        guard range.contains(Int(value)) else {
            throw Input.invalid(
                field, "out-of-range",
                Wording(
                    "应为 \(range.lowerBound) 到 \(range.upperBound)。",
                    "It must be from \(range.lowerBound) to \(range.upperBound)."))
        }
        return Int(value)
    }

    /// The one id of a cursor.
    static func position<Of>(_ cursor: String, of list: [String]) throws -> Identifier<Of>? {
        guard let parts = try Cursor.decode(cursor, of: list, parts: 1) else { return nil }
        guard let id = Identifier<Of>(parts[0]) else { throw Cursor.bad }
        return id
    }
}
