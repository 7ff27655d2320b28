import Foundation

/// The pieces of binomial and Poisson densities that stay exact for large arguments, where a
/// difference of logarithms of gamma functions would lose most of its digits.
///
/// Source: Loader (2000), Fast and Accurate Computation of Binomial Probabilities; the same method
/// as R's `dbinom` and `dpois`.
enum SaddlePoint {
    /// log(n!) − log of Stirling's approximation of n!, for n > 0.
    static func stirlingError(_ n: Double) -> Double {
        if n < 16 {
            let halfLogTwoPi = 0.918938533204672741780329736406
            return lgamma(n + 1) - (n + 0.5) * log(n) + n - halfLogTwoPi
        }
        let square = n * n
        var sum = 0.0
        for coefficient in stirlingSeries.reversed() { sum = coefficient + sum / square }
        return sum / n
    }

    /// Coefficients of the asymptotic series 1/12n − 1/360n³ + … (Abramowitz and Stegun 6.1.42).
    private static let stirlingSeries: [Double] = zip(
        [1, -1, 1, -1, 1, -691, 1, -3617] as [Double],
        [12, 360, 1260, 1680, 1188, 360_360, 156, 122_400] as [Double]
    ).map { $0 / $1 }

    /// x log(x/m) + m − x without cancellation where x is near m; both positive.
    static func deviance(_ x: Double, _ m: Double) -> Double {
        guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
        let v = (x - m) / (x + m)
        var sum = (x - m) * v
        var term = 2 * x * v
        var index = 1.0
        while true {
            term *= v * v
            index += 2
            let next = sum + term / index
            if next == sum { return next }
            sum = next
        }
    }

    /// Γ-free x^a (1−x)^b / B(a,b), with y = 1 − x given apart so that neither end loses digits.
    static func betaKernel(_ a: Double, _ b: Double, x: Double, y: Double) -> Double {
        guard x > 0, y > 0 else { return 0 }
        let n = a + b
        let exponent =
            stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x)
            - deviance(b, n * y)
        return exp(exponent) * sqrt(a * b / (2 * .pi * n))
    }

    /// x^a e^(−x) / Γ(a).
    static func gammaKernel(_ a: Double, _ x: Double) -> Double {
        guard x > 0 else { return 0 }
        return exp(-stirlingError(a) - deviance(a, x)) * sqrt(a / (2 * .pi))
    }
}
