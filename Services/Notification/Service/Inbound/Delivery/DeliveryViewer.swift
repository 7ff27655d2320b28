import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// Which deliveries a caller may see: a school or group its own; a bureau those of its district,
/// which the database sees to; the city's and auditors those of their scope.
struct DeliveryViewer: Sendable, CustomStringConvertible {
    /// `nil`: every unit in scope.
    let recipient: String?

    static func current() throws -> DeliveryViewer {
        let caller = try CallContext.requireCaller()
        switch caller.role {
        case .school, .group:
            return DeliveryViewer(recipient: try OwnUnit.current().recipient.description)
        case .city, .district, .auditor, .service: return DeliveryViewer(recipient: nil)
        }
    }

    var description: String { recipient ?? "*" }

    /// At most `limit`, the newest first, behind the one named.
    func page(state: DeliveryState?, message: UUID?, after: UUID?, limit: Int) -> SQL {
        var statement = selection
        if let state { statement = statement + " AND d.state = \(state.rawValue)" }
        if let message {
            statement =
                statement + """
                     AND EXISTS (SELECT FROM notification.delivery_message c \
                    WHERE c.delivery_id = d.id AND c.message_id = \(message))
                    """
        }
        if let after { statement = statement + " AND d.id < \(after)" }
        return statement + " ORDER BY d.id DESC LIMIT \(limit)"
    }

    func one(_ id: UUID) -> SQL { selection + " AND d.id = \(id)" }

    /// Locked, so that nothing happens to it meanwhile; no row when it is out of sight.
    func lock(_ id: UUID) -> SQL {
        """
        SELECT d.id FROM notification.delivery d WHERE d.id = \(id) \
        AND (\(recipient)::text IS NULL OR d.recipient = \(recipient)) FOR UPDATE
        """
    }

    private var selection: SQL {
        """
        SELECT d.*, e.shown, e.state AS endpoint_state, ARRAY(\
        SELECT m.message_id FROM notification.delivery_message m \
        WHERE m.delivery_id = d.id ORDER BY 1) AS messages \
        FROM notification.delivery d JOIN notification.endpoint e ON e.id = d.endpoint_id \
        WHERE (\(recipient)::text IS NULL OR d.recipient = \(recipient))
        """
    }
}

/// A delivery as people see it.
struct DeliveryView: Sendable {
    let delivery: StoredDelivery
    private let shown: String
    private let endpointState: EndpointState
    private let messages: [UUID]

    /// Reads a row of `DeliveryViewer`.
    init(_ row: PostgresRow) throws {
        delivery = try StoredDelivery(row)
        shown = try row.get("shown")
        endpointState = try StoredWords.word(row, "endpoint_state")
        messages = try row.get("messages")
    }

    /// Whether anything goes to its address now.
    var isReachable: Bool {
        endpointState == .verified
            || endpointState == .unverified && delivery.what == .verification
    }

    var message: Taoli_Notification_V1_Delivery { message(after: delivery) }

    /// The same after a change.
    func message(after delivery: StoredDelivery) -> Taoli_Notification_V1_Delivery {
        .with {
            $0.id = delivery.id.text
            $0.unit = delivery.recipient
            $0.endpointID = delivery.endpointID.text
            $0.channel = delivery.channel.rawValue
            $0.shown = shown
            $0.what = delivery.what.rawValue
            $0.state = delivery.progress.state.rawValue
            $0.attempts = Int32(delivery.progress.attempts)
            $0.dueAt = delivery.progress.dueAt?.formatted(.iso8601) ?? ""
            $0.createdAt = delivery.createdAt.formatted(.iso8601)
            $0.settledAt = delivery.settledAt?.formatted(.iso8601) ?? ""
            $0.outcome = delivery.outcome
            $0.messageIds = messages.map(\.text)
            $0.urgent = delivery.isUrgent
        }
    }
}
