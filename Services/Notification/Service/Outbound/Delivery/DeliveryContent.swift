import Foundation
import NotificationCore
import TaoliDelivery
import TaoliModels
import TaoliPostgres

/// What is sent: everything that a try needs, read before it begins.
struct DeliveryContent: Sendable {
    let delivery: StoredDelivery
    let endpoint: StoredEndpoint
    let language: DeliveryPreferences.Tongue
    /// Empty for a verification.
    let items: [Item]

    /// One message in words.
    struct Item: Sendable {
        let message: InboxMessage
        let text: DeliveryText.Item
    }

    /// The mail; the same id on every try.
    func mail(_ channel: Channels.Mail, _ seal: EndpointSeal, at now: Date) throws -> MailMessage {
        let address = try seal.open(endpoint.address, .address, of: endpoint.id)
        guard let to = EmailAddress(address) else { throw StoredMissing(what: "an address") }
        let text = try text(seal)
        return MailMessage(
            from: channel.from, fromName: channel.fromName, to: to, subject: text.subject,
            body: text.body, id: delivery.id.text, date: now)
    }

    private func text(_ seal: EndpointSeal) throws -> DeliveryText {
        guard delivery.what == .verification else {
            return DeliveryText(items.map(\.text), in: language)
        }
        let (code, until) = try code(seal)
        return DeliveryText(code: code, until: until, in: language)
    }

    private func code(_ seal: EndpointSeal) throws -> (String, Date) {
        guard let sealed = endpoint.code, let until = endpoint.codeUntil else {
            throw StoredMissing(what: "a code")
        }
        return (try seal.open(sealed, .code, of: endpoint.id), until)
    }

    /// The signed request; the same id on every try, this try's time.
    func request(_ seal: EndpointSeal, allowsPrivate: Bool, at now: Date) throws -> WebhookRequest {
        let address = try seal.open(endpoint.address, .address, of: endpoint.id)
        var secrets = [try endpoint.secret.flatMap { try secret($0, seal) }]
        if let former = endpoint.formerSecret, let until = endpoint.formerUntil, until > now {
            secrets.append(try secret(former, seal))
        }
        return WebhookRequest(
            url: try WebhookURL(address, allowsPrivate: allowsPrivate), id: delivery.id.text,
            timestamp: Int64(now.timeIntervalSince1970), body: try body(seal),
            secrets: secrets.compactMap(\.self))
    }

    private func secret(_ sealed: Data, _ seal: EndpointSeal) throws -> WebhookSecret? {
        WebhookSecret(try seal.open(sealed, .secret, of: endpoint.id))
    }

    private func body(_ seal: EndpointSeal) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let created = delivery.createdAt.formatted(.iso8601)
        guard delivery.what == .verification else {
            return Array(
                try encoder.encode(
                    WebhookPayload(
                        type: "taoli.messages", timestamp: created,
                        data: WebhookNews(
                            unit: delivery.recipient, urgent: delivery.isUrgent,
                            messages: items.map(WebhookNews.Message.init)))))
        }
        let (code, until) = try code(seal)
        return Array(
            try encoder.encode(
                WebhookPayload(
                    type: "taoli.verification", timestamp: created,
                    data: WebhookVerification(
                        unit: delivery.recipient, code: code, until: until.formatted(.iso8601)))))
    }
}
