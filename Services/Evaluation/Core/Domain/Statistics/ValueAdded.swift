import Foundation

/// How much more, or less, the students of a unit reached than their priors let expect (增值).
package struct ValueAdded: Hashable, Sendable {
    /// Whether a unit stands out.
    package enum Flag: String, CaseIterable, Sendable {
        /// The 95 % interval lies above 0.
        case above
        /// The 95 % interval lies below 0.
        case below
        /// The 95 % interval holds 0.
        case same

        init(_ estimate: Double, _ standardError: Double) {
            let reach = NormalDistribution.twoSided95 * standardError
            self = estimate > reach ? .above : estimate < -reach ? .below : .same
        }
    }

    /// The unit's number in the moments.
    package let unit: Int
    /// Its students.
    package let size: Int
    /// In the units of the result; shrunken towards 0 by how little is known of the unit.
    package let estimate: Double
    /// Of the estimate, given the variances: lme4's conditional standard deviation.
    package let standardError: Double
    /// Whether the estimate differs from 0.
    package let flag: Flag
    /// The share of the unit's mean that is not chance, 0 … 1.
    package let reliability: Double

    /// The units of a fitted model, in the order of the design.
    static func list(_ design: ClusteredDesign, _ fit: RandomIntercept) -> [ValueAdded] {
        design.units.indices.map { index in
            let size = design.sizes[index]
            let shrink = fit.ratio / (1 + size * fit.ratio)
            let residual = size * design.meanResidual(index, fit.centred)
            return ValueAdded(
                unit: design.units[index], size: Int(size), estimate: shrink * residual,
                standardError: (fit.varianceWithin * shrink).squareRoot(),
                reliability: size * shrink)
        }
    }

    /// - Parameters: as the properties of the same names; the flag follows from them.
    package init(
        unit: Int, size: Int, estimate: Double, standardError: Double, reliability: Double
    ) {
        self.unit = unit
        self.size = size
        self.estimate = estimate
        self.standardError = standardError
        self.reliability = reliability
        flag = Flag(estimate, standardError)
    }
}

extension ClusteredDesign {
    /// The mean of what the columns do not explain, in the unit at `index`.
    func meanResidual(_ index: Int, _ coefficients: [Double]) -> Double {
        let start = index * length
        var residual = means[start + columnCount]
        for column in 0..<columnCount { residual -= means[start + column] * coefficients[column] }
        return residual
    }
}
