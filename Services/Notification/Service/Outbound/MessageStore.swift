import Foundation
import NotificationCore
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Writes messages.
struct MessageStore: Sendable {
    /// The one statement by which an event's news reach everybody; it returns what `event` reads.
    /// - Parameter detail: what is said besides; `nil` for nothing.
    func write(
        _ news: GroupNews, detail: Wording?, to recipients: [Recipient],
        from event: ReceivedEvent, now: Date
    ) -> SQL {
        guard let job = news.importJobID else {
            return messages(news, detail, recipients, event, now)
        }
        let templates = recipients.map { news.template(for: $0) }
        return summaries(of: job, news.counts, recipients, templates, event, now)
    }

    /// A post that an import recorded, counted for the school and the bureau.
    func write(
        _ news: StaffImportNews, bureau: DistrictCode, from event: ReceivedEvent, now: Date
    ) -> SQL {
        let recipients = news.recipients(bureau: bureau)
        return summaries(
            of: news.importJobID, news.counts, recipients,
            recipients.map { _ in MessageTemplates.staffImportSummary }, event, now)
    }

    /// News of a case, to those whom the event names.
    func write(_ news: CaseNews, from event: ReceivedEvent, now: Date) -> SQL {
        let recipients = news.recipients
        let ids = recipients.map { MessageIDs.message(event: event.id, at: event.time, to: $0) }
        let templates = recipients.map { news.template(for: $0) }
        let turns = recipients.map { news.turn(of: $0) }
        return """
            INSERT INTO notification.message (id, version, recipient, districts, template, \
            template_version, group_id, school_id, effective_on, reason, created_at, case_id, \
            group_name, chain_chinese, chain_english, step_chinese, step_english, outcome, status, \
            turn_chinese, turn_english, due_on, detail_chinese, detail_english) \
            SELECT u.id, 1, u.recipient, u.districts, u.template, u.template_version, \
            \(news.groupID.rawValue), \(news.schoolID.rawValue), \
            \(news.date?.description)::date, \(news.reason), \(now), \(news.caseID.rawValue), \
            \(news.groupName), \(news.chain.chinese), \(news.chain.english), \
            \(news.step?.chinese), \(news.step?.english), \(news.outcome), \(news.status), \
            t.chinese, t.english, t.due_on::date, \
            \(news.detail?.chinese)::text, \(news.detail?.english)::text \
            FROM \(fragment: addressed(ids, recipients, templates, event)) \
            JOIN unnest(\(ids)::uuid[], \(turns.map { $0?.name.chinese })::text[], \
            \(turns.map { $0?.name.english })::text[], \
            \(turns.map { $0?.dueOn?.description })::text[]) \
            AS t(id, chinese, english, due_on) ON t.id = u.id ORDER BY u.id \
            ON CONFLICT (id) DO NOTHING \
            RETURNING id, version, recipient, districts, template, template_version, \
            0::bigint AS count
            """
    }

    /// News of a body or document, to those whom the event names; in the columns that hold the
    /// words of a case.
    func write(_ news: MatterNews, from event: ReceivedEvent, now: Date) -> SQL {
        let recipients = news.recipients
        let ids = recipients.map { MessageIDs.message(event: event.id, at: event.time, to: $0) }
        let templates = recipients.map { _ in news.template }
        return """
            INSERT INTO notification.message (id, version, recipient, districts, template, \
            template_version, group_id, school_id, effective_on, reason, created_at, \
            chain_chinese, chain_english, step_chinese, step_english, outcome) \
            SELECT u.id, 1, u.recipient, u.districts, u.template, u.template_version, \
            \(news.groupID?.rawValue)::uuid, \(news.school?.rawValue)::uuid, \
            \(news.date?.description)::date, \(news.reason), \(now), \
            \(news.subject.chinese), \(news.subject.english), \
            \(news.edition?.chinese)::text, \(news.edition?.english)::text, \(news.outcome) \
            FROM \(fragment: addressed(ids, recipients, templates, event)) \
            ON CONFLICT (id) DO NOTHING \
            RETURNING id, version, recipient, districts, template, template_version, \
            0::bigint AS count
            """
    }

    /// News of a year's rotation or evaluation, to those whom the event names.
    func write(_ news: YearNews, from event: ReceivedEvent, now: Date) -> SQL {
        let recipients = news.recipients
        let ids = recipients.map { MessageIDs.message(event: event.id, at: event.time, to: $0) }
        let templates = recipients.map { _ in news.template }
        return """
            INSERT INTO notification.message (id, version, recipient, districts, template, \
            template_version, group_id, school_id, receiver_id, effective_on, due_on, reason, \
            created_at, chain_chinese, chain_english, detail_chinese, detail_english) \
            SELECT u.id, 1, u.recipient, u.districts, u.template, u.template_version, \
            \(news.group?.rawValue)::uuid, \(news.school?.rawValue)::uuid, \
            \(news.receiver?.rawValue)::uuid, \(news.date?.description)::date, \
            \(news.dueOn?.description)::date, \(news.reason), \(now), \
            \(news.subject?.chinese)::text, \(news.subject?.english)::text, \
            \(news.detail?.chinese)::text, \(news.detail?.english)::text \
            FROM \(fragment: addressed(ids, recipients, templates, event)) \
            ON CONFLICT (id) DO NOTHING \
            RETURNING id, version, recipient, districts, template, template_version, \
            0::bigint AS count
            """
    }

