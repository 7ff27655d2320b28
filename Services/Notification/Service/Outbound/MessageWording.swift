import Foundation
import NotificationCore
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Puts messages that were just written into the words of the pack that their unit's district
/// follows. A message keeps the text by which it was written, whatever is bound later.
struct MessageWording: Sendable {
    let notices: NoticeStore

    /// Runs one statement of `MessageStore`.
    ///
    /// - Parameters:
    ///   - steps: the step that a message is about, by the message's id.
    ///   - day: by whose school year packs hold.
    /// - Returns: notification's events: what was written or extended.
    func write(
        _ statement: SQL, steps: [UUID: String] = [:], on day: CalendarDate,
        in tx: PostgresTransaction
    ) async throws -> [EventDraft] {
        let rows = try await tx.query(statement)
        let new = try rows.filter { try $0.get("version", as: Int64.self) == 1 }
        try await word(
            try new.map { try $0.get("id") }, steps: steps,
            concerning: Set(
                try new.flatMap { try $0.get("districts", as: [String].self) }
                    .compactMap { DistrictCode($0) }),
            on: day, in: tx)
        return try rows.map { try MessageStore.event($0) }
    }

    /// The same for messages that another statement wrote.
    /// - Parameter districts: those of the messages.
    func word(
        _ ids: [UUID], steps: [UUID: String] = [:], concerning districts: Set<DistrictCode>,
        on day: CalendarDate, in tx: PostgresTransaction
    ) async throws {
        let rules = try await notices.rules(tx, of: districts, on: day)
        guard !ids.isEmpty, rules.values.contains(where: { !$0.texts.isEmpty }) else { return }
        let rows = try await tx.query(
            """
            SELECT m.id, m.template, m.districts, \(fragment: InboxStore.unitDistrict) AS district \
            FROM notification.message m WHERE m.id = any(\(ids))
            """)
        var chosen:
            [(message: UUID, text: NoticeTextRule, rules: NoticeRules, districts: [String])] = []
        for row in rows {
            let id: UUID = try row.get("id")
            guard let code = try row.get("district", as: String?.self),
                let district = DistrictCode(code), let own = rules[district],
                let kind = NoticeMessage(rawValue: try row.get("template")),
                let text = own.text(for: kind, step: steps[id])
            else { continue }
            chosen.append((id, text, own, try row.get("districts")))
        }
        guard !chosen.isEmpty else { return }
        let note: SQL = """
            UPDATE notification.message m SET text_pack = u.pack, text_id = u.text \
            FROM unnest(\(chosen.map(\.message))::uuid[], \
            \(chosen.map(\.rules.packVersion))::text[], \(chosen.map(\.text.id))::text[]) \
            AS u(id, pack, text) WHERE m.id = u.id
            """
        _ = try await tx.pipeline(
            chosen.map { Self.keep($0.text, of: $0.rules, for: $0.districts) } + [note])
    }

    /// Keeps the text, to be read wherever a message written by it is.
    private static func keep(
        _ text: NoticeTextRule, of rules: NoticeRules, for districts: [String]
    ) -> SQL {
        """
        INSERT INTO notification.message_text (pack_version, id, pack, version, subject_chinese, \
        subject_english, body_chinese, body_english, districts) VALUES (\(rules.packVersion), \(text.id), \
        \(rules.packID), \(Int32(text.version)), \(text.subject.chinese), \
        \(text.subject.english), \(text.body.chinese), \(text.body.english), \(districts)) \
        ON CONFLICT (pack_version, id) DO UPDATE SET districts = ARRAY(SELECT DISTINCT d FROM \
        unnest(message_text.districts || excluded.districts) AS u(d) ORDER BY d) \
        WHERE NOT message_text.districts @> excluded.districts
        """
    }
}
