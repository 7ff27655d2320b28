import Foundation

/// The variances of a three-level model in multiples of that between students.
struct NestedRatios: Hashable {
    /// Between units of one upper unit.
    var unit: Double
    /// Between upper units.
    var level: Double
}

/// Minus twice the log-likelihood of a three-level model as a function of two variance ratios.
struct NestedCriterion {
    /// The criterion with its slopes in both ratios.
    struct Point {
        let value: Double
        /// Slope in `unit` and in `level`.
        let slope: NestedRatios
    }

    let nested: NestedDesign
    let method: LikelihoodMethod

    private var design: ClusteredDesign { nested.design }

    /// N − p, or N for maximum likelihood.
    var freedom: Double {
        design.studentCount - (method == .reml ? Double(design.columnCount) : 0)
    }

    /// The criterion at a point; `nil` where it is not defined.
    func point(_ ratios: NestedRatios) -> Point? {
        let sums = NestedSums(nested, ratios)
        guard let factor = AugmentedFactor(sums.products), factor.residual > 0 else { return nil }
        var value = freedom * (1 + log(2 * .pi * factor.residual / freedom)) + sums.logLevels
        for group in design.sizeGroups {
            value += group.unitCount * log1p(group.size * ratios.unit)
        }
        let contrast = factor.coefficients.map { -$0 } + [1]
        let scale = freedom / factor.residual
        var unit = sums.unitTrace - scale * sums.unitSquares.square(of: contrast)
        var level = sums.levelTrace - scale * sums.levelSquares.square(of: contrast)
        if method == .reml {
            let inverse = factor.inverse
            value += factor.logDeterminant
            unit -= inverse.traceOfProduct(sums.unitSquares)
            level -= inverse.traceOfProduct(sums.levelSquares)
        }
        return Point(value: value, slope: NestedRatios(unit: unit, level: level))
    }

    /// The cross products under the ratios, factored.
    func factor(_ ratios: NestedRatios) -> AugmentedFactor? {
        AugmentedFactor(NestedSums(nested, ratios).products)
    }
}
