import TaoliModels

/// A number as a pack writes it, without rounding: `0.15`, `99%`, `1/5` or `4.5`.
package struct ExactFraction: Hashable, Sendable, CustomStringConvertible {
    /// Not negative.
    package let numerator: Int
    /// Positive.
    package let denominator: Int

    /// Reads one of the forms; `nil` for anything else, or more than nine digits.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2 {
            guard let top = ExactFraction.whole(parts[0]),
                let bottom = ExactFraction.whole(parts[1]),
                bottom > 0
            else { return nil }
            self.init(top, bottom)
            return
        }
        let isPercent = text.hasSuffix("%")
        let digits = isPercent ? String(text.dropLast()) : text
        let halves = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), halves.allSatisfy({ !$0.isEmpty }),
            let number = ExactFraction.whole(halves.joined())
        else { return nil }
        var scale = isPercent ? 100 : 1
        for _ in 0..<(halves.count == 2 ? halves[1].count : 0) { scale *= 10 }
        self.init(number, scale)
    }

    private init(_ top: Int, _ bottom: Int) {
        var (left, right) = (top, bottom)
        while right != 0 { (left, right) = (right, left % right) }
        numerator = top / left
        denominator = bottom / left
    }

    private static func whole(_ text: String) -> Int? {
        guard (1...9).contains(text.utf8.count),
            text.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int(text)
    }

    /// The nearest number.
    package var value: Double { Double(numerator) / Double(denominator) }

    package var description: String { "\(numerator)/\(denominator)" }

    /// Whether fractions sum to exactly 1.
    static func sumToOne(_ list: [ExactFraction]) -> Bool {
        var (top, bottom) = (0, 1)
        for one in list {
            let (left, first) = top.multipliedReportingOverflow(by: one.denominator)
            let (right, second) = one.numerator.multipliedReportingOverflow(by: bottom)
            let (sum, third) = left.addingReportingOverflow(right)
            let (product, fourth) = bottom.multipliedReportingOverflow(by: one.denominator)
            guard !first, !second, !third, !fourth else { return false }
            var (a, b) = (sum, product)
            while b != 0 { (a, b) = (b, a % b) }
            (top, bottom) = (sum / max(a, 1), product / max(a, 1))
        }
        return top == bottom
    }
}

extension PolicyReader {
    /// An exact number that must stand there; 0 after a mistake.
    package func fraction(_ key: String) -> ExactFraction {
        if let fraction = optionalFraction(key) { return fraction }
        if !has(key) { _ = text(key) }
        return .zero
    }

    /// An exact number, or `nil` when the key is absent or wrong.
    package func optionalFraction(_ key: String) -> ExactFraction? {
        guard let text = optionalText(key) else { return nil }
        if let fraction = ExactFraction(text) { return fraction }
        problem(
            key, Wording("“\(text)”不是数。", "'\(text)' is no number."),
            fix: Wording(
                "写成 0.15、99% 或 1/5，至多九位数字。",
                "Write 0.15, 99% or 1/5, with nine digits at most."))
        return nil
    }
}

extension ExactFraction {
    fileprivate static let zero = ExactFraction(0, 1)
}
