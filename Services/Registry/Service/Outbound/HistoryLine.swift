import Foundation
import RegistryCore
import TaoliPostgres

/// One line of a record's history, as stored.
struct HistoryLine: Sendable {
    let line: Int64
    let version: Int64
    let what: String
    let effectiveOn: String
    let actor: String
    let actorRole: String
    let reason: String
    let fields: [FieldDifference]
    let recordedAt: Date

    init(_ row: PostgresRow) throws {
        line = try row.get("id")
        version = try row.get("version")
        what = try row.get("what")
        effectiveOn = try row.get("effective_on", as: String?.self) ?? ""
        actor = try row.get("actor")
        actorRole = try row.get("actor_role")
        let given: String = try row.get("reason")
        // A consent needs no reason: then why the case was opened says it.
        reason = try given.isEmpty ? row.get("case_reason", as: String.self) : given
        recordedAt = try row.get("recorded_at")
        let json: String = try row.get("fields")
        let stored = try JSONDecoder().decode([[String: String]].self, from: Data(json.utf8)).map {
            FieldDifference(
                $0["field"] ?? "", before: $0["before"] ?? "", after: $0["after"] ?? "")
        }
        fields = try HistoryLine.added(to: stored, row)
    }

    /// The fields as stored, with what the page has looked up beside them.
    private static func added(to stored: [FieldDifference], _ row: PostgresRow) throws
        -> [FieldDifference]
    {
        let known = Set(stored.map(\.field))
        let before = ["group", "school", "site"].filter { !known.contains($0) }
        let found = try before.map { field in
            FieldDifference(field, before: "", after: try row.get("\(field)_name"))
        }
        let item = FieldDifference("case", before: "", after: try row.get("case_id"))
        return found.filter { !$0.after.isEmpty } + stored + [item].filter { !$0.after.isEmpty }
    }

    /// The page's lines; one row more than its size means that more follow.
    static func page(_ rows: [PostgresRow], size: Int) throws -> ListPage<HistoryLine> {
        let lines = try rows.prefix(size).map { try HistoryLine($0) }
        let last = rows.count > size ? lines.last : nil
        return ListPage(rows: lines, next: last.map { ["\($0.line)"] })
    }
}
