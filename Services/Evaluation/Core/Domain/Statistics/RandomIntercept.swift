import Foundation

/// A fitted model: result = columns + unit + student, units and students with a variance each.
package struct RandomIntercept: Hashable, Sendable {
    /// A coefficient with its standard error.
    package struct Coefficient: Hashable, Sendable {
        /// `(Intercept)`, a column's name, or `column=level`.
        package let term: String
        /// `nil`, with `standardError`, when the column depends on those before it.
        package let estimate: Double?
        /// In the units of `estimate`.
        package let standardError: Double?
    }

    /// λ: between-unit variance in multiples of that within.
    let ratio: Double
    /// Between units.
    package let varianceBetween: Double
    /// Within units, between students.
    package let varianceWithin: Double
    /// The share of variance between units.
    package let icc: Double
    /// Ends of the share's 95 % profile interval.
    package let low: Double
    /// 1 when the data set no upper bound.
    package let high: Double
    /// Minus twice the (restricted) log-likelihood, constants included as lme4 has them.
    package let criterion: Double
    /// The intercept first, then the terms as asked for.
    package let coefficients: [Coefficient]
    /// What the model says of a unit with all columns at their grand means, from the grand mean of
    /// the result; then the coefficients of the columns kept.
    let centred: [Double]

    /// - Throws: ``Undefined``.
    init(_ design: ClusteredDesign, method: LikelihoodMethod) throws(Undefined) {
        guard design.studentCount > 0 else { throw .noData }
        guard design.units.count > 1 else { throw .oneUnit }
        guard design.studentCount > Double(design.units.count) else { throw .oneStudentEach }
        let search = VarianceRatioSearch(
            criterion: InterceptCriterion(design: design, method: method))
        guard search.criterion.freedom > 0 else { throw .tooFewStudents }
        let result = design.columnCount
        guard design.within[result, result] > 0 else {
            let between = design.sizeGroups.reduce(0) { $0 + $1.squares[result, result] }
            throw between > 0 ? .noVarianceWithin : .noVariance
        }
        ratio = try search.minimum()
        guard let factor = search.criterion.factor(ratio) else { throw .noVariance }
        varianceWithin = factor.residual / search.criterion.freedom
        varianceBetween = ratio * varianceWithin
        icc = ratio / (1 + ratio)
        criterion = search.criterion.value(ratio)
        let ends = search.interval(around: ratio)
        low = ends.low / (1 + ends.low)
        high = ends.high.map { $0 / (1 + $0) } ?? 1
        centred = factor.coefficients
        coefficients =
            CoefficientTable(
                design, centred: factor.coefficients, inverse: factor.inverse,
                varianceWithin: varianceWithin
            ).coefficients
    }
}

/// Coefficients as they are reported: of measures that are not centred.
struct CoefficientTable {
    let coefficients: [RandomIntercept.Coefficient]

    init(
        _ design: ClusteredDesign, centred: [Double], inverse: SymmetricMatrix,
        varianceWithin: Double
    ) {
        // The intercept moves back by the centres of the columns: a contrast of the coefficients.
        let contrast = [1] + design.centre[1..<design.columnCount].map { -$0 }
        let intercept = zip(contrast, centred).reduce(design.centre[design.columnCount]) {
            $0 + $1.0 * $1.1
        }
        let first = RandomIntercept.Coefficient(
            term: "(Intercept)", estimate: intercept,
            standardError: (varianceWithin * inverse.square(of: contrast)).squareRoot())
        coefficients =
            [first]
            + design.terms.map { term in
                RandomIntercept.Coefficient(
                    term: term.name, estimate: term.column.map { centred[$0] },
                    standardError: term.column.map {
                        (varianceWithin * inverse[$0, $0]).squareRoot()
                    })
            }
    }
}
