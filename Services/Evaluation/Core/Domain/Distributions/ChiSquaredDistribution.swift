import Foundation

/// The chi-squared distribution.
package struct ChiSquaredDistribution: Sendable {
    /// Degrees of freedom, positive.
    package let freedom: Double

    package init(freedom: Double) { self.freedom = freedom }

    /// The probability of at most `x` and of more than `x`, x ≥ 0; relative error about 1e-14.
    package func tails(_ x: Double) -> (lower: Double, upper: Double) {
        IncompleteGamma.tails(freedom / 2, x / 2)
    }

    /// The value that the distribution does not exceed with this probability, 0 < p < 1; relative
    /// error below 1e-12 (tested against R's `qchisq` and mpmath).
    package func quantile(_ probability: Double) -> Double {
        // Wilson and Hilferty (1931) where it is positive.
        let spread = 2 / (9 * freedom)
        let cube = 1 - spread + NormalDistribution.quantile(probability) * sqrt(spread)
        let start = cube > 0.1 ? freedom * cube * cube * cube : freedom / 10
        return QuantileSearch.positive(probability, start: start, tails: tails) { x in
            SaddlePoint.gammaKernel(freedom / 2, x / 2)
        }
    }
}
