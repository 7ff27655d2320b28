import Crypto
import Foundation
import Logging
import NotificationCore
import TaoliContracts
import TaoliDelivery
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Makes the tries. A try is counted and committed before it begins and noted after it ended; no
/// transaction is open in between (messaging.md, Deliveries to people). Its end is noted once, by
/// whoever made it or by whoever found that nobody will.
struct DeliveryDesk: Sendable {
    let context: ServiceContext
    let channels: Channels
    let schedule: RetrySchedule

    /// A try that was begun.
    struct Try: Sendable {
        let content: DeliveryContent
    }

    /// Begins at most so many tries.
    func claim(_ limit: Int, at now: Date) async throws -> [Try] {
        try await everywhere { tx in
            let deliveries = try await tx.query(DeliveryStore.claim(limit, at: now))
                .map(StoredDelivery.init)
            guard !deliveries.isEmpty else { return [] }
            return try await contents(of: deliveries, in: tx).map(Try.init)
        }
    }

    /// Sends what was begun. Holds no connection.
    func send(_ begun: Try, at now: Date) async -> SendResult {
        let content = begun.content
        let seal = EndpointSeal(keys: context.keys)
        do {
            switch content.delivery.channel {
            case .email:
                guard let mail = channels.mail else {
                    return SendResult(.deferred, code: 0, text: "smtp.host is not set")
                }
                return await mail.sender.send(try content.mail(mail, seal, at: now))
            case .webhook:
                return await channels.webhook.send(
                    try content.request(seal, allowsPrivate: channels.allowsPrivate, at: now))
            }
        } catch is WebhookURL.Problem {
            return SendResult(.forbidden, code: 0, text: "the address is not allowed here")
        } catch {
            context.logger.error(
                "a delivery cannot be made up",
                metadata: ["delivery": "\(content.delivery.id)", "error": "\(error)"])
            return SendResult(.deferred, code: 0, text: "it could not be made up; see the log")
        }
    }

    /// Notes how a try ended. Does nothing when that was noted before.
    func record(_ begun: Try, _ result: SendResult, at now: Date) async throws {
        let delivery = begun.content.delivery
        try await end(
            delivery.id, attempt: delivery.progress.attempts, AttemptEnd(result), at: now)
    }

    /// Tries that nobody will tell the end of, and what waits for addresses that are told no more.
    func sweep(at now: Date) async throws {
        let patience = Double(channels.lostAfter.components.seconds)
        let lost = try await context.readAll { tx in
            try await tx.query(DeliveryStore.lost(before: now.addingTimeInterval(-patience)))
                .map(StoredDelivery.init)
        }
        for delivery in lost {
            try await end(
                delivery.id, attempt: delivery.progress.attempts, AttemptEnd.lost, at: now)
        }
        try await cancelOrphans(at: now)
    }

    private func end(_ id: UUID, attempt: Int, _ end: AttemptEnd, at now: Date) async throws {
        let request = CommandRequest(
            service: .service(context.name), method: "taoli.notification.delivery/attempt",
            derivedID: Self.id(of: "\(id.text)/\(attempt)"), reason: "")
        _ = try await context.commands.runBatch(request) { tx, _ in
            guard let row = try await tx.query(DeliveryStore.lock(id)).first else {
                return BatchOutcome(events: [], subjects: [], districts: [])
            }
            var delivery = try StoredDelivery(row)
            guard delivery.progress.attempts == attempt,
                let progress = delivery.progress.after(
                    end.step, at: now, by: schedule, seed: delivery.seed)
            else { return BatchOutcome(events: [], subjects: [], districts: []) }
            var events = try delivery.settle(progress, at: now, outcome: end.shown)
            var writes = [
                DeliveryStore.update(delivery),
                DeliveryStore.attempt(delivery, endedAt: now, code: end.code, text: end.text),
            ]
            if let reason = end.endsEndpoint {
                let failing = try await fail(delivery, reason, in: tx)
                writes += failing.writes
                events += failing.events
            }
            _ = try await tx.pipeline(writes)
            return BatchOutcome(
                events: events, subjects: [delivery.reference], districts: [delivery.district])
        }
    }

