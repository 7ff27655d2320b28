import Foundation
import NotificationCore
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// A delivery as it is stored.
struct StoredDelivery: Sendable {
    /// What is in it.
    enum What: String, Sendable {
        case message
        case digest
        case verification
    }

    let id: UUID
    var version: Int64
    let recipient: String
    let district: DistrictCode
    let endpointID: UUID
    let channel: EndpointKind
    let what: What
    let isUrgent: Bool
    var progress: DeliveryProgress
    var beganAt: Date?
    var settledAt: Date?
    var outcome: String
    let createdAt: Date

    /// Reads a row of `notification.delivery`.
    init(_ row: PostgresRow) throws {
        id = try row.get("id")
        version = try row.get("version")
        recipient = try row.get("recipient")
        district = try StoredWords.district(row)
        endpointID = try row.get("endpoint_id")
        channel = try StoredWords.word(row, "channel")
        what = try StoredWords.word(row, "what")
        isUrgent = try row.get("urgent")
        progress = DeliveryProgress(
            state: try StoredWords.word(row, "state"),
            attempts: try row.get("attempts"),
            attemptsBefore: try row.get("attempts_before"),
            dueAt: try row.get("due_at"))
        beganAt = try row.get("began_at")
        settledAt = try row.get("settled_at")
        outcome = try row.get("outcome")
        createdAt = try row.get("created_at")
    }

    /// A new one.
    init(
        _ what: What, to endpoint: StoredEndpoint, isUrgent: Bool, dueAt: Date, at now: Date
    ) {
        id = .version7()
        version = 1
        recipient = endpoint.recipient
        district = endpoint.district
        endpointID = endpoint.id
        channel = endpoint.kind
        self.what = what
        self.isUrgent = isUrgent
        progress = DeliveryProgress(
            state: .created, attempts: 0, attemptsBefore: 0, dueAt: dueAt)
        outcome = ""
        createdAt = now
    }

    var reference: AggregateReference { AggregateReference(type: "delivery", id: id) }

    /// Spreads the tries of deliveries that failed together.
    var seed: UInt64 {
        withUnsafeBytes(of: id.uuid) {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
    }

    /// The event with which it begins.
    func planned(_ message: UUID?) throws -> EventDraft {
        var event = Taoli_Notification_Events_V1_DeliveryPlanned()
        event.deliveryID = id.text
        event.endpointID = endpointID.text
        event.channel = channel.rawValue
        event.what = what.rawValue
        event.messageID = message?.text ?? ""
        return try EventDraft(event, of: reference, sequence: version, districts: [district])
    }

    /// Takes a step of it over: the next version and its event when it has come to an end.
    mutating func settle(_ progress: DeliveryProgress, at now: Date, outcome: String) throws
        -> [EventDraft]
    {
        self.progress = progress
        self.outcome = outcome
        guard progress.state.isSettled else { return [] }
        settledAt = now
        version += 1
        var event = Taoli_Notification_Events_V1_DeliverySettled()
        event.deliveryID = id.text
        event.state = progress.state.rawValue
        event.attempts = Int32(progress.attempts)
        return [try EventDraft(event, of: reference, sequence: version, districts: [district])]
    }
}
