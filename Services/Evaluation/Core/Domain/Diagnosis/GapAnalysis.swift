package import TaoliModels

/// Where the gap between a unit's mean result and that of a reference (its group, its district)
/// lies: in what its students came with, or in what became of them.
///
/// gap = intake + progress, with intake = Σ coefficient × (unit's mean prior − reference's) and
/// progress the rest. An account of means, not of causes.
package struct GapAnalysis: Hashable, Sendable {
    /// What most of a gap consists of.
    package enum Part: String, CaseIterable, Sendable {
        /// Students came with other priors.
        case intake
        /// Students with the same priors went further, or less far.
        case progress
        /// The gap is less than a tenth of the standard deviation within units.
        case none

        /// The part in words.
        package var wording: Wording {
            switch self {
            case .intake: Wording("生源", "intake")
            case .progress: Wording("进步", "progress")
            case .none: Wording("差距很小", "no gap to speak of")
            }
        }
    }

    /// Unit's mean result less the reference's.
    package let gap: Double
    /// What the priors and covariates explain of it.
    package let intake: Double
    /// What is left: not shrunken, so more uncertain than value added.
    package let progress: Double
    /// Standard deviation within the unit ÷ that within the reference's units; above 1 the unit's
    /// students lie further apart. `nil` for one student or without variance.
    package let spreadRatio: Double?
    /// The larger part.
    package let liesIn: Part

    /// - Parameters:
    ///   - index: of the unit in the design.
    ///   - coefficients: of the fitted model, the intercept first.
    ///   - reference: whom the unit is compared with, itself included.
    init(
        _ design: ClusteredDesign, moments: UnitMoments, coefficients: [Double], index: Int,
        reference: GapReference
    ) {
        let result = design.columnCount
        let own = Array(design.mean(index))
        var intake = 0.0
        for column in 1..<max(result, 1) {
            intake += coefficients[column] * (own[column] - reference.means[column])
        }
        gap = own[result] - reference.means[result]
        self.intake = intake
        progress = gap - intake
        let within = GapReference.deviation(design, moments, [index])
        let others = reference.deviation ?? 0
        spreadRatio = others > 0 ? within.map { $0 / others } : nil
        if abs(gap) < 0.1 * others {
            liesIn = .none
        } else {
            liesIn = intake * gap > progress * gap ? .intake : .progress
        }
    }
}

/// The units that others are compared with, taken together.
struct GapReference {
    /// z = (1, columns, result), each student counting once.
    let means: [Double]
    /// Pooled standard deviation of results within units; `nil` where every unit has one student.
    let deviation: Double?

    /// - Parameter indices: of the units in the design.
    init(_ design: ClusteredDesign, moments: UnitMoments, indices: [Int]) {
        var total = 0.0
        var means = [Double](repeating: 0, count: design.length)
        for index in indices {
            total += design.sizes[index]
            let share = design.sizes[index] / total
            for (place, mean) in design.mean(index).enumerated() {
                means[place] += (mean - means[place]) * share
            }
        }
        self.means = means
        deviation = GapReference.deviation(design, moments, indices)
    }

    /// The pooled standard deviation of results within units.
    static func deviation(
        _ design: ClusteredDesign, _ moments: UnitMoments, _ indices: [Int]
    ) -> Double? {
        var products = SymmetricMatrix(size: moments.width)
        var freedom = 0.0
        for index in indices {
            moments.addProducts(of: design.units[index], to: &products)
            freedom += design.sizes[index] - 1
        }
        let result = moments.width - 1
        return freedom > 0 ? (products[result, result] / freedom).squareRoot() : nil
    }
}
