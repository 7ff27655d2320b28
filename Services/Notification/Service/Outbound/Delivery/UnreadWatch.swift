import Crypto
import Foundation
import NotificationCore
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Tells above what nobody read in time. Any instance may run it: a message is taken by one, and the
/// new message's id follows from the old one's.
struct UnreadWatch: Sendable {
    static let batchMax = 50

    let context: ServiceContext
    let notices: NoticeStore

    /// Looks at the messages whose time is over. Returns how many were told above.
    func round(at now: Date) async throws -> Int {
        let options = TransactionOptions(preamble: context.scope.preamble(.all))
        return try await context.pool.transaction(options) { tx in
            let rows = try await tx.query(InboxStore.unread(before: now, limit: Self.batchMax))
            guard !rows.isEmpty else { return 0 }
            var (writes, events): ([SQL], [EventDraft]) = ([], [])
            var told: [EscalationMessage] = []
            for row in rows {
                let message = try InboxMessage(row)
                guard message.readAt == nil,
                    let escalation = try Self.escalation(of: message, row)
                else {
                    writes.append(InboxStore.escalated(message.id, version: message.version))
                    continue
                }
                told.append(escalation)
                writes.append(escalation.insert(at: now))
                writes.append(InboxStore.escalated(message.id, version: message.version + 1))
                events += try escalation.events(message)
            }
            let outbox = OutboxInsert.statement(
                events, actor: "service:\(context.name)", traceparent: nil)
            _ = try await tx.pipeline(writes + [outbox].compactMap(\.self))
            try await MessageWording(notices: notices).word(
                told.map(\.id), concerning: Set(told.flatMap(\.districts)),
                on: CalendarDate(shanghai: now), in: tx)
            return told.count
        }
    }

    /// `nil` when nobody is known whom to tell.
    private static func escalation(
        of message: InboxMessage, _ row: PostgresRow
    ) throws -> EscalationMessage? {
        guard let recipient = Recipient(try row.get("recipient")) else { return nil }
        let district = try row.get("unit_district", as: String?.self).flatMap { DistrictCode($0) }
        guard let above = Escalation.recipient(of: recipient, district: district) else {
            return nil
        }
        let name: String = try row.get("unit_name", as: String?.self) ?? ""
        let subject = message.text.subject
        return EscalationMessage(
            id: EscalationMessage.id(of: message.id), recipient: above,
            districts: district.map { [$0] } ?? message.districts,
            template: Escalation.template(of: recipient),
            detail: Wording(
                name.isEmpty ? subject.chinese : "\(name)——\(subject.chinese)",
                name.isEmpty ? subject.english : "\(name) – \(subject.english)"))
    }
}

/// The message that tells above.
private struct EscalationMessage {
    let id: UUID
    let recipient: Recipient
    let districts: [DistrictCode]
    let template: MessageTemplate
    let detail: Wording

    static func id(of message: MessageID) -> UUID {
        UUID(
            version7: message.rawValue.version7Milliseconds ?? 0,
            derivedFrom: SHA256.hash(data: Data("unread/\(message)".utf8)))
    }

    func insert(at now: Date) -> SQL {
        """
        INSERT INTO notification.message (id, version, recipient, districts, template, \
        template_version, created_at, detail_chinese, detail_english) VALUES \
        (\(id), 1, \(recipient.description), \(districts.map(\.rawValue)), \(template.name), \
        \(Int32(template.version)), \(now), \(detail.chinese), \(detail.english)) \
        ON CONFLICT (id) DO NOTHING
        """
    }

    func events(_ message: InboxMessage) throws -> [EventDraft] {
        var written = Taoli_Notification_Events_V1_MessageWritten()
        written.messageID = id.text
        written.recipient = recipient.description
        written.template = template.reference
        var escalated = Taoli_Notification_Events_V1_MessageEscalated()
        escalated.messageID = message.id.description
        escalated.toldBy = id.text
        return [
            try EventDraft(
                written, of: AggregateReference(type: "message", id: id), sequence: 1,
                districts: districts),
            try EventDraft(
                escalated, of: AggregateReference(type: "message", id: message.id.rawValue),
                sequence: message.version + 1, districts: message.districts),
        ]
    }
}
