import Foundation

/// B-splines of one variable: at every point at most degree + 1 of them are not zero.
///
/// Source: de Boor (1978), A Practical Guide to Splines, chapter X.
struct SplineBasis: Hashable {
    /// 3 for cubics.
    let degree: Int
    /// Ascending; each end stands degree + 1 times.
    let knots: [Double]

    /// Functions in the basis.
    var count: Int { knots.count - degree - 1 }

    /// - Parameters:
    ///   - inner: ascending, distinct, between `low` and `high`.
    ///   - low: left end; below it the first piece goes on.
    ///   - high: right end, above `low`.
    init(degree: Int, inner: [Double], low: Double, high: Double) {
        self.degree = degree
        knots =
            Array(repeating: low, count: degree + 1) + inner
            + Array(repeating: high, count: degree + 1)
    }

    /// The basis of growth percentiles: cubic, knots at the 20, 40, 60 and 80 % quantiles of the
    /// priors, ends 10 % of their range beyond them. Quantiles that coincide count once.
    ///
    /// - Parameter sorted: the priors, ascending, not all equal.
    static func ofPriors(_ sorted: [Double]) -> SplineBasis {
        let (low, high) = (sorted[0], sorted[sorted.count - 1])
        let margin = (high - low) / 10
        var inner: [Double] = []
        for probability in [0.2, 0.4, 0.6, 0.8] {
            let knot = SampleQuantile.value(probability, of: sorted)
            if knot > inner.last ?? low, knot < high { inner.append(knot) }
        }
        return SplineBasis(degree: 3, inner: inner, low: low - margin, high: high + margin)
    }

    /// The next simpler basis: one inner knot less, without any a lower degree; `nil` for a
    /// constant.
    var simpler: SplineBasis? {
        let inner = Array(knots[(degree + 1)..<(knots.count - degree - 1)])
        let (low, high) = (knots[0], knots[knots.count - 1])
        if !inner.isEmpty {
            return SplineBasis(
                degree: degree, inner: Array(inner.dropLast()), low: low, high: high)
        }
        return degree == 0
            ? nil : SplineBasis(degree: degree - 1, inner: [], low: low, high: high)
    }

    /// The number of the first function that is not zero at `x`, and the degree + 1 values.
    ///
    /// - Parameter values: takes the values; of degree + 1 elements.
    func evaluate(_ x: Double, into values: inout [Double]) -> Int {
        var piece = degree
        while piece < count - 1, x >= knots[piece + 1] { piece += 1 }
        values[0] = 1
        for order in stride(from: 1, through: degree, by: 1) {
            var carried = 0.0
            for place in 0..<order {
                let right = knots[piece + place + 1]
                let left = knots[piece + place + 1 - order]
                let share = values[place] / (right - left)
                values[place] = carried + (right - x) * share
                carried = (x - left) * share
            }
            values[order] = carried
        }
        return piece - degree
    }
}
