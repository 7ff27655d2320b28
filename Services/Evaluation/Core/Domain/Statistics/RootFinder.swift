import Foundation

/// Finds where a function of one variable crosses zero.
enum RootFinder {
    /// Brent's method (1973): as safe as halving, nearly as fast as Newton's.
    ///
    /// - Parameters:
    ///   - low: where the function has one sign.
    ///   - high: where it has the other.
    /// - Returns: the crossing, to about the last digit.
    static func brent(_ low: Double, _ high: Double, _ function: (Double) -> Double) -> Double {
        var (a, b) = (low, high)
        var (fa, fb) = (function(a), function(b))
        var (c, fc) = (a, fa)
        var step = b - a
        var last = step
        for _ in 0..<200 {
            if (fb > 0) == (fc > 0) {
                (c, fc) = (a, fa)
                step = b - a
                last = step
            }
            if abs(fc) < abs(fb) { (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb) }
            let tolerance = 2e-16 * abs(b)
            let middle = (c - b) / 2
            if abs(middle) <= tolerance || fb == 0 { return b }
            let wanted = interpolation(a, b, c, fa, fb, fc)
            if abs(last) > tolerance, abs(fa) > abs(fb), let wanted,
                abs(wanted) < min(1.5 * abs(middle) - abs(tolerance) / 2, abs(last) / 2),
                (wanted > 0) == (middle > 0)
            {
                (last, step) = (step, wanted)
            } else {
                (last, step) = (middle, middle)
            }
            (a, fa) = (b, fb)
            b += abs(step) > tolerance ? step : (middle > 0 ? tolerance : -tolerance)
            fb = function(b)
        }
        return b
    }

    /// The step from b that the inverse quadratic, or the secant, through the points proposes.
    private static func interpolation(
        _ a: Double, _ b: Double, _ c: Double, _ fa: Double, _ fb: Double, _ fc: Double
    ) -> Double? {
        let s = fb / fa
        let step: Double
        if a == c {
            step = -(c - b) * s / (1 - s)
        } else {
            let (q, r) = (fa / fc, fb / fc)
            let p = s * ((c - b) * q * (q - r) - (b - a) * (r - 1))
            step = -p / ((q - 1) * (r - 1) * (s - 1))
        }
        return step.isFinite ? step : nil
    }
}
