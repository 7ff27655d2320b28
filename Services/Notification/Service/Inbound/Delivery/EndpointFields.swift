import Foundation
import NotificationCore
import TaoliDelivery
import TaoliModels
import TaoliRuntime

/// Reads what a request says of an address.
struct EndpointFields {
    static let nameMax = 60

    let kind: EndpointKind
    let name: String
    let address: String
    let shown: String
    /// `nil` for e-mail.
    let secret: WebhookSecret?

    /// - Throws: `unknown-value`, `bad-email`, `bad-url`, `bad-secret`, `secret-not-wanted`.
    init(
        kind: String, address: String, secret: String, name: String, allowsPrivate: Bool
    ) throws {
        self.kind = try Input.known(
            "kind", EndpointKind(rawValue: kind), allowed: EndpointKind.allCases.map(\.rawValue))
        let text = try Input.text("address", address, max: WebhookURL.max)
        switch self.kind {
        case .email:
            guard let email = EmailAddress(text) else { throw EndpointRefusals.badEmail }
            guard secret.isEmpty else { throw EndpointRefusals.secretNotWanted }
            (self.address, shown, self.secret) = (email.description, email.masked, nil)
        case .webhook:
            do throws(WebhookURL.Problem) {
                let url = try WebhookURL(text, allowsPrivate: allowsPrivate)
                (self.address, shown) = (url.text, url.masked)
            } catch {
                throw EndpointRefusals.badURL(error)
            }
            self.secret = try EndpointFields.secret(secret)
        }
        self.name = try Input.optionalText("name", name, max: EndpointFields.nameMax) ?? shown
    }

    /// - Throws: `bad-secret`.
    static func secret(_ text: String) throws -> WebhookSecret {
        guard let secret = WebhookSecret(text) else { throw EndpointRefusals.badSecret }
        return secret
    }
}

/// The codes that prove addresses: ten letters and digits, 50 bits, so that nobody finds one by
/// trying.
enum EndpointCode {
    /// Without those that look alike (Crockford's base 32).
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let length = 10
    /// How long one holds.
    static let lifetime: Duration = .seconds(86_400)
    /// Between two codes to one address.
    static let pause: Duration = .seconds(60)

    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(
            (0..<length).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] })
    }

    /// As people type it: in small letters, with spaces, O for 0 and I or L for 1.
    static func normal(_ text: String) -> String {
        String(
            text.uppercased().compactMap { letter -> Character? in
                switch letter {
                case "O": "0"
                case "I", "L": "1"
                case " ", "-": nil
                default: letter
                }
            })
    }
}
