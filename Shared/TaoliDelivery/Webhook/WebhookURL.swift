import Foundation

/// Where a signed request may go, as written: https, a host, nothing that hides another. What the
/// host resolves to is judged when it is connected.
package struct WebhookURL: Hashable, Sendable {
    /// Characters of a URL.
    package static let max = 2000

    /// Why a text is no such URL.
    package enum Problem: Error, Hashable, Sendable {
        /// It cannot be read, is too long, or has no host.
        case unreadable
        /// The scheme is not https.
        case scheme
        /// It holds a user's name or a password.
        case credentials
        /// The host is an address or a name inside a network.
        case privateHost
    }

    /// As written, without a fragment.
    package let text: String
    /// In lower case.
    package let host: String

    /// - Parameter allowsPrivate: also takes http and hosts inside a network: tests and the demo.
    package init(_ text: String, allowsPrivate: Bool = false) throws(Problem) {
        guard text.count <= WebhookURL.max,
            !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == 0x5C }),
            let parts = URLComponents(string: text), let host = parts.host?.lowercased(),
            !host.isEmpty, parts.port.map({ (1...65_535).contains($0) }) ?? true
        else { throw .unreadable }
        let scheme = parts.scheme?.lowercased()
        guard scheme == "https" || (allowsPrivate && scheme == "http") else { throw .scheme }
        guard parts.user == nil, parts.password == nil, !text.contains("@") else {
            throw .credentials
        }
        guard allowsPrivate || !WebhookURL.isPrivate(host) else { throw .privateHost }
        var bare = parts
        bare.fragment = nil
        self.text = bare.string ?? text
        self.host = host
    }

    /// `https://hooks.example.org/…`: paths and queries often hold what only the two sides know.
    package var masked: String {
        "\(text.prefix { $0 != ":" })://\(host)/…"
    }

    private static func isPrivate(_ host: String) -> Bool {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        if let holds = PrivateNetwork.holds(host: name) { return holds }
        return !name.contains(".") || name == "localhost"
            || [".localhost", ".local", ".internal", ".lan", ".home.arpa"].contains {
                name.hasSuffix($0)
            }
    }
}
