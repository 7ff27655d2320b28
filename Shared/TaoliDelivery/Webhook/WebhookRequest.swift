/// One signed request. Whoever gets two with the same id has got the same news twice.
/// Source: Standard Webhooks 1.0.
package struct WebhookRequest: Hashable, Sendable {
    /// Where it goes.
    package let url: WebhookURL
    /// The same on every try; no dot, since the signed text is parted by dots.
    package let id: String
    /// Seconds since 1970, of this try.
    package let timestamp: Int64
    /// JSON.
    package let body: [UInt8]
    /// The current secret, and during a rotation the former one: each signs.
    package let secrets: [WebhookSecret]

    package init(
        url: WebhookURL, id: String, timestamp: Int64, body: [UInt8], secrets: [WebhookSecret]
    ) {
        self.url = url
        self.id = id
        self.timestamp = timestamp
        self.body = body
        self.secrets = secrets
    }

    var headers: [String] {
        let signatures = secrets.map { $0.signature(id: id, timestamp: timestamp, body: body) }
        return [
            "content-type: application/json", "user-agent: Taoli/1",
            // Neither a question before the body nor a coded answer.
            "expect:", "accept: application/json",
            "webhook-id: \(id)", "webhook-timestamp: \(timestamp)",
            "webhook-signature: \(signatures.joined(separator: " "))",
        ]
    }
}
