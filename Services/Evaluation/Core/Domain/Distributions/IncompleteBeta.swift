import Foundation

/// The regularised incomplete beta function, both tails.
enum IncompleteBeta {
    /// I_x(a, b) and 1 − I_x(a, b), the smaller one to full relative precision.
    ///
    /// - Parameters:
    ///   - x: in 0…1.
    ///   - y: 1 − x, given apart so that neither end loses digits.
    static func tails(_ a: Double, _ b: Double, x: Double, y: Double)
        -> (lower: Double, upper: Double)
    {
        if x <= 0 { return (0, 1) }
        if y <= 0 { return (1, 0) }
        // The fraction converges quickly on the side of the mean on which the tail lies.
        if x <= (a + 1) / (a + b + 2) {
            let lower = tail(a, b, x: x, y: y)
            return (lower, 1 - lower)
        }
        let upper = tail(b, a, x: y, y: x)
        return (1 - upper, upper)
    }

    /// Didonato and Morris (1992), Algorithm 708, continued fraction (their equation 9).
    private static func tail(_ a: Double, _ b: Double, x: Double, y: Double) -> Double {
        let lambda = a - (a + b) * x
        let fraction = ContinuedFraction.value(betaTerm(a, b, x, y, lambda, 0).b) { number in
            betaTerm(a, b, x, y, lambda, number)
        }
        return SaddlePoint.betaKernel(a, b, x: x, y: y) / fraction
    }

    private static func betaTerm(
        _ a: Double, _ b: Double, _ x: Double, _ y: Double, _ lambda: Double, _ n: Double
    ) -> (a: Double, b: Double) {
        let m = a + 2 * n - 1
        let numerator =
            n == 0 ? 1 : (a + n - 1) * (a + b + n - 1) * n * (b - n) * x * x / (m * m)
        let first = n == 0 ? 0 : n * (b - n) * x / m
        let second = (a + n) * (lambda + 1 + n * (1 + y)) / (m + 2)
        return (numerator, n + first + second)
    }
}
