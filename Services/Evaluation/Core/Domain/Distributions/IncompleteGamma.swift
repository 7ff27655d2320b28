import Foundation

/// The regularised incomplete gamma function, both tails.
enum IncompleteGamma {
    /// P(a, x) and Q(a, x), the smaller one to full relative precision; a > 0, x ≥ 0.
    static func tails(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
        if x <= 0 { return (0, 1) }
        if x < a + 1 {
            let lower = series(a, x)
            return (lower, 1 - lower)
        }
        let upper = fraction(a, x)
        return (1 - upper, upper)
    }

    /// x^a e^(−x) Σ xⁿ / Γ(a+n+1) (Abramowitz and Stegun 6.5.29).
    private static func series(_ a: Double, _ x: Double) -> Double {
        var term = 1 / a
        var sum = term
        var divisor = a
        while term > sum * 1e-17 {
            divisor += 1
            term *= x / divisor
            sum += term
        }
        return SaddlePoint.gammaKernel(a, x) * sum
    }

    /// Abramowitz and Stegun 6.5.31 in its contracted form.
    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let value = ContinuedFraction.value(x + 1 - a) { n in
            (-n * (n - a), x + 2 * n + 1 - a)
        }
        return SaddlePoint.gammaKernel(a, x) / value
    }
}
