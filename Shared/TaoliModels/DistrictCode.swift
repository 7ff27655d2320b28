/// The deployment's own opaque code of a district, or of the city itself.
///
/// Official codes (GB/T 2260) merge and change; this one never does. Scope in the database
/// compares it, so its alphabet is narrow: 1-32 ASCII letters, digits, `-` or `_`.
package struct DistrictCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The code's text, letter for letter; upper and lower case differ.
    package let rawValue: String

    /// `nil` when the text has another shape.
    package init?(_ text: String) {
        let allowed = text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
        guard (1...32).contains(text.utf8.count), allowed else { return nil }
        rawValue = text
    }

    package var description: String { rawValue }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
