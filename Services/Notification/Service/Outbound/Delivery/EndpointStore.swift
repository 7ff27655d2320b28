import Foundation
import NotificationCore
import TaoliModels
import TaoliPostgres

/// Statements on `notification.endpoint`.
enum EndpointStore {
    /// Lets one change of a unit's addresses after the other happen, for the rest of the
    /// transaction.
    static func lock(_ recipient: Recipient) -> SQL {
        "SELECT pg_advisory_xact_lock(hashtextextended(\(recipient.description), 38))"
    }

    /// A unit's addresses that were not removed, and those made since, the oldest first.
    static func of(_ recipient: Recipient, andMadeSince moment: Date? = nil) -> SQL {
        """
        SELECT * FROM notification.endpoint WHERE recipient = \(recipient.description) \
        AND (state <> 'removed' OR created_at > \(moment)) ORDER BY id
        """
    }

    /// One of a unit's addresses, locked; no row when it is another unit's.
    static func lock(_ id: UUID, of recipient: Recipient) -> SQL {
        """
        SELECT * FROM notification.endpoint WHERE id = \(id) \
        AND recipient = \(recipient.description) FOR UPDATE
        """
    }

    /// The address of a delivery, locked.
    static func lock(_ id: UUID) -> SQL {
        "SELECT * FROM notification.endpoint WHERE id = \(id) FOR UPDATE"
    }

    /// Addresses that are told, of several units.
    static func verified(of recipients: [String]) -> SQL {
        """
        SELECT * FROM notification.endpoint WHERE recipient = any(\(recipients)) \
        AND state = 'verified' ORDER BY id
        """
    }

    static func insert(_ endpoint: StoredEndpoint, index: Data, by account: String) -> SQL {
        """
        INSERT INTO notification.endpoint (id, version, recipient, district, kind, name, shown, \
        address, address_index, secret, code, code_until, state, created_at, created_by) VALUES \
        (\(endpoint.id), \(endpoint.version), \(endpoint.recipient), \
        \(endpoint.district.rawValue), \(endpoint.kind.rawValue), \(endpoint.name), \
        \(endpoint.shown), \(endpoint.address), \(index), \(endpoint.secret), \(endpoint.code), \
        \(endpoint.codeUntil), \(endpoint.state.rawValue), \(endpoint.createdAt), \(account))
        """
    }

    /// What may change of it.
    static func update(_ endpoint: StoredEndpoint) -> SQL {
        """
        UPDATE notification.endpoint SET version = \(endpoint.version), \
        secret = \(endpoint.secret), former_secret = \(endpoint.formerSecret), \
        former_until = \(endpoint.formerUntil), code = \(endpoint.code), \
        code_until = \(endpoint.codeUntil), state = \(endpoint.state.rawValue), \
        reason = \(endpoint.reason) WHERE id = \(endpoint.id)
        """
    }
}
