import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// The inbox of the unit at which the caller holds a role.
struct Inbox: Sendable {
    let unit: UnitReference
    let store: InboxStore

    /// - Throws: `no-inbox` for a caller without a unit.
    static func current() throws -> Inbox {
        guard let unit = try CallContext.requireCaller().unit,
            let recipient = Recipient(unit: unit)
        else {
            throw noInbox
        }
        return Inbox(unit: unit, store: InboxStore(recipient: recipient))
    }

    /// Where a list goes on; `nil` for the first page.
    /// - Throws: `bad-cursor`, `cursor-of-other-list`.
    static func position(_ cursor: String, of list: [String]) throws(Refusal) -> MessageID? {
        guard let parts = try Cursor.decode(cursor, of: list, parts: 1) else { return nil }
        guard let id = MessageID(parts[0]) else { throw Cursor.bad }
        return id
    }

    /// Marks as read. A message that was read before keeps its first receipt, and nothing happens.
    func read(
        _ message: InboxMessage, by account: String, at now: Date
    ) throws -> CommandOutcome<Taoli_Notification_V1_ReadMessageResponse> {
        guard message.readAt == nil else {
            return CommandOutcome(
                .with { $0.message = self.message(message) }, writes: [], events: [], subjects: [],
                districts: [])
        }
        let reference = AggregateReference(type: "message", id: message.id.rawValue)
        var read = message
        read.readAt = now
        read.readBy = account
        var event = Taoli_Notification_Events_V1_MessageRead()
        event.messageID = message.id.description
        event.accountID = account
        let version = message.version + 1
        return CommandOutcome(
            .with { $0.message = self.message(read) },
            writes: [InboxStore.receipt(message.id, version: version, by: account, at: now)],
            events: [
                try EventDraft(
                    event, of: reference, sequence: version, districts: message.districts)
            ],
            subjects: [reference], districts: message.districts)
    }

    /// A message as it is sent, addressed to the unit that reads it.
    func message(_ message: InboxMessage) -> Taoli_Notification_V1_Message {
        let text = message.text
        return .with {
            $0.id = message.id.description
            $0.recipient = unit.description
            $0.subjectChinese = text.subject.chinese
            $0.subjectEnglish = text.subject.english
            $0.bodyChinese = text.body.chinese
            $0.bodyEnglish = text.body.english
            $0.createdAt = message.createdAt.formatted(.iso8601)
            $0.readAt = message.readAt?.formatted(.iso8601) ?? ""
            $0.readBy = message.readBy ?? ""
            $0.template = "\(message.templateName)@\(message.templateVersion)"
            $0.text = message.packText?.reference ?? ""
        }
    }

    static let noInbox = Refusal(
        .permission, "no-inbox",
        what: Wording(
            "您的身份不属于任何单位，没有收件箱。",
            "Your role is held at no unit, so there is no inbox."),
        next: Wording("请用单位账号登录。", "Sign in with a role at a unit."))

    static let messageUnknown = Refusal(
        .notFound, "message-unknown", field: "message_id",
        what: Wording(
            "贵单位的收件箱中没有这条消息。", "There is no such message in your unit's inbox."),
        next: Wording("请先列出消息，再用其中的编号。", "List the messages and use an id from there."))
}
