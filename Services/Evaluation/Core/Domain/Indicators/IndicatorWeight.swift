/// A weight as an exact fraction, so that "the weights sum to 1" can be said of them.
package struct IndicatorWeight: Hashable, Sendable {
    /// Positive.
    package let share: ExactShare

    package init(_ share: ExactShare) { self.share = share }

    /// Whether weights sum to exactly 1.
    package static func sumToOne(_ weights: [IndicatorWeight]) -> Bool {
        guard let sum = sum(weights) else { return false }
        return sum.numerator == sum.denominator
    }

    /// The sum as a fraction; `nil` when its numbers grow beyond 64 bits.
    package static func sum(_ weights: [IndicatorWeight]) -> ExactShare? {
        var numerator = 0
        var denominator = 1
        for weight in weights {
            let (first, one) = numerator.multipliedReportingOverflow(by: weight.share.denominator)
            let (second, two) = weight.share.numerator.multipliedReportingOverflow(by: denominator)
            let (top, three) = first.addingReportingOverflow(second)
            let (bottom, four) = denominator.multipliedReportingOverflow(
                by: weight.share.denominator)
            guard !one, !two, !three, !four else { return nil }
            let divisor = max(1, greatestDivisor(top, bottom))
            (numerator, denominator) = (top / divisor, bottom / divisor)
        }
        return ExactShare(numerator, of: denominator)
    }

    /// Euclid's algorithm.
    private static func greatestDivisor(_ left: Int, _ right: Int) -> Int {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
