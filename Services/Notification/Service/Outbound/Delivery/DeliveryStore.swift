import Foundation
import NotificationCore
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Statements on deliveries.
enum DeliveryStore {
    static func insert(_ deliveries: [StoredDelivery]) -> SQL {
        """
        INSERT INTO notification.delivery (id, version, recipient, district, endpoint_id, channel, \
        what, urgent, state, due_at, created_at) \
        SELECT * FROM unnest(\(deliveries.map(\.id))::uuid[], \
        \(deliveries.map(\.version))::bigint[], \(deliveries.map(\.recipient))::text[], \
        \(deliveries.map(\.district.rawValue))::text[], \
        \(deliveries.map(\.endpointID))::uuid[], \
        \(deliveries.map(\.channel.rawValue))::text[], \
        \(deliveries.map(\.what.rawValue))::text[], \(deliveries.map(\.isUrgent))::boolean[], \
        \(deliveries.map(\.progress.state.rawValue))::text[], \
        \(deliveries.map(\.progress.dueAt))::timestamptz[], \
        \(deliveries.map(\.createdAt))::timestamptz[])
        """
    }

    /// Which messages go with which delivery.
    static func insert(_ contents: [(delivery: StoredDelivery, message: UUID)]) -> SQL {
        """
        INSERT INTO notification.delivery_message (delivery_id, message_id, district) \
        SELECT * FROM unnest(\(contents.map { $0.delivery.id })::uuid[], \
        \(contents.map { $0.message })::uuid[], \
        \(contents.map { $0.delivery.district.rawValue })::text[])
        """
    }

    /// What changes of it.
    static func update(_ delivery: StoredDelivery) -> SQL {
        """
        UPDATE notification.delivery SET version = \(delivery.version), \
        state = \(delivery.progress.state.rawValue), attempts = \(delivery.progress.attempts), \
        attempts_before = \(delivery.progress.attemptsBefore), \
        due_at = \(delivery.progress.dueAt), settled_at = \(delivery.settledAt), \
        outcome = \(delivery.outcome) WHERE id = \(delivery.id)
        """
    }

    /// Notes a try and how it ended.
    static func attempt(
        _ delivery: StoredDelivery, endedAt: Date, code: Int, text: String
    ) -> SQL {
        """
        INSERT INTO notification.delivery_attempt (delivery_id, number, district, began_at, \
        ended_at, code, text) VALUES (\(delivery.id), \(delivery.progress.attempts), \
        \(delivery.district.rawValue), \(delivery.beganAt ?? endedAt), \(endedAt), \(code), \(text))
        """
    }

    /// Begins tries: counts each before it is made. At most one an address, so that a slow one
    /// holds nobody else up, and no two instances take the same.
    static func claim(_ limit: Int, at now: Date) -> SQL {
        """
        UPDATE notification.delivery SET state = 'sending', attempts = attempts + 1, \
        due_at = NULL, began_at = \(now) WHERE id IN (\
        SELECT d.id FROM notification.delivery d WHERE d.id IN (\
        SELECT c.id FROM (SELECT w.id, w.due_at, \
        row_number() OVER (PARTITION BY w.endpoint_id ORDER BY w.urgent DESC, w.due_at, w.id) AS n \
        FROM notification.delivery w JOIN notification.endpoint e ON e.id = w.endpoint_id \
        WHERE w.due_at <= \(now) \
        AND (e.state = 'verified' OR e.state = 'unverified' AND w.what = 'verification') \
        AND NOT EXISTS (SELECT FROM notification.delivery s \
        WHERE s.endpoint_id = w.endpoint_id AND s.state = 'sending')) AS c \
        WHERE c.n = 1 ORDER BY c.due_at LIMIT \(limit)) \
        AND d.due_at <= \(now) FOR UPDATE SKIP LOCKED) RETURNING *
        """
    }

    static func lock(_ id: UUID) -> SQL {
        "SELECT * FROM notification.delivery WHERE id = \(id) FOR UPDATE"
    }

    /// Tries whose end nobody will tell any more.
    static func lost(before moment: Date) -> SQL {
        """
        SELECT * FROM notification.delivery WHERE state = 'sending' AND began_at <= \(moment) \
        ORDER BY began_at LIMIT 100
        """
    }

    /// What waits for an address that is told no more, locked.
    static func orphans(limit: Int) -> SQL {
        """
        SELECT d.* FROM notification.delivery d \
        JOIN notification.endpoint e ON e.id = d.endpoint_id WHERE d.due_at IS NOT NULL \
        AND (e.state IN ('failed', 'removed') OR e.state = 'verified' AND d.what = 'verification') \
        ORDER BY d.id LIMIT \(limit) FOR UPDATE OF d SKIP LOCKED
        """
    }

    /// Digests that still take messages, of several addresses, locked; `count`: messages in each.
    static func openDigests(of endpoints: [UUID]) -> SQL {
        """
        SELECT d.*, (SELECT count(*) FROM notification.delivery_message m \
        WHERE m.delivery_id = d.id) AS count FROM notification.delivery d \
        WHERE d.endpoint_id = any(\(endpoints)) AND d.what = 'digest' AND d.state = 'created' \
        AND d.attempts = 0 ORDER BY d.id FOR UPDATE OF d
        """
    }

    /// A delivery took one more message in.
    static func extend(_ delivery: StoredDelivery) -> SQL {
        "UPDATE notification.delivery SET version = \(delivery.version) WHERE id = \(delivery.id)"
    }
}
