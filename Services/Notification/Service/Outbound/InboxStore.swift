import Foundation
import NotificationCore
import TaoliModels
import TaoliPostgres

/// Reads inboxes.
struct InboxStore: Sendable {
    let recipient: Recipient

    /// At most `limit` messages, those that came last first, behind the one named. Ids do not tell
    /// when a message came: some follow from a month or from another message.
    func page(after id: MessageID?, unreadOnly: Bool, limit: Int) -> SQL {
        var statement = InboxStore.selection + " WHERE m.recipient = \(recipient.description)"
        if unreadOnly { statement = statement + " AND m.read_at IS NULL" }
        if let id { statement = statement + InboxStore.behind(id) }
        return statement + " ORDER BY m.created_at DESC, m.id DESC LIMIT \(limit)"
    }

    private static func behind(_ id: MessageID) -> SQL {
        """
         AND (m.created_at, m.id) < (SELECT k.created_at, k.id \
        FROM notification.message k WHERE k.id = \(id.rawValue))
        """
    }

    /// One column, `unread`.
    var unread: SQL {
        """
        SELECT count(*) AS unread FROM notification.message \
        WHERE recipient = \(recipient.description) AND read_at IS NULL
        """
    }

    /// The message, locked; no row when it is in another inbox.
    func lock(_ id: MessageID) -> SQL {
        InboxStore.selection + """
             WHERE m.id = \(id.rawValue) AND m.recipient = \(recipient.description) \
            FOR UPDATE OF m
            """
    }

    /// Writes the first receipt.
    static func receipt(_ id: MessageID, version: Int64, by account: String, at now: Date) -> SQL {
        """
        UPDATE notification.message SET version = \(version), read_at = \(now), \
        read_by = \(account) WHERE id = \(id.rawValue)
        """
    }

    /// Messages in deliveries, with `delivery_id`, the oldest first.
    static func contents(of deliveries: [UUID]) -> SQL {
        """
        SELECT d.delivery_id, \(fragment: selected) \
        JOIN notification.delivery_message d ON d.message_id = m.id \
        WHERE d.delivery_id = any(\(deliveries)) ORDER BY m.created_at, m.id
        """
    }

    /// Messages whose time to be read is over, locked, with name and district of their unit.
    static func unread(before moment: Date, limit: Int) -> SQL {
        """
        SELECT coalesce(us.name, ug.name) AS unit_name, coalesce(us.district, ug.district, \
        CASE WHEN m.recipient LIKE 'bureau/%' THEN split_part(m.recipient, '/', 2) END) \
        AS unit_district, \(fragment: selected) \
        LEFT JOIN notification.school us ON us.school_id = \
        CASE WHEN m.recipient LIKE 'school/%' THEN split_part(m.recipient, '/', 2)::uuid END \
        LEFT JOIN notification.school_group ug ON ug.group_id = \
        CASE WHEN m.recipient LIKE 'group/%' THEN split_part(m.recipient, '/', 2)::uuid END \
        WHERE m.escalate_at <= \(moment) ORDER BY m.escalate_at, m.id LIMIT \(limit) \
        FOR UPDATE OF m SKIP LOCKED
        """
    }

    /// A message that was told above, or needs to be no more.
    static func escalated(_ id: MessageID, version: Int64) -> SQL {
        """
        UPDATE notification.message SET escalate_at = NULL, version = \(version) \
        WHERE id = \(id.rawValue)
        """
    }

    /// The district of a message's unit; the message is called `m`.
    static let unitDistrict: SQL = """
        coalesce(CASE WHEN m.recipient LIKE 'bureau/%' THEN split_part(m.recipient, '/', 2) END, \
        CASE WHEN m.recipient LIKE 'school/%' THEN (SELECT s.district \
        FROM notification.school s WHERE s.school_id = split_part(m.recipient, '/', 2)::uuid) END, \
        CASE WHEN m.recipient LIKE 'group/%' THEN (SELECT g.district \
        FROM notification.school_group g \
        WHERE g.group_id = split_part(m.recipient, '/', 2)::uuid) END, m.districts[1])
        """

    private static let selection: SQL = "SELECT \(fragment: selected)"

    /// The columns that `InboxMessage` reads, and where they come from.
    private static let selected: SQL = """
        m.*, coalesce(g.name, m.group_name) AS shown_group, s.name AS site_name, \
        c.name AS school_name, o.name AS other_group, r.name AS receiver_name, \
        t.pack AS text_of, t.version AS text_version, t.subject_chinese, t.subject_english, \
        t.body_chinese, t.body_english \
        FROM notification.message m \
        LEFT JOIN notification.school_group g ON g.group_id = m.group_id \
        LEFT JOIN notification.school_group o ON o.group_id = m.other_group_id \
        LEFT JOIN notification.site s ON s.site_id = m.site_id \
        LEFT JOIN notification.school c ON c.school_id = m.school_id \
        LEFT JOIN notification.school r ON r.school_id = m.receiver_id \
        LEFT JOIN notification.message_text t \
        ON t.pack_version = m.text_pack AND t.id = m.text_id
        """
}
