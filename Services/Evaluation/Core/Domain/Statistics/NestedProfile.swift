import Foundation

/// The profile interval of a three-level model's share between units: for each share the level's
/// variance that fits best stands beside it.
struct NestedProfile {
    let criterion: NestedCriterion
    /// Where the criterion is least.
    let ratios: NestedRatios

    /// Ends of the 95 % interval of unit ÷ (unit + level + student); 0 when the share may be 0, 1
    /// when the data set no upper bound.
    func shareInterval() -> (low: Double, high: Double) {
        let best = ratios.unit / (1 + ratios.unit + ratios.level)
        guard let least = criterion.point(ratios)?.value else { return (0, 1) }
        let limit = least + VarianceRatioSearch.rise95
        func excess(_ share: Double) -> Double { value(share) - limit }
        var low = 0.0
        if best > 0, excess(0) > 0 { low = RootFinder.brent(0, best, excess) }
        var inside = best
        var outside = best
        repeat {
            inside = outside
            outside = (1 + outside) / 2
            if 1 - outside < 1e-9 { return (low, 1) }
        } while excess(outside) < 0
        return (low, RootFinder.brent(inside, outside, excess))
    }

    /// The criterion at a share, least over the level's ratio.
    private func value(_ share: Double) -> Double {
        let odds = share / (1 - share)
        func ratios(_ level: Double) -> NestedRatios {
            NestedRatios(unit: odds * (1 + level), level: level)
        }
        func slope(_ level: Double) -> Double {
            guard let point = criterion.point(ratios(level)) else { return .infinity }
            return point.slope.level + odds * point.slope.unit
        }
        var level = 0.0
        if slope(0) < 0 {
            var outside = max(self.ratios.level, 1e-3)
            while slope(outside) < 0, outside < 1e9 { outside *= 2 }
            level = RootFinder.brent(0, outside, slope)
        }
        return criterion.point(ratios(level))?.value ?? .infinity
    }
}
