package import TaoliModels

/// A telephone number in China. Everything that prints it shows the mask, as of an
/// `IdentityNumber`.
package struct PhoneNumber: Hashable, Sendable {
    /// Digits only, for a landline with its area code.
    package let value: String

    /// Reads a number as people write it: with +86, blanks, hyphens or full-width digits.
    ///
    /// - Throws: `bad-phone`, which never quotes it.
    package init(_ text: String) throws(Refusal) {
        var digits = CodeText.plain(text).filter { !$0.isWhitespace && !"-()".contains($0) }
        if digits.hasPrefix("+86") { digits = String(digits.dropFirst(3)) }
        let isMobile = digits.utf8.count == 11 && digits.hasPrefix("1")
        let isLandline = (10...12).contains(digits.utf8.count) && digits.hasPrefix("0")
        guard isMobile || isLandline, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw StaffRefusals.phone
        }
        value = digits
    }

    /// The number with its middle hidden: `138****5678`.
    package var masked: String {
        value.prefix(3) + String(repeating: "*", count: value.count - 7) + value.suffix(4)
    }
}

extension PhoneNumber: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { masked }
    /// The mask, as `description`.
    package var debugDescription: String { masked }
    /// Nothing but the mask, for `dump` and the like.
    package var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
