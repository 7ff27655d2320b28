import Foundation

/// What is done to the text of every cell.
package enum CellText {
    /// Without blanks at both ends: ordinary, full-width (U+3000) and no-break (U+00A0) spaces,
    /// tabs (which some systems put before long numbers), line ends, and the invisible U+FEFF and
    /// U+200B.
    package static func trimmed(_ text: String) -> String {
        String(decoding: trimmed(Array(text.utf8)[...]), as: UTF8.self)
    }

    /// The same on bytes of UTF-8.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let length = blankAtStart(rest) { rest = rest.dropFirst(length) }
        while let length = blankAtEnd(rest) { rest = rest.dropLast(length) }
        return rest
    }

    private static let wideBlanks: [[UInt8]] = [
        Array("\u{3000}".utf8), Array("\u{A0}".utf8), Array("\u{FEFF}".utf8),
        Array("\u{200B}".utf8),
    ]

    private static func blankAtStart(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first else { return nil }
        if first < 0x80 { return isBlank(first) ? 1 : nil }
        return wideBlanks.first { bytes.starts(with: $0) }?.count
    }

    private static func blankAtEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let last = bytes.last else { return nil }
        if last < 0x80 { return isBlank(last) ? 1 : nil }
        return wideBlanks.first { bytes.suffix($0.count).elementsEqual($0) }?.count
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    /// Whether a spreadsheet would run the (trimmed) cell as a formula (CWE-1236): it begins with
    /// `=`, `+` or `@`, or with `-` and is neither a number (also `-1.5e-05`) nor a row of dashes.
    package static func isFormula(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"): return true
        case UInt8(ascii: "-"):
            let rest = text.utf8.dropFirst()
            return !isNumber(rest) && !rest.allSatisfy { $0 == UInt8(ascii: "-") }
        default: return false
        }
    }

    /// Digits and points, then perhaps an exponent as programs write it.
    private static func isNumber(_ text: Substring.UTF8View) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
        let digits = text.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
        guard !digits.isEmpty else { return false }
        var rest = text.dropFirst(digits.count)
        guard let mark = rest.popFirst() else { return true }
        guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }

    /// A header's text in the form in which names are compared: NFKC (full-width letters become
    /// ordinary ones), trimmed, lower case, blanks and dashes as `_`.
    package static func headerName(_ text: String) -> String {
        let plain = trimmed(text.precomposedStringWithCompatibilityMapping).lowercased()
        return String(
            plain.map { $0 == " " || $0 == "-" || $0 == "\u{2013}" || $0 == "\u{2014}" ? "_" : $0 })
    }
}
