import Foundation
import RegistryCore
import TaoliHost
import TaoliModels
import TaoliRuntime

/// Reads the fields that several registry calls share.
enum Fields {
    /// A day that must be given. - Throws: `missing-field`, `bad-date`.
    static func date(_ field: String, _ text: String) throws -> CalendarDate {
        guard let date = CalendarDate(try Input.text(field, text, max: RegistryLimits.codeMax))
        else {
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

    /// A district's code. - Throws: `bad-district-code`.
    static func district(_ field: String, _ text: String) throws -> DistrictCode {
        guard let code = DistrictCode(try Input.text(field, text, max: RegistryLimits.codeMax))
        else {
            throw Input.invalid(
                field, "bad-district-code",
                Wording("区代码只能用字母、数字、- 和 _。", "A district's code has letters, digits, - and _."))
        }
        return code
    }

    /// Why a change is made, as far as the caller says.
    static func reason(_ text: String) throws -> String {
        try Input.optionalText("reason", text, max: RegistryLimits.reasonMax) ?? ""
    }

    /// A role at a unit. - Throws: `unknown-value`, `bad-unit`.
    static func roleAtUnit(_ role: String, _ unit: String) throws -> (Role, UnitReference) {
        let known = try Input.known(
            "grant.role", Role(rawValue: role),
            allowed: Role.allCases.filter { $0 != .service }.map(\.rawValue))
        let text = try Input.text("grant.unit", unit, max: RegistryLimits.codeMax)
        guard let reference = UnitReference(text) else {
            throw Input.invalid(
                "grant.unit", "bad-unit",
                Wording(
                    "单位应写成 city/代码、district/代码、group/编号或 school/编号。",
                    "A unit is city/<code>, district/<code>, group/<id> or school/<id>."))
        }
        guard [.group, .school].contains(reference.kind) else { return (known, reference) }
        // Ids are compared as text in tokens, so they are kept in one form.
        let id = try Input.id("grant.unit", reference.id, as: GroupID.self)
        return (known, UnitReference(reference.kind, id.description))
    }

    /// The number of the line after which a history goes on.
    /// - Throws: `bad-cursor`, `cursor-of-other-list`.
    static func line(_ cursor: String, of list: [String]) throws(Refusal) -> Int64 {
        guard let parts = try Cursor.decode(cursor, of: list, parts: 1) else { return 0 }
        guard let line = Int64(parts[0]) else { throw Cursor.bad }
        return line
    }

    /// The day and id of the row after which a list by days goes on; `nil` for the first page.
    /// - Throws: `bad-cursor`, `cursor-of-other-list`.
    static func dayAndID(_ cursor: String, of list: [String]) throws(Refusal) -> [String]? {
        guard let parts = try Cursor.decode(cursor, of: list, parts: 2) else { return nil }
        guard CalendarDate(parts[0]) != nil else { throw Cursor.bad }
        return parts
    }
}
