import Foundation

/// Fisher's and Snedecor's F distribution.
package struct FDistribution: Sendable {
    /// Degrees of freedom of the numerator, positive.
    package let numerator: Double
    /// Degrees of freedom of the denominator, positive.
    package let denominator: Double

    package init(numerator: Double, denominator: Double) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The probability of at most `x` and of more than `x`, x ≥ 0; relative error about 1e-14.
    package func tails(_ x: Double) -> (lower: Double, upper: Double) {
        let (share, rest) = shares(x)
        return IncompleteBeta.tails(numerator / 2, denominator / 2, x: share, y: rest)
    }

    /// The value that the distribution does not exceed with this probability, 0 < p < 1; relative
    /// error below 1e-12 (tested against R's `qf` and mpmath).
    package func quantile(_ probability: Double) -> Double {
        QuantileSearch.positive(probability, start: 1, tails: tails) { x in
            let (share, rest) = shares(x)
            return SaddlePoint.betaKernel(numerator / 2, denominator / 2, x: share, y: rest)
        }
    }

    /// The beta variable that belongs to `x`, and one less it.
    private func shares(_ x: Double) -> (Double, Double) {
        let sum = numerator * x + denominator
        return (numerator * x / sum, denominator / sum)
    }
}
