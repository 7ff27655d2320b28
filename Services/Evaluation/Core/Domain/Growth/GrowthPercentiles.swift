import Foundation

/// Student growth percentiles: how a student's result stands among those of students with the same
/// prior, 1 … 99.
///
/// Source: Betebenner (2009), Norm- and criterion-referenced student growth, and the SGP package:
/// quantile regressions on a cubic B-spline of the prior at 0.005, 0.015 … 0.995; the percentile is
/// how many of them lie below the result, 1 at least and 99 at most.
package struct GrowthPercentiles: Sendable {
    /// How many quantiles are estimated.
    package static let quantileCount = 100

    /// One for each student, in the order given: the middle of `ranges`, rounded down.
    package let percentiles: [Int]
    /// The percentiles among which nothing decides. A curve of quantile regression passes through
    /// as many students as the spline has functions, and through more where results are tied:
    /// those students are neither above it nor below. (The SGP package lets rounding decide.)
    package let ranges: [ClosedRange<Int>]
    /// The inner knots of the spline.
    package let knots: [Double]
    /// Of all quantiles the largest gap between loss and dual, in multiples of the loss: how
    /// exactly the solutions are proven optimal.
    package let largestGap: Double

    /// - Parameters:
    ///   - priors: finite, one for each student.
    ///   - results: as many, finite.
    /// - Throws: `noData`, `tooFewStudents` (fewer than quantiles), `noVariance`, `notSolved`.
    package init(priors: [Double], results: [Double]) throws(Undefined) {
        guard !priors.isEmpty else { throw .noData }
        guard priors.count >= GrowthPercentiles.quantileCount else { throw .tooFewStudents }
        let lowest = results.reduce(.infinity, min)
        guard lowest < results.reduce(-.infinity, max) else { throw .noVariance }
        let curves = try GrowthCurves(priors: priors, results: results)
        let counts = results.indices.map { curves.counts(results[$0], row: $0) }
        func clipped(_ count: Int) -> Int { min(max(count, 1), 99) }
        ranges = counts.map { clipped($0.below)...clipped($0.below + $0.through) }
        percentiles = counts.map { clipped($0.below + $0.through / 2) }
        let basis = curves.rows.basis
        knots = Array(basis.knots[(basis.degree + 1)..<(basis.knots.count - basis.degree - 1)])
        largestGap = curves.solutions.reduce(0) { gap, solution in
            max(gap, abs(solution.gap) / max(solution.loss, .leastNormalMagnitude))
        }
    }
}
