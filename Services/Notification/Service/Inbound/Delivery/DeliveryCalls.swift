import Foundation
import GRPCCore
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// `DeliveryService`: what was sent where, try by try.
struct DeliveryCalls: Taoli_Notification_V1_DeliveryService.SimpleServiceProtocol {
    let service: ServiceContext
    let schedule: RetrySchedule

    func listDeliveries(
        request: Taoli_Notification_V1_ListDeliveriesRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_ListDeliveriesResponse {
        let viewer = try DeliveryViewer.current()
        let size = try Cursor.size(request.pageSize)
        let state: DeliveryState? =
            request.state.isEmpty
            ? nil
            : try Input.known(
                "state", DeliveryState(rawValue: request.state),
                allowed: DeliveryState.allCases.map(\.rawValue))
        let message: MessageID? =
            request.messageID.isEmpty ? nil : try Input.id("message_id", request.messageID)
        let list = ["deliveries", viewer.description, request.state, request.messageID]
        let after = try Cursor.decode(request.cursor, of: list, parts: 1)
        guard after.map({ UUID(uuidString: $0[0]) != nil }) ?? true else { throw Cursor.bad }
        let query = viewer.page(
            state: state, message: message?.rawValue,
            after: after.flatMap { UUID(uuidString: $0[0]) }, limit: size + 1)
        let rows = try await service.read { try await $0.query(query) }
        let deliveries = try rows.map { try DeliveryView($0).message }
        return .with {
            $0.deliveries = Array(deliveries.prefix(size))
            $0.nextCursor =
                deliveries.count > size
                ? Cursor.encode([deliveries[size - 1].id], of: list) : ""
        }
    }

    func getDelivery(
        request: Taoli_Notification_V1_GetDeliveryRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_GetDeliveryResponse {
        let viewer = try DeliveryViewer.current()
        let id = try id(request.deliveryID)
        let found = try await service.read { tx in
            try await tx.pipeline([
                viewer.one(id),
                """
                SELECT * FROM notification.delivery_attempt WHERE delivery_id = \(id) \
                ORDER BY number
                """,
            ])
        }
        guard let row = found[0].rows.first else { throw DeliveryRefusals.unknown }
        let delivery = try DeliveryView(row).message
        let attempts = try found[1].rows.map { row in
            try Taoli_Notification_V1_DeliveryAttempt.with {
                $0.number = try row.get("number")
                $0.beganAt = try row.get("began_at", as: Date.self).formatted(.iso8601)
                $0.endedAt = try row.get("ended_at", as: Date.self).formatted(.iso8601)
                $0.code = try row.get("code")
                $0.text = try row.get("text")
            }
        }
        return .with {
            $0.delivery = delivery
            $0.attempts = attempts
        }
    }

    func retryDelivery(
        request: Taoli_Notification_V1_RetryDeliveryRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_RetryDeliveryResponse {
        let delivery = try await change(
            request, request.requestID, request.deliveryID, request.reason
        ) { view, now in
            guard view.isReachable else { throw DeliveryRefusals.notReachable }
            var delivery = view.delivery
            guard
                let progress = delivery.progress.after(
                    .reopened, at: now, by: schedule, seed: delivery.seed)
            else { throw DeliveryRefusals.notSettled }
            delivery.progress = progress
            delivery.settledAt = nil
            delivery.version += 1
            var event = Taoli_Notification_Events_V1_DeliveryReopened()
            event.deliveryID = delivery.id.text
            let draft = try EventDraft(
                event, of: delivery.reference, sequence: delivery.version,
                districts: [delivery.district])
            return (delivery, [draft])
        }
        return .with { $0.delivery = delivery }
    }

    func cancelDelivery(
        request: Taoli_Notification_V1_CancelDeliveryRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_CancelDeliveryResponse {
        let delivery = try await change(
            request, request.requestID, request.deliveryID, request.reason
        ) { view, now in
            var delivery = view.delivery
            guard
                let progress = delivery.progress.after(
                    .cancelled, at: now, by: schedule, seed: delivery.seed)
            else {
                throw delivery.progress.state == .sending
                    ? DeliveryRefusals.underWay : DeliveryRefusals.settled
            }
            let events = try delivery.settle(progress, at: now, outcome: "cancelled by hand")
            return (delivery, events)
        }
        return .with { $0.delivery = delivery }
    }

    private func change(
        _ request: some SwiftProtobuf.Message & Sendable, _ requestID: String, _ id: String,
        _ reason: String,
        _ decide: @escaping @Sendable (DeliveryView, Date) throws -> (StoredDelivery, [EventDraft])
    ) async throws -> Taoli_Notification_V1_Delivery {
        let viewer = try DeliveryViewer.current()
        let id = try self.id(id)
        let command = try service.command(request, requestID: requestID, reason: reason)
        return try await service.commands.run(command, load: [viewer.lock(id), viewer.one(id)]) {
            _, loaded, now in
            guard !loaded[0].rows.isEmpty, let row = loaded[1].rows.first else {
                throw DeliveryRefusals.unknown
            }
            let view = try DeliveryView(row)
            let (delivery, events) = try decide(view, now)
            return CommandOutcome(
                view.message(after: delivery), writes: [DeliveryStore.update(delivery)],
                events: events, subjects: [delivery.reference], districts: [delivery.district])
        }
    }

    private func id(_ text: String) throws -> UUID {
        let id: Identifier<DeliveryEntity> = try Input.id("delivery_id", text)
        return id.rawValue
    }
}

/// What is refused about deliveries.
enum DeliveryRefusals {
    static let unknown = Refusal(
        .notFound, "delivery-unknown", field: "delivery_id",
        what: Wording("没有这次投递，或不在您的范围内。", "There is no such delivery in your scope."),
        next: Wording(
            "请先用 taoli delivery list 列出。", "List them with taoli delivery list."))

    static let notSettled = Refusal(
        .precondition, "delivery-under-way", field: "delivery_id",
        what: Wording("这次投递还在进行，会自动重试。", "This delivery still goes on by itself."),
        next: Wording("请等它结束后再重发。", "Wait until it has ended."))

    static let underWay = Refusal(
        .precondition, "being-sent", field: "delivery_id",
        what: Wording("正在发送，此刻不能取消。", "It is being sent at this moment."),
        next: Wording("请稍后再试。", "Try again in a moment."), isTransient: true)

    static let settled = Refusal(
        .precondition, "delivery-settled", field: "delivery_id",
        what: Wording("这次投递已经结束。", "This delivery has ended already."),
        next: Wording("无需取消。", "Nothing needs to be cancelled."))

    static let notReachable = Refusal(
        .precondition, "endpoint-not-verified", field: "delivery_id",
        what: Wording(
            "它的接收地址未验证、已失效或已移除。",
            "Its endpoint is not verified, has failed or was removed."),
        next: Wording(
            "请先用 taoli endpoint send-code 和 verify 恢复该地址。",
            "Prove the endpoint again with taoli endpoint send-code and verify."))
}
