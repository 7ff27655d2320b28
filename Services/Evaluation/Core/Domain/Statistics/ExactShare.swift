/// A share as a clause words it, e.g. 99 % or 0.15, without rounding.
package struct ExactShare: Hashable, Sendable, CustomStringConvertible {
    /// Not negative.
    package let numerator: Int
    /// Positive.
    package let denominator: Int

    package init(_ numerator: Int, of denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// So many in a hundred.
    package static func percent(_ number: Int) -> ExactShare { ExactShare(number, of: 100) }

    /// Reads `0.15`, `99%` or `99.5 %`; `nil` when the text is anything else, or has more than
    /// nine digits.
    package init?(_ text: String) {
        let isPercent = text.hasSuffix("%")
        let digits = (isPercent ? text.dropLast() : text[...]).filter { $0 != " " }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), digits.count <= 10,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let number = Int(parts.joined())
        else { return nil }
        let scale = (0..<(parts.count == 2 ? parts[1].count : 0)).reduce(1) { power, _ in power * 10
        }
        numerator = number
        denominator = scale * (isPercent ? 100 : 1)
    }

    /// The nearest number.
    package var value: Double { Double(numerator) / Double(denominator) }

    package var description: String { "\(numerator)/\(denominator)" }
}