    /// Marks the address of a delivery: nothing more goes there.
    private func fail(
        _ delivery: StoredDelivery, _ reason: String, in tx: PostgresTransaction
    ) async throws -> (writes: [SQL], events: [EventDraft]) {
        guard let row = try await tx.query(EndpointStore.lock(delivery.endpointID)).first else {
            return ([], [])
        }
        var endpoint = try StoredEndpoint(row)
        guard endpoint.state == .verified || endpoint.state == .unverified else { return ([], []) }
        endpoint.version += 1
        endpoint.state = .failed
        endpoint.reason = reason
        var event = Taoli_Notification_Events_V1_EndpointFailed()
        event.endpointID = endpoint.id.text
        event.deliveryID = delivery.id.text
        event.reason = reason
        let draft = try EventDraft(
            event, of: endpoint.reference, sequence: endpoint.version,
            districts: [endpoint.district])
        return ([EndpointStore.update(endpoint)], [draft])
    }

    private func cancelOrphans(at now: Date) async throws {
        try await everywhere { tx in
            let rows = try await tx.query(DeliveryStore.orphans(limit: 100))
            var (writes, events): ([SQL], [EventDraft]) = ([], [])
            for row in rows {
                var delivery = try StoredDelivery(row)
                guard
                    let progress = delivery.progress.after(
                        .cancelled, at: now, by: schedule, seed: delivery.seed)
                else { continue }
                events += try delivery.settle(
                    progress, at: now, outcome: "the address is told no more")
                writes.append(DeliveryStore.update(delivery))
            }
            let outbox = OutboxInsert.statement(
                events, actor: "service:\(context.name)", traceparent: nil)
            if let outbox { _ = try await tx.pipeline(writes + [outbox]) }
        }
    }

    private func contents(
        of deliveries: [StoredDelivery], in tx: PostgresTransaction
    ) async throws -> [DeliveryContent] {
        let found = try await tx.pipeline([
            "SELECT * FROM notification.endpoint WHERE id = any(\(deliveries.map(\.endpointID)))",
            PreferenceStore.of(deliveries.map(\.recipient)),
            InboxStore.contents(of: deliveries.map(\.id)),
        ])
        let endpoints = try found[0].rows.map(StoredEndpoint.init)
        let preferences = try found[1].rows.map { try StoredPreferences($0) }
        let items = try found[2].rows.map { row in
            (delivery: try row.get("delivery_id", as: UUID.self), item: try Self.item(row))
        }
        return deliveries.compactMap { delivery in
            endpoints.first { $0.id == delivery.endpointID }.map { endpoint in
                DeliveryContent(
                    delivery: delivery, endpoint: endpoint,
                    language: preferences.first { $0.recipient == delivery.recipient }?.chosen
                        .language ?? DeliveryPreferences.standard.language,
                    items: items.filter { $0.delivery == delivery.id }.map { $0.item })
            }
        }
    }

    private static func item(_ row: PostgresRow) throws -> DeliveryContent.Item {
        let message = try InboxMessage(row)
        let text = message.text
        return DeliveryContent.Item(
            message: message,
            text: DeliveryText.Item(id: message.id, subject: text.subject, body: text.body))
    }

    private func everywhere<Value: Sendable>(
        _ body: @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await context.pool.transaction(
            TransactionOptions(preamble: context.scope.preamble(.all)), body)
    }

    /// The same text gives the same id (RFC 9562, version 8: bits of a hash).
    private static func id(of text: String) -> UUID {
        var bytes = Array(SHA256.hash(data: Data("attempt/\(text)".utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

/// How a try ended, as far as anybody knows.
struct AttemptEnd: Sendable {
    let step: DeliveryStep
    let code: Int
    let text: String
    /// `bounced` or `gone`: the address is told no more; `nil` leaves it as it is.
    let endsEndpoint: String?

    static let lost = AttemptEnd(
        step: .lost, code: 0, text: "whoever sent it is gone; it may have arrived",
        endsEndpoint: nil)

    private init(step: DeliveryStep, code: Int, text: String, endsEndpoint: String?) {
        self.step = step
        self.code = code
        self.text = text
        self.endsEndpoint = endsEndpoint
    }

    init(_ result: SendResult) {
        let (step, ends): (DeliveryStep, String?) =
            switch result.verdict {
            case .accepted: (.accepted, nil)
            case .deferred: (.deferred(after: result.retryAfter), nil)
            case .addressRefused: (.refused, "bounced")
            case .gone: (.refused, "gone")
            case .contentRefused, .forbidden: (.refused, nil)
            }
        self.init(step: step, code: result.code, text: result.text, endsEndpoint: ends)
    }

    /// On one line, for lists.
    var shown: String { code == 0 ? text : text.hasPrefix("\(code)") ? text : "\(code) \(text)" }
}
