import Foundation

/// How many of how many: kept as counts, so that it is compared without rounding.
package struct Rate: Hashable, Sendable {
    /// Not more than `total`.
    package let count: Int
    /// Those who count: for a pass rate those who should sit (应考), not those who sat.
    package let total: Int

    package init(count: Int, total: Int) {
        self.count = count
        self.total = total
    }

    /// `nil` when nobody counts.
    package var value: Double? { total > 0 ? Double(count) / Double(total) : nil }

    /// Wilson's 95 % interval (1927), inside 0 … 1; `nil` when nobody counts.
    package var interval: ClosedRange<Double>? {
        value.map { Rate.wilson($0, size: Double(total)) }
    }

    /// Wilson's interval of a share seen in a sample.
    ///
    /// - Parameter size: of the sample; an effective one need not be whole.
    static func wilson(_ share: Double, size: Double) -> ClosedRange<Double> {
        let z = NormalDistribution.twoSided95
        let square = z * z / size
        let middle = share + square / 2
        let reach = z * (share * (1 - share) / size + square / (4 * size)).squareRoot()
        let low = max(0, (middle - reach) / (1 + square))
        return low...max(low, min(1, (middle + reach) / (1 + square)))
    }

    /// Compares with an exact share by whole numbers: negative below it, 0 at it, positive above.
    package func compared(to share: ExactShare) -> Int {
        // Wide enough for any counts: 10⁷ students and denominators below 10⁹ stay below 2⁶³.
        let left = count.multipliedFullWidth(by: share.denominator)
        let right = share.numerator.multipliedFullWidth(by: total)
        if left.high != right.high { return left.high < right.high ? -1 : 1 }
        return left.low == right.low ? 0 : left.low < right.low ? -1 : 1
    }
}
