import Foundation

/// Values of continued fractions b0 + a1/(b1 + a2/(b2 + …)) by Lentz's method as changed by
/// Thompson and Barnett (1986).
enum ContinuedFraction {
    /// Far more terms than any argument of this house needs; beyond it the last value stands.
    static let termsMax = 200_000

    /// - Parameter term: the pair (a, b) of number 1, 2, …
    static func value(_ first: Double, _ term: (Double) -> (a: Double, b: Double)) -> Double {
        let tiny = 1e-300
        var value = first == 0 ? tiny : first
        var c = value
        var d = 0.0
        var number = 1.0
        while number < Double(termsMax) {
            let (a, b) = term(number)
            d = b + a * d
            d = 1 / (d == 0 ? tiny : d)
            c = b + a / c
            if c == 0 { c = tiny }
            let step = c * d
            value *= step
            if abs(step - 1) < 2e-16 { break }
            number += 1
        }
        return value
    }
}
