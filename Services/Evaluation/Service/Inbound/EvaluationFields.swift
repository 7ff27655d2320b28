import EvaluationCore
import Foundation
import Foundation
import TaoliHost
import TaoliModels
import TaoliRuntime

/// Reads the fields that several of evaluation's calls share.
enum EvaluationFields {
    /// A day; `nil` for an empty field. - Throws: `bad-date`.
    static func day(_ field: String, _ text: String) throws -> CalendarDate? {
        if text.isEmpty { return nil }
        guard let date = CalendarDate(text) else {
            throw Input.invalid(
                field, "bad-date",
                Wording(
                    "“\(RowProblem.shown(text))”不是日期。", "“\(RowProblem.shown(text))” is no date."),
                next: Wording("请写成 2026-09-01。", "Write it as 2026-09-01."))
        }
        return date
    }

    /// A year that is assessed. - Throws: `bad-year`.
    static func period(_ field: String, _ text: String) throws -> CyclePeriod {
        guard let period = CyclePeriod(try Input.text(field, text, max: 9)) else {
            throw Input.invalid(
                field, "bad-year",
                Wording(
                    "“\(RowProblem.shown(text))”不是学年或年度。",
                    "“\(RowProblem.shown(text))” is neither a school year nor a year."),
                next: Wording("请写成 2024-2025 或 2024。", "Write it as 2024-2025 or 2024."))
        }
        return period
    }

    /// Whose cycle it is: as asked for, or the caller's own. - Throws: `bad-district-code`.
    static func district(_ text: String, of caller: Caller) throws -> DistrictCode {
        let own = caller.unit.flatMap { [.city, .district].contains($0.kind) ? $0.id : nil }
        guard let code = DistrictCode(text.isEmpty ? own ?? "" : text) else {
            throw Input.invalid(
                "district", "bad-district-code",
                Wording("请写区代码。", "Give the district's code."),
                next: Wording("例如 440105。", "For example 440105."))
        }
        return code
    }

    /// Why something is done; may be empty.
    static func reason(_ text: String) throws -> String {
        try Input.optionalText("reason", text, max: EvaluationLimits.reasonMax) ?? ""
    }

    /// Ids of groups, each once. - Throws: `invalid-id`, `too-many-members`.
    static func groups(_ ids: [String]) throws -> [GroupID] {
        guard ids.count <= EvaluationLimits.groupsMax else {
            throw Input.invalid(
                "group_ids", "too-many-members",
                Wording(
                    "最多 \(EvaluationLimits.groupsMax) 个集团。",
                    "At most \(EvaluationLimits.groupsMax) groups."))
        }
        var seen: Set<GroupID> = []
        return try ids.map { try Input.id("group_ids", $0, as: GroupID.self) }
            .filter { seen.insert($0).inserted }
    }

    /// The id with which a list goes on; `nil` on the first page. - Throws: `bad-cursor`.
    static func cursorID(_ text: String?) throws -> UUID? {
        guard let text else { return nil }
        guard let id = UUID(uuidString: text) else { throw Cursor.bad }
        return id
    }

    /// An optional id.
    static func optionalID<Of>(
        _ field: String, _ text: String, as: Identifier<Of>.Type = Identifier<Of>.self
    ) throws -> Identifier<Of>? {
        text.isEmpty ? nil : try Input.id(field, text)
    }
}
