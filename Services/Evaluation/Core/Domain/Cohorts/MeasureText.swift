package import TaoliModels

/// Reads cells of number columns.
package enum MeasureText {
    /// What a cell holds.
    package enum Reading: Hashable, Sendable {
        /// A finite number.
        case number(Double)
        /// Empty, `NA` or 缺考: the row is left out and counted.
        case missing
        /// Anything else, `NaN` and infinity included.
        case wrong
    }

    /// Texts that stand for no value, beside the empty one.
    package static let missingWords = ["NA", "缺考"]

    /// Whether a cell stands for no value, whatever its column holds.
    package static func isMissing(_ text: String) -> Bool {
        text.isEmpty || missingWords.contains(text)
    }

    /// - Parameter text: trimmed.
    package static func read(_ text: String) -> Reading {
        guard let first = text.utf8.first else { return .missing }
        let isDigitOrSign = first < 0x3A && first > 0x2A
        if isDigitOrSign, text.utf8.allSatisfy(mayStandInNumber), let number = Double(text) {
            // An exponent may still be too large.
            return number.isFinite ? .number(number) : .wrong
        }
        return missingWords.contains(text) ? .missing : .wrong
    }

    /// Digits, signs, point and exponent: no `inf`, no hexadecimal.
    private static func mayStandInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    /// What is wrong with a cell of a number column, and how to repair it.
    package static let problem = Wording(
        "这一列应是数字，空白表示缺考；请删去单位、逗号、全角字符和文字，NaN 和无穷大请改为空白。",
        "The column holds numbers, empty where a result is missing: remove units, commas, "
            + "full-width characters and words; make NaN and infinity empty.")
}
