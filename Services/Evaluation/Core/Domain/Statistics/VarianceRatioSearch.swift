import Foundation

/// Finds the λ at which a criterion is least, and the interval in which it is not much greater.
struct VarianceRatioSearch {
    let criterion: InterceptCriterion

    /// The 95 % quantile of chi-squared with one degree of freedom.
    static let rise95 = 3.8414588206941254
    /// Between-unit variance from 1e-8 to 1e8 times that within: eight points a factor of 100.
    private static let grid = [0] + (-32...32).map { pow(10, Double($0) / 4) }

    /// The ratio at the least value: 0 where the criterion rises from there on.
    ///
    /// The whole range is looked at first, so that of two low points the lower one is found. The
    /// low point itself is where the slope crosses zero, which is exact to more digits than where
    /// the value is least.
    ///
    /// - Throws: `noVarianceWithin` when it falls for ever.
    func minimum() throws(Undefined) -> Double {
        let grid = VarianceRatioSearch.grid
        let values = grid.map(criterion.value)
        guard let best = values.indices.min(by: { values[$0] < values[$1] }),
            values[best].isFinite
        else { throw .noVariance }
        guard best < grid.count - 1 else { throw .noVarianceWithin }
        let slope = criterion.slope(grid[best])
        if best == 0, slope >= 0 { return 0 }
        if slope == 0 { return grid[best] }
        return slope > 0
            ? crossing(from: grid[best], towards: grid[best - 1])
            : crossing(from: grid[best], towards: grid[best + 1])
    }

    /// Where the slope changes its sign, from a point on towards another.
    private func crossing(from start: Double, towards end: Double) -> Double {
        let rises = criterion.slope(start) > 0
        var far = end
        // The neighbour may lie beyond a further high point: come nearer until it does not.
        for _ in 0..<60 where (criterion.slope(far) > 0) == rises { far = (far + start) / 2 }
        return RootFinder.brent(far, start, criterion.slope)
    }

    /// The ratios between which the criterion is at most `rise95` above its least value: 0 when it
    /// is not reached downwards, `nil` when not upwards.
    func interval(around ratio: Double) -> (low: Double, high: Double?) {
        let limit = criterion.value(ratio) + VarianceRatioSearch.rise95
        func excess(_ ratio: Double) -> Double { criterion.value(ratio) - limit }
        var low = 0.0
        if ratio > 0, excess(0) > 0 {
            var outside = ratio / 2
            while excess(outside) < 0 { outside /= 2 }
            low = RootFinder.brent(outside, min(2 * outside, ratio), excess)
        }
        var outside = max(2 * ratio, 1e-3 / largestSize)
        var inside = ratio
        while excess(outside) < 0 {
            guard outside < 1e12 else { return (low, nil) }
            (inside, outside) = (outside, outside * 2)
        }
        return (low, RootFinder.brent(inside, outside, excess))
    }

    private var largestSize: Double { criterion.design.sizeGroups.last?.size ?? 1 }
}
