import Foundation

/// What one pass over the units gives under a pair of ratios. With h = n/(1+na), T = Σh and t = Σhz
/// of an upper unit, and φ = c/(1+cT):
/// Z'V⁻¹Z = W + Σhzz' − Σφtt', whose slopes are −Σee' with e = h(z − φt), and −Σff' with
/// f = t/(1+cT).
struct NestedSums {
    /// Z'V⁻¹Z.
    private(set) var products: SymmetricMatrix
    /// Σee'.
    private(set) var unitSquares: SymmetricMatrix
    /// Σff'.
    private(set) var levelSquares: SymmetricMatrix
    /// Σ log(1+cT).
    private(set) var logLevels = 0.0
    /// tr(V⁻¹ ∂V/∂a).
    private(set) var unitTrace = 0.0
    /// tr(V⁻¹ ∂V/∂c).
    private(set) var levelTrace = 0.0

    private var weights: [Double]
    private var sum: [Double]
    private var vector: [Double]

    init(_ nested: NestedDesign, _ ratios: NestedRatios) {
        let length = nested.design.length
        products = SymmetricMatrix(size: length)
        unitSquares = SymmetricMatrix(size: length)
        levelSquares = SymmetricMatrix(size: length)
        weights = nested.sizes.map { $0 / (1 + $0 * ratios.unit) }
        sum = [Double](repeating: 0, count: length)
        vector = sum
        nested.means.withUnsafeBufferPointer { means in
            for units in nested.members { add(units, means, ratios, length) }
        }
        products.mirror()
        unitSquares.mirror()
        levelSquares.mirror()
        products.add(nested.design.within)
    }

    private mutating func add(
        _ units: Range<Int>, _ means: UnsafeBufferPointer<Double>, _ ratios: NestedRatios,
        _ length: Int
    ) {
        var total = 0.0
        for place in 0..<length { sum[place] = 0 }
        for unit in units {
            total += weights[unit]
            for place in 0..<length { sum[place] += weights[unit] * means[unit * length + place] }
        }
        let growth = 1 + ratios.level * total
        let shrink = ratios.level / growth
        logLevels += log(growth)
        levelTrace += total / growth
        sum.withUnsafeBufferPointer { sum in
            products.addUpper(sum, weight: -shrink)
            levelSquares.addUpper(sum, weight: 1 / (growth * growth))
        }
        for unit in units {
            let weight = weights[unit]
            unitTrace += weight - shrink * weight * weight
            let mean = UnsafeBufferPointer(
                rebasing: means[(unit * length)..<((unit + 1) * length)])
            products.addUpper(mean, weight: weight)
            for place in 0..<length { vector[place] = mean[place] - shrink * sum[place] }
            vector.withUnsafeBufferPointer { unitSquares.addUpper($0, weight: weight * weight) }
        }
    }
}
