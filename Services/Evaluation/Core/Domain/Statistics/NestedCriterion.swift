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

/// What one pass over the units gives under a pair of ratios: with h = n/(1+na), T = Σh and
/// t = Σhz of an upper unit, and φ = c/(1+cT):
/// Z'V⁻¹Z = W + Σhzz' − Σφtt', whose slopes are −Σee' with e = h(z − φt), and −Σff' with
/// f = t/(1+cT).
private struct NestedSums {
    var products: SymmetricMatrix
    var unitSquares: SymmetricMatrix
    var levelSquares: SymmetricMatrix
    /// Σ log(1+cT).
    var logLevels = 0.0
    /// tr(V⁻¹ ∂V/∂a) and tr(V⁻¹ ∂V/∂c).
    var unitTrace = 0.0
    var levelTrace = 0.0

    init(_ nested: NestedDesign, _ ratios: NestedRatios) {
        let length = nested.design.length
        products = nested.design.within
        unitSquares = SymmetricMatrix(size: length)
        levelSquares = SymmetricMatrix(size: length)
        var weights = [Double](repeating: 0, count: nested.sizes.count)
        var vector = [Double](repeating: 0, count: length)
        for units in nested.members {
            var total = 0.0
            var sum = [Double](repeating: 0, count: length)
            for unit in units {
                let weight = nested.sizes[unit] / (1 + nested.sizes[unit] * ratios.unit)
                weights[unit] = weight
                total += weight
                for place in 0..<length { sum[place] += weight * nested.means[unit * length + place] }
            }
            let growth = 1 + ratios.level * total
            let shrink = ratios.level / growth
            logLevels += log(growth)
            levelTrace += total / growth
            products.addSquare(sum, weight: -shrink)
            levelSquares.addSquare(sum, weight: 1 / (growth * growth))
            for unit in units {
                let weight = weights[unit]
                unitTrace += weight - shrink * weight * weight
                let mean = nested.means[(unit * length)..<((unit + 1) * length)]
                products.addSquare(mean, weight: weight)
                for place in 0..<length {
                    vector[place] = mean[mean.startIndex + place] - shrink * sum[place]
                }
                unitSquares.addSquare(vector, weight: weight * weight)
            }
        }
    }
}
