/// How what was measured becomes a score of 0 … 100.
package enum IndicatorScale: Hashable, Sendable {
    /// Between the worst and the best value, in proportion, and no further; `best` may be the
    /// smaller one: that is the indicator's direction.
    case minMax(worst: Double, best: Double)
    /// The share of a target that is attained, at most all of it: value ÷ target.
    case target(Double)
    /// The share of a limit that is kept: all of it up to the limit, then limit ÷ value.
    case limit(Double)
    /// A panel scores from 0 to `full`; the mean counts.
    case panel(full: Double)

    /// Whether the scale can be used at all: worst and best differ, target and limit are positive.
    package var isUsable: Bool {
        switch self {
        case .minMax(let worst, let best): worst != best && worst.isFinite && best.isFinite
        case .target(let bound), .limit(let bound), .panel(let bound):
            bound > 0 && bound.isFinite
        }
    }

    /// The score of a value, 0 … 100.
    func score(_ value: Double) -> Double {
        let share: Double =
            switch self {
            case .minMax(let worst, let best): (value - worst) / (best - worst)
            case .target(let target): value / target
            case .limit(let limit): value <= limit ? 1 : limit / value
            case .panel(let full): value / full
            }
        return 100 * min(1, max(0, share))
    }

    /// The same for every machine and language, for a cycle's frozen text.
    var canonical: String {
        switch self {
        case .minMax(let worst, let best): "min-max \(worst) \(best)"
        case .target(let target): "target \(target)"
        case .limit(let limit): "limit \(limit)"
        case .panel(let full): "panel \(full)"
        }
    }
}
