import Crypto
import Foundation
import NotificationCore
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Tells the bureau of each district that follows a pack what the pack's calendar asks for this month
/// (GT-9, TC-21). A message's id follows from district, rule and month, so it is written once however
/// often and by however many this runs.
struct CalendarWatch: Sendable {
    let context: ServiceContext
    let notices: NoticeStore

    /// Writes what is not written yet. Returns how many messages that were.
    func round(at now: Date) async throws -> Int {
        let today = CalendarDate(shanghai: now)
        let options = TransactionOptions(preamble: context.scope.preamble(.all))
        return try await context.pool.transaction(options) { tx in
            let bindings = try await notices.followed.bindings(
                tx, of: nil, in: SchoolYear(containing: today))
            var written: [EventDraft] = []
            for binding in bindings {
                let pack = try await notices.followed.pack(tx, of: binding)
                for item in DueCalendar.due(in: pack, on: today, since: binding.since) {
                    written += try await MessageWording(notices: notices).write(
                        Self.insert(item, in: binding.district, at: now), on: today, in: tx)
                }
            }
            let outbox = OutboxInsert.statement(
                written, actor: "service:\(context.name)", traceparent: nil)
            if let outbox { _ = try await tx.execute(outbox) }
            return written.count
        }
    }

    private static func insert(
        _ item: DueCalendar.Item, in district: DistrictCode, at now: Date
    ) -> SQL {
        let template = MessageTemplates.calendarDue
        let digest = SHA256.hash(data: Data("calendar/\(district)/\(item.rule)/\(item.dueOn)".utf8))
        // Of the month, not of the moment: whoever writes it, the id is the same.
        let (_, _, days) = item.dueOn.components
        let first = max(0, item.dueOn.adding(days: 1 - days).daysSinceEpoch)
        let id = UUID(version7: UInt64(first) * 86_400_000, derivedFrom: digest)
        return """
            INSERT INTO notification.message (id, version, recipient, districts, template, \
            template_version, created_at, chain_chinese, chain_english, due_on) VALUES \
            (\(id), 1, \("bureau/\(district)"), \([district.rawValue]), \(template.name), \
            \(Int32(template.version)), \(now), \(item.name.chinese), \(item.name.english), \
            \(item.dueOn.description)::date) ON CONFLICT (id) DO NOTHING \
            RETURNING id, version, recipient, districts, template, template_version, \
            0::bigint AS count
            """
    }
}
