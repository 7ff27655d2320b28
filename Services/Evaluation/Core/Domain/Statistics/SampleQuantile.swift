import Foundation

/// Quantiles of a sample by linear interpolation of its order statistics (Hyndman and Fan 1996,
/// type 7: what R, NumPy and spreadsheets do).
package enum SampleQuantile {
    /// - Parameters:
    ///   - probability: 0 … 1.
    ///   - sorted: ascending, not empty.
    package static func value(_ probability: Double, of sorted: [Double]) -> Double {
        let place = Double(sorted.count - 1) * probability
        let below = Int(place.rounded(.down))
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
}
