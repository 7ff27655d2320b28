import Foundation

/// Inverts a distribution function on the positive half-line.
enum QuantileSearch {
    /// The point at which a distribution reaches a probability, to about the last two digits.
    ///
    /// Newton's steps in log x, kept inside a bracket that every step narrows.
    ///
    /// - Parameters:
    ///   - probability: of the lower tail, in 0 < p < 1.
    ///   - start: a guess, positive.
    ///   - tails: lower and upper tail at a point.
    ///   - kernel: x times the density at x.
    static func positive(
        _ probability: Double, start: Double,
        tails: (Double) -> (lower: Double, upper: Double), kernel: (Double) -> Double
    ) -> Double {
        var low = -745.0
        var high = 709.0
        var t = min(max(log(start), low), high)
        for _ in 0..<200 {
            let x = exp(t)
            let (lower, upper) = tails(x)
            // The smaller tail is the exact one.
            let excess = lower <= upper ? lower - probability : (1 - probability) - upper
            if excess == 0 { return x }
            if excess < 0 { low = t } else { high = t }
            let slope = kernel(x)
            var next = slope > 0 ? t - excess / slope : .nan
            if !(next > low && next < high) { next = (low + high) / 2 }
            if abs(next - t) <= 1e-16 * max(1, abs(t)) { return exp(next) }
            t = next
        }
        return exp(t)
    }
}
