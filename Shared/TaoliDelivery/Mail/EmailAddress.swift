/// An e-mail address as a server is given it. Its alphabet is narrow on purpose: nothing that could
/// end a line or a command fits in, and what mail systems of schools use does.
/// Source: RFC 5321 4.1.2 (Mailbox with Dot-string), without quoted strings and address literals.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
    /// Characters of the whole (RFC 3696, erratum 1690).
    package static let max = 254
    /// Characters before the @.
    package static let localMax = 64

    /// The domain in lower case.
    package let description: String
    /// Behind the @.
    package let domain: String

    /// `nil` for anything that is not `name@domain.tld` in ASCII.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= EmailAddress.max, parts.count == 2,
            (1...EmailAddress.localMax).contains(parts[0].utf8.count),
            EmailAddress.isLocal(parts[0]), EmailAddress.isDomain(parts[1])
        else { return nil }
        domain = parts[1].lowercased()
        description = "\(parts[0])@\(domain)"
    }

    /// `z***@example.org`: enough to tell one's own addresses apart.
    package var masked: String { "\(description.prefix(1))***@\(domain)" }

    private static func isLocal(_ text: Substring) -> Bool {
        let marks = Set("!#$%&'*+/=?^_`{|}~-".utf8)
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy { isLetterOrDigit($0) || marks.contains($0) }
        }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