    /// News of a group as a whole, or of what a school counts as.
    func write(
        _ news: UnitNews, to recipients: [Recipient], from event: ReceivedEvent, now: Date
    ) -> SQL {
        let ids = recipients.map { MessageIDs.message(event: event.id, at: event.time, to: $0) }
        let templates = recipients.map { _ in news.template }
        let (group, school): (GroupID?, SchoolID?) =
            switch news.subject {
            case .group(let id): (id, nil)
            case .school(let id): (nil, id)
            }
        return """
            INSERT INTO notification.message (id, version, recipient, districts, template, \
            template_version, group_id, school_id, effective_on, reason, created_at, \
            other_group_id, detail_chinese, detail_english) \
            SELECT u.id, 1, u.recipient, u.districts, u.template, u.template_version, \
            \(group?.rawValue), \(school?.rawValue), \(news.date.description)::date, \
            \(news.reason), \(now), \(news.otherGroup?.rawValue), \(news.detail?.chinese), \
            \(news.detail?.english) \
            FROM \(fragment: addressed(ids, recipients, templates, event)) \
            ON CONFLICT (id) DO NOTHING \
            RETURNING id, version, recipient, districts, template, template_version, \
            0::bigint AS count
            """
    }

    private func messages(
        _ news: GroupNews, _ detail: Wording?, _ recipients: [Recipient],
        _ event: ReceivedEvent, _ now: Date
    ) -> SQL {
        let ids = recipients.map { MessageIDs.message(event: event.id, at: event.time, to: $0) }
        let templates = recipients.map { news.template(for: $0) }
        return """
            INSERT INTO notification.message (id, version, recipient, districts, template, \
            template_version, group_id, site_id, school_id, role, effective_on, reason, \
            created_at, detail_chinese, detail_english) \
            SELECT u.id, 1, u.recipient, u.districts, u.template, u.template_version, \
            \(news.groupID.rawValue), \(news.party?.siteID.rawValue), \
            \(news.party?.schoolID.rawValue), \(news.party?.role.rawValue), \
            \(news.date.description)::date, \(news.reason), \(now), \
            \(detail?.chinese)::text, \(detail?.english)::text \
            FROM \(fragment: addressed(ids, recipients, templates, event)) \
            ON CONFLICT (id) DO NOTHING \
            RETURNING id, version, recipient, districts, template, template_version, \
            0::bigint AS count
            """
    }

    private func summaries(
        of job: ImportJobID, _ counts: SummaryCounts, _ recipients: [Recipient],
        _ templates: [MessageTemplate], _ event: ReceivedEvent, _ now: Date
    ) -> SQL {
        let ids = recipients.map { MessageIDs.summary(of: job, to: $0) }
        return """
            INSERT INTO notification.message AS m (id, version, recipient, districts, template, \
            template_version, import_job_id, foundings, joinings, leavings, created_at) \
            SELECT u.id, 1, u.recipient, u.districts, u.template, u.template_version, \
            \(job.rawValue), \(counts.foundings), \(counts.joinings), \
            \(counts.leavings), \(now) \
            FROM \(fragment: addressed(ids, recipients, templates, event)) \
            ON CONFLICT (id) DO UPDATE SET version = m.version + 1, extended_at = \(now), \
            foundings = m.foundings + excluded.foundings, \
            joinings = m.joinings + excluded.joinings, leavings = m.leavings + excluded.leavings, \
            districts = ARRAY(SELECT DISTINCT unnest(m.districts || excluded.districts) \
            ORDER BY 1) \
            RETURNING m.id, m.version, m.recipient, m.districts, m.template, m.template_version, \
            m.foundings + m.joinings + m.leavings AS count
            """
    }

    /// One row a recipient. A bureau's message is its own district's; a school's may be seen where
    /// the event concerns somebody, since the school itself may not be known yet, and in the
    /// school's own district when it is.
    private func addressed(
        _ ids: [UUID], _ recipients: [Recipient], _ templates: [MessageTemplate],
        _ event: ReceivedEvent
    ) -> SQL {
        let bureaus: [String?] = recipients.map {
            if case .bureau(let code) = $0 { code.rawValue } else { nil }
        }
        let schools: [UUID?] = recipients.map {
            if case .school(let id) = $0 { id.rawValue } else { nil }
        }
        return """
            (SELECT r.id, r.recipient, r.template, r.template_version, \
            CASE WHEN r.bureau IS NOT NULL THEN ARRAY[r.bureau] ELSE ARRAY(\
            SELECT d FROM unnest(\(event.districts.map(\.rawValue))::text[]) AS d \
            UNION SELECT k.district FROM notification.school k WHERE k.school_id = r.school \
            ORDER BY 1) END AS districts FROM unnest(\(ids)::uuid[], \
            \(recipients.map(\.description))::text[], \(bureaus)::text[], \(schools)::uuid[], \
            \(templates.map(\.name))::text[], \(templates.map { Int32($0.version) })::integer[]) \
            AS r(id, recipient, bureau, school, template, template_version) ORDER BY r.id) AS u
            """
    }

    /// The event of a written row: its first version or one more count.
    static func event(_ row: PostgresRow) throws -> EventDraft {
        let message = AggregateReference(type: "message", id: try row.get("id"))
        let version: Int64 = try row.get("version")
        let districts = try row.get("districts", as: [String].self).compactMap { DistrictCode($0) }
        guard version == 1 else {
            var extended = Taoli_Notification_Events_V1_SummaryExtended()
            extended.messageID = message.id.uuidString.lowercased()
            extended.count = try row.get("count")
            return try EventDraft(
                extended, of: message, sequence: version, districts: districts)
        }
        var written = Taoli_Notification_Events_V1_MessageWritten()
        written.messageID = message.id.uuidString.lowercased()
        written.recipient = try row.get("recipient")
        let (name, number): (String, Int) = (
            try row.get("template"), try row.get("template_version")
        )
        written.template = "\(name)@\(number)"
        return try EventDraft(written, of: message, sequence: version, districts: districts)
    }
}
