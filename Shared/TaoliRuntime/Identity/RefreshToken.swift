import Crypto
import Foundation

/// A refresh token: 256 random bits that only the client keeps. Registry stores the digest, so a
/// stolen database gives no access.
package struct RefreshToken: Hashable, Sendable {
    /// How long it is valid, in seconds (architecture, Identity).
    package static let lifetime: Int64 = 12 * 3600

    /// What the client keeps: 43 characters of base64url.
    package let text: String

    /// A fresh token.
    package init() {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        text = bytes.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    /// What registry stores and looks up: SHA-256 of the text, 32 bytes.
    package var digest: [UInt8] { Self.digest(of: text) }

    /// The digest under which a token that a client presents would be stored.
    package static func digest(of text: String) -> [UInt8] {
        Array(SHA256.hash(data: Data(text.utf8)))
    }
}
