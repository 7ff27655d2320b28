import Foundation

/// A fitted model with students in units in upper units (districts or groups).
package struct ThreeLevels: Sendable {
    /// Between units of the same upper unit.
    package let varianceBetween: Double
    /// Between upper units.
    package let varianceLevel: Double
    /// Between students of the same unit.
    package let varianceWithin: Double
    /// The share of variance between units of the same upper unit.
    package let icc: Double
    /// The share of variance between upper units.
    package let iccLevel: Double
    /// Minus twice the (restricted) log-likelihood, constants included as lme4 has them.
    package let criterion: Double
    /// The intercept first, then the terms as asked for.
    package let coefficients: [RandomIntercept.Coefficient]
    /// What each unit adds beyond its upper unit, in the design's order.
    package let units: [ValueAdded]
    /// What each upper unit adds; `size` counts its students.
    package let levels: [ValueAdded]
    private let profile: NestedProfile

    /// Ends of the 95 % profile interval of `icc`; computed when asked for, since it takes longer
    /// than the model itself.
    package var interval: (low: Double, high: Double) { profile.shareInterval() }

    /// - Throws: ``Undefined``.
    init(
        _ design: ClusteredDesign, levelOfUnit: [Int], twoLevels: RandomIntercept,
        method: LikelihoodMethod
    ) throws(Undefined) {
        let nested = NestedDesign(design, levelOfUnit: levelOfUnit)
        guard nested.levels.count > 1 else { throw .oneLevel }
        guard nested.levels.count < design.units.count else { throw .oneUnitEach }
        let criterion = NestedCriterion(nested: nested, method: method)
        let ratios = try NestedSearch(criterion: criterion, scale: twoLevels.ratio).minimum()
        guard let factor = criterion.factor(ratios), let point = criterion.point(ratios) else {
            throw .noVariance
        }
        varianceWithin = factor.residual / criterion.freedom
        varianceBetween = ratios.unit * varianceWithin
        varianceLevel = ratios.level * varianceWithin
        icc = ratios.unit / (1 + ratios.unit + ratios.level)
        iccLevel = ratios.level / (1 + ratios.unit + ratios.level)
        self.criterion = point.value
        coefficients =
            CoefficientTable(
                design, centred: factor.coefficients, inverse: factor.inverse,
                varianceWithin: varianceWithin
            ).coefficients
        let effects = NestedEffects(
            nested, ratios: ratios, centred: factor.coefficients, varianceWithin: varianceWithin)
        units = effects.units
        levels = effects.levels
        profile = NestedProfile(criterion: criterion, ratios: ratios)
    }
}

/// The predicted effects of both levels.
private struct NestedEffects {
    var units: [ValueAdded]
    var levels: [ValueAdded] = []

    init(
        _ nested: NestedDesign, ratios: NestedRatios, centred: [Double], varianceWithin: Double
    ) {
        let design = nested.design
        var found: [ValueAdded?] = Array(repeating: nil, count: design.units.count)
        for (level, members) in zip(nested.levels, nested.members) {
            let residuals = members.map {
                nested.sizes[$0] * design.meanResidual(nested.order[$0], centred)
            }
            let growths = members.map { 1 + nested.sizes[$0] * ratios.unit }
            let weight = zip(members, growths).reduce(0) { $0 + nested.sizes[$1.0] / $1.1 }
            let residual = zip(residuals, growths).reduce(0) { $0 + $1.0 / $1.1 }
            let shrink = ratios.level / (1 + ratios.level * weight)
            let effect = shrink * residual
            levels.append(
                ValueAdded(
                    unit: level, size: members.reduce(0) { $0 + Int(nested.sizes[$1]) },
                    estimate: effect, standardError: (varianceWithin * shrink).squareRoot(),
                    reliability: weight * shrink))
            for (place, index) in members.enumerated() {
                let (size, growth) = (nested.sizes[index], growths[place])
                let own = ratios.unit / growth
                let error = own + own * own * size * size * shrink
                found[nested.order[index]] = ValueAdded(
                    unit: design.units[nested.order[index]], size: Int(size),
                    estimate: own * (residuals[place] - size * effect),
                    standardError: (varianceWithin * error).squareRoot(),
                    reliability: ratios.unit > 0 ? 1 - error / ratios.unit : 0)
            }
        }
        units = found.compactMap(\.self)
    }
}
