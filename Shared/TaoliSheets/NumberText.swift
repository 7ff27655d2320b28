import Foundation

/// Numbers of spreadsheets as texts.
enum NumberText {
    /// Digits that a spreadsheet keeps of a number (IEEE 754 double, as shown by Excel).
    static let digitsMax = 15

    /// Whether a text is what a spreadsheet made of a long number: `4.40106E+17`. From twelve
    /// digits on, Excel shows a number so; measurements are not written with a capital and a plus.
    static func isDamaged(_ text: String) -> Bool {
        guard let first = text.utf8.first, (49...57).contains(first), text.utf8.count <= 24,
            let mark = text.utf8.firstIndex(of: UInt8(ascii: "E"))
        else { return false }
        let exponent = text[text.index(after: mark)...]
        guard exponent.utf8.first == UInt8(ascii: "+"), let power = Int(exponent.dropFirst()),
            text[..<mark].utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") })
        else { return false }
        return power >= 11
    }

    /// A cell's number as a person reads it, without a format; `nil` when it has lost digits.
    ///
    /// - Parameter value: as the workbook stores it, e.g. `113.26430000000001` or `1E-3`.
    static func general(_ value: Double, stored text: [UInt8]) -> String? {
        if text.count <= digitsMax, text.allSatisfy({ (48...57).contains($0) }), text.first != 48 {
            return String(decoding: text, as: UTF8.self)
        }
        guard value.magnitude < 1e15 else { return nil }
        if value == value.rounded() { return String(Int64(value)) }
        return String(format: "%.15g", value)
    }

    /// An integer with zeros in front, as a format of nothing but zeros shows it.
    static func padded(_ text: String, to width: Int) -> String {
        guard text.utf8.count < width, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return text
        }
        return String(repeating: "0", count: width - text.utf8.count) + text
    }
}
