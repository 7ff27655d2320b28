import Crypto
import Foundation

/// A shared secret of Standard Webhooks: `whsec_` and base64 of 24 to 64 random bytes.
/// Source: Standard Webhooks 1.0, "Signature scheme".
package struct WebhookSecret: Hashable, Sendable {
    /// Before the base64.
    package static let prefix = "whsec_"
    /// Bytes that a secret may have.
    package static let bytes = 24...64

    let key: [UInt8]

    /// `nil` for a text of another form.
    package init?(_ text: String) {
        guard text.hasPrefix(WebhookSecret.prefix),
            let data = Data(base64Encoded: String(text.dropFirst(WebhookSecret.prefix.count))),
            WebhookSecret.bytes.contains(data.count)
        else { return nil }
        key = Array(data)
    }

    /// As it was written.
    package var text: String { WebhookSecret.prefix + Data(key).base64EncodedString() }

    /// `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`.
    ///
    /// - Parameter timestamp: seconds since 1970.
    package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        return "v1," + Data(code).base64EncodedString()
    }
}
