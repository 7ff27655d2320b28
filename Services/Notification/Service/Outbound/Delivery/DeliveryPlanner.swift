import Foundation
import NotificationCore
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Looks at new messages and decides which addresses each goes to and when. Any instance may run it:
/// a message is taken by one, and marked in the same transaction.
struct DeliveryPlanner: Sendable {
    /// Messages of one transaction.
    static let batchMax = 50
    /// Messages of one digest; the next one begins a second.
    static let digestMax: Int64 = 100

    let context: ServiceContext
    let notices: NoticeStore
    /// A summary of an import grows for a while; it goes out when nothing was added for so long.
    var summaryRest: Duration = .seconds(120)

    /// Plans the next messages. Returns how many there were.
    func round(at now: Date) async throws -> Int {
        let scope = context.scope.preamble(.all)
        let planned = try await context.pool.transaction(TransactionOptions(preamble: scope)) {
            tx in
            let rows = try await tx.query(waiting(at: now))
            guard !rows.isEmpty else { return 0 }
            let messages = try rows.map(WaitingMessage.init)
            let writing = try await write(messages, in: tx, at: now)
            _ = try await tx.pipeline(writing)
            return messages.count
        }
        return planned
    }

    private func write(
        _ messages: [WaitingMessage], in tx: PostgresTransaction, at now: Date
    ) async throws -> [SQL] {
        let recipients = Array(Set(messages.map(\.recipient)))
        let found = try await tx.pipeline([
            EndpointStore.verified(of: recipients), PreferenceStore.of(recipients),
        ])
        let endpoints = Dictionary(
            grouping: try found[0].rows.map(StoredEndpoint.init), by: \.recipient)
        let preferences = Dictionary(
            try found[1].rows.map { try StoredPreferences($0) }.map { ($0.recipient, $0.chosen) }
        ) { first, _ in first }
        let rules = try await notices.rules(
            tx, of: Set(messages.compactMap(\.district)), on: CalendarDate(shanghai: now))
        var sheet = PlanningSheet(
            digests: try await digests(endpoints.values.flatMap(\.self), in: tx), at: now)
        var escalations: [Date?] = []
        for message in messages {
            let notice =
                message.district.flatMap { rules[$0] }.map { $0[message.event] }
                ?? NoticeStore.standard[message.event]
            escalations.append(
                message.isRead ? nil : notice.escalation(from: message.createdAt))
            for endpoint in endpoints[message.recipient] ?? [] {
                let chosen = preferences[message.recipient] ?? .standard
                guard let plan = DeliveryPlan(notice, to: endpoint.kind, chosen, at: now) else {
                    continue
                }
                try sheet.add(message.id, to: endpoint, plan, isUrgent: notice.urgency == .urgent)
            }
        }
        return sheet.statements + [Self.mark(messages.map(\.id), escalations, at: now)]
            + [
                OutboxInsert.statement(
                    sheet.events, actor: "service:\(context.name)", traceparent: nil)
            ].compactMap(\.self)
    }

    /// Digests that still take messages, by address.
    private func digests(
        _ endpoints: [StoredEndpoint], in tx: PostgresTransaction
    ) async throws -> [UUID: (delivery: StoredDelivery, count: Int64)] {
        let mailboxes = endpoints.filter { $0.kind == .email }.map(\.id)
        guard !mailboxes.isEmpty else { return [:] }
        let rows = try await tx.query(DeliveryStore.openDigests(of: mailboxes))
        return Dictionary(
            try rows.map { row in
                let delivery = try StoredDelivery(row)
                return (delivery.endpointID, (delivery: delivery, count: try row.get("count")))
            }
        ) { _, last in last }
    }

    /// Messages that nobody has looked at, locked, with the district of their unit.
    private func waiting(at now: Date) -> SQL {
        let rested = now.addingTimeInterval(-Double(summaryRest.components.seconds))
        return """
            SELECT m.id, m.recipient, m.template, m.template_version, m.created_at, \
            m.read_at IS NOT NULL AS is_read, \
            \(fragment: InboxStore.unitDistrict) AS district \
            FROM notification.message m WHERE m.planned_at IS NULL \
            AND (m.import_job_id IS NULL OR coalesce(m.extended_at, m.created_at) <= \(rested)) \
            ORDER BY m.created_at, m.id LIMIT \(Self.batchMax) FOR UPDATE OF m SKIP LOCKED
            """
    }

    private static func mark(_ ids: [UUID], _ escalations: [Date?], at now: Date) -> SQL {
        """
        UPDATE notification.message m SET planned_at = \(now), escalate_at = e.due_at \
        FROM unnest(\(ids)::uuid[], \(escalations)::timestamptz[]) AS e(id, due_at) \
        WHERE m.id = e.id
        """
    }
}

/// A message that nobody has planned yet.
private struct WaitingMessage: Sendable {
    let id: UUID
    let recipient: String
    let event: NoticeEvent
    let createdAt: Date
    let isRead: Bool
    /// Of its unit; `nil` for one that concerns no district.
    let district: DistrictCode?

    init(_ row: PostgresRow) throws {
        id = try row.get("id")
        recipient = try row.get("recipient")
        let template = MessageTemplates.find(
            try row.get("template"), version: try row.get("template_version"))
        // A template of a newer build is told as cases are; its own rule is not known here.
        event = template?.event ?? .caseAnswered
        createdAt = try row.get("created_at")
        isRead = try row.get("is_read")
        district = try row.get("district", as: String?.self).flatMap { DistrictCode($0) }
    }
}
