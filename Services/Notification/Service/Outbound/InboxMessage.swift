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
    /// A pack's text in the place of the template's; `nil` for the product's own.
    let packText: PackText?
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
            receiverName: try row.get("receiver_name"),
            caseID: try row.get("case_id", as: UUID?.self).map { CaseID($0) })
        packText = try PackText(row)
        createdAt = try row.get("created_at")
        readAt = try row.get("read_at")
        readBy = try row.get("read_by")
    }

    static func wording(_ row: PostgresRow, _ name: String) throws -> Wording? {
        guard let chinese = try row.get("\(name)_chinese", as: String?.self),
            let english = try row.get("\(name)_english", as: String?.self)
        else { return nil }
        return Wording(chinese, english)
    }

    /// Subject and body; of a template that only a newer build has, a sentence that says so.
    var text: (subject: Wording, body: Wording) {
        if let template = MessageTemplates.find(templateName, version: templateVersion) {
            let own = packText.map { template.reworded(subject: $0.subject, body: $0.body) }
            return (own ?? template).render(facts)
        }
        let unknown = Wording(
            "此消息由较新版本写成，升级后可读。",
            "A newer version of the program wrote this message; it can be read after an upgrade.")
        return (unknown, unknown)
    }
}

/// A text that a pack brought, as it stood when the message was written.
struct PackText: Sendable {
    /// Pack, rule and version, e.g. `XN/turn@2`.
    let reference: String
    let subject: Wording
    let body: Wording

    /// - Returns: `nil` for a message in the product's own words.
    init?(_ row: PostgresRow) throws {
        guard let pack = try row.get("text_of", as: String?.self),
            let subject = try InboxMessage.wording(row, "subject"),
            let body = try InboxMessage.wording(row, "body")
        else { return nil }
        let version: Int = try row.get("text_version")
        reference = "\(pack)/\(try row.get("text_id", as: String.self))@\(version)"
        self.subject = subject
        self.body = body
    }
}
