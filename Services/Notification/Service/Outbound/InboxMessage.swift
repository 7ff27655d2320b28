import Foundation
import NotificationCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// A message as it stands in an inbox, with the names that are known now.
struct InboxMessage: Sendable {
    let id: MessageID
    let version: Int64
    let districts: [DistrictCode]
    let templateName: String
    let templateVersion: Int
    let facts: MessageFacts
    let createdAt: Date
    /// The first receipt.
    var readAt: Date?
    var readBy: String?

    /// Reads a row of `InboxStore`.
    init(_ row: PostgresRow) throws {
        id = MessageID(try row.get("id", as: UUID.self))
        version = try row.get("version")
        districts = try row.get("districts", as: [String].self).compactMap { DistrictCode($0) }
        templateName = try row.get("template")
        templateVersion = try row.get("template_version")
        facts = MessageFacts(
            groupName: try row.get("shown_group"), siteName: try row.get("site_name"),
            schoolName: try row.get("school_name"),
            role: try row.get("role", as: String?.self).flatMap(MembershipRole.init),
            date: try row.optionalDate("effective_on"), reason: try row.get("reason"),
            importJobID: try row.get("import_job_id", as: UUID?.self).map { ImportJobID($0) },
            counts: SummaryCounts(
                foundings: try row.get("foundings"), joinings: try row.get("joinings"),
                leavings: try row.get("leavings")),
            chain: try InboxMessage.wording(row, "chain"),
            step: try InboxMessage.wording(row, "step"), outcome: try row.get("outcome"),
            status: try row.get("status"), turn: try InboxMessage.wording(row, "turn"),
            dueOn: try row.optionalDate("due_on"), otherGroupName: try row.get("other_group"),
            detail: try InboxMessage.wording(row, "detail"),
            isAboutSchool: try row.get("school_id", as: UUID?.self) != nil,
            receiverName: try row.get("receiver_name"))
        createdAt = try row.get("created_at")
        readAt = try row.get("read_at")
        readBy = try row.get("read_by")
    }

    private static func wording(_ row: PostgresRow, _ name: String) throws -> Wording? {
        guard let chinese = try row.get("\(name)_chinese", as: String?.self),
            let english = try row.get("\(name)_english", as: String?.self)
        else { return nil }
        return Wording(chinese, english)
    }

    /// Subject and body; of a template that only a newer build has, a sentence that says so.
    var text: (subject: Wording, body: Wording) {
        if let template = MessageTemplates.find(templateName, version: templateVersion) {
            return template.render(facts)
        }
        let unknown = Wording(
            "此消息由较新版本写成，升级后可读。",
            "A newer version of the program wrote this message; it can be read after an upgrade.")
        return (unknown, unknown)
    }
}
