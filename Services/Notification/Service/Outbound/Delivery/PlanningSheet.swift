import Foundation
import NotificationCore
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Collects what one round of planning writes.
struct PlanningSheet {
    private(set) var events: [EventDraft] = []
    private var new: [StoredDelivery] = []
    private var extended: [UUID: StoredDelivery] = [:]
    private var contents: [(delivery: StoredDelivery, message: UUID)] = []
    /// The digest that takes the next message, by address.
    private var digests: [UUID: (delivery: StoredDelivery, count: Int64)]
    private let now: Date

    init(digests: [UUID: (delivery: StoredDelivery, count: Int64)], at now: Date) {
        self.digests = digests
        self.now = now
    }

    /// One message goes to one address.
    mutating func add(
        _ message: UUID, to endpoint: StoredEndpoint, _ plan: DeliveryPlan, isUrgent: Bool
    ) throws {
        if plan.isDigest, let open = digests[endpoint.id], open.count < DeliveryPlanner.digestMax,
            open.delivery.progress.dueAt == plan.dueAt
        {
            try extend(open, with: message)
            return
        }
        let delivery = StoredDelivery(
            plan.isDigest ? .digest : .message, to: endpoint, isUrgent: isUrgent,
            dueAt: plan.dueAt, at: now)
        if plan.isDigest { digests[endpoint.id] = (delivery, 1) }
        new.append(delivery)
        contents.append((delivery, message))
        events.append(try delivery.planned(message))
    }

    private mutating func extend(
        _ open: (delivery: StoredDelivery, count: Int64), with message: UUID
    ) throws {
        var delivery = open.delivery
        delivery.version += 1
        digests[delivery.endpointID] = (delivery, open.count + 1)
        contents.append((delivery, message))
        if let index = new.firstIndex(where: { $0.id == delivery.id }) {
            new[index] = delivery
        } else {
            extended[delivery.id] = delivery
        }
        var event = Taoli_Notification_Events_V1_DeliveryExtended()
        event.deliveryID = delivery.id.text
        event.messageID = message.text
        events.append(
            try EventDraft(
                event, of: delivery.reference, sequence: delivery.version,
                districts: [delivery.district]))
    }

    /// What is written, in an order in which every row finds the one that it names.
    var statements: [SQL] {
        var statements: [SQL] = []
        if !new.isEmpty { statements.append(DeliveryStore.insert(new)) }
        statements += extended.values.sorted { $0.id.text < $1.id.text }.map(DeliveryStore.extend)
        if !contents.isEmpty { statements.append(DeliveryStore.insert(contents)) }
        return statements
    }
}
