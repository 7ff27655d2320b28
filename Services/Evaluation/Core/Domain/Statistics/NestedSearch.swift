import Foundation

/// Finds the pair of variance ratios at which a three-level criterion is least.
struct NestedSearch {
    let criterion: NestedCriterion
    /// The ratio of the model with two levels: how far out to look.
    let scale: Double

    private static let stepsMax = 60

    /// Newton's method with bounds at 0, from the lowest of a few points that cover the splits of
    /// variance between the two levels.
    ///
    /// - Throws: `noVariance` when the criterion is nowhere defined.
    func minimum() throws(Undefined) -> NestedRatios {
        var ratios = try start()
        for _ in 0..<NestedSearch.stepsMax {
            guard let here = criterion.point(ratios) else { throw .noVariance }
            let step = newtonStep(ratios, here.slope)
            let promise = -(step.unit * here.slope.unit + step.level * here.slope.level)
            let next = moved(ratios, step, 1)
            let change = max(
                abs(next.unit - ratios.unit), abs(next.level - ratios.level))
            if change <= 1e-13 * (ratios.unit + ratios.level) { return next }
            // So near that differences of the value are only rounding: Newton alone decides.
            if promise < 1e-8 {
                ratios = next
                continue
            }
            guard let better = descend(ratios, step, here.value) else { return ratios }
            ratios = better
        }
        return ratios
    }

    private func start() throws(Undefined) -> NestedRatios {
        let total = max(scale, 1e-3)
        var best: (ratios: NestedRatios, value: Double)?
        for size in [0.3, 1, 3] {
            for share in [0.02, 0.2, 0.5, 0.8, 0.98] {
                let ratios = NestedRatios(
                    unit: total * size * (1 - share), level: total * size * share)
                guard let value = criterion.point(ratios)?.value else { continue }
                if value < best?.value ?? .infinity { best = (ratios, value) }
            }
        }
        guard let best else { throw .noVariance }
        return best.ratios
    }

    /// The longest of the step, half of it, a quarter … that lowers the value.
    private func descend(_ ratios: NestedRatios, _ step: NestedRatios, _ value: Double)
        -> NestedRatios?
    {
        var length = 1.0
        while length > 1e-10 {
            let next = moved(ratios, step, length)
            if let there = criterion.point(next), there.value < value { return next }
            length /= 2
        }
        return nil
    }

    private func moved(_ ratios: NestedRatios, _ step: NestedRatios, _ length: Double)
        -> NestedRatios
    {
        NestedRatios(
            unit: max(0, ratios.unit + length * step.unit),
            level: max(0, ratios.level + length * step.level))
    }

    /// Newton's step among the ratios that may move: one at 0 whose slope is upwards stays.
    private func newtonStep(_ at: NestedRatios, _ slope: NestedRatios) -> NestedRatios {
        let mayUnit = at.unit > 0 || slope.unit < 0
        let mayLevel = at.level > 0 || slope.level < 0
        let small = 1e-5 * max(at.unit + at.level, 1e-6)
        let alongUnit = curvature(at, slope, NestedRatios(unit: small, level: 0), small)
        let alongLevel = curvature(at, slope, NestedRatios(unit: 0, level: small), small)
        let cross = (alongUnit.level + alongLevel.unit) / 2
        var (first, second) = (alongUnit.unit, alongLevel.level)
        // Where the surface is not a bowl, a step along the slope, no longer than the ratios.
        let size = at.unit + at.level
        if !(first > 0) { first = max(abs(slope.unit), 1e-300) / size }
        if !(second > 0) { second = max(abs(slope.level), 1e-300) / size }
        guard mayUnit, mayLevel else {
            return NestedRatios(
                unit: mayUnit ? -slope.unit / first : 0,
                level: mayLevel ? -slope.level / second : 0)
        }
        let determinant = first * second - cross * cross
        guard determinant > 1e-10 * first * second else {
            return NestedRatios(unit: -slope.unit / first, level: -slope.level / second)
        }
        return NestedRatios(
            unit: (cross * slope.level - second * slope.unit) / determinant,
            level: (cross * slope.unit - first * slope.level) / determinant)
    }

    /// How the slopes change along a small step.
    private func curvature(
        _ at: NestedRatios, _ slope: NestedRatios, _ step: NestedRatios, _ small: Double
    ) -> NestedRatios {
        let there = NestedRatios(unit: at.unit + step.unit, level: at.level + step.level)
        guard let next = criterion.point(there)?.slope else {
            return NestedRatios(unit: .nan, level: .nan)
        }
        return NestedRatios(
            unit: (next.unit - slope.unit) / small, level: (next.level - slope.level) / small)
    }
}
