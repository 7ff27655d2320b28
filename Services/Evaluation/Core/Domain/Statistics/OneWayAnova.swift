import Foundation

/// Between- and within-unit variance by analysis of variance, adjusted for the model's columns
/// where it has any.
///
/// Sources: Donner (1986) for the estimator and Searle's interval; with columns, Henderson's method
/// 3 (Searle, Casella and McCulloch 1992, section 5.5), which without columns is the same.
package struct OneWayAnova: Hashable, Sendable {
    /// The share of variance between units, 0 where `raw` is negative.
    package let icc: Double
    /// The same as it was estimated; negative when units differ less than chance would have it.
    package let raw: Double
    /// The lower end of the 95 % interval, not clipped at 0; `nil` with `high` when results do not
    /// vary within units.
    package let low: Double?
    /// The upper end.
    package let high: Double?
    /// The unit size that stands for all: (N − Σn²/N)/(k−1) without columns.
    package let typicalSize: Double
    /// SSB/SST: what a spreadsheet gives, biased up by about (k−1)/(N−1).
    package let naive: Double

    /// - Throws: ``Undefined``.
    init(_ design: ClusteredDesign) throws(Undefined) {
        let parts = try AnovaParts(design)
        let between = (parts.betweenMean - parts.withinMean) / parts.typicalSize
        let total = between + parts.withinMean
        naive = parts.between / (parts.between + parts.within)
        typicalSize = parts.typicalSize
        guard total != 0, naive.isFinite else { throw .noVariance }
        raw = between / total
        icc = max(0, raw)
        let size = parts.typicalSize
        guard parts.withinMean > 0 else {
            (low, high) = (nil, nil)
            return
        }
        let law = FDistribution(
            numerator: parts.betweenFreedom, denominator: parts.withinFreedom)
        let ratio = parts.betweenMean / parts.withinMean
        let below = ratio / law.quantile(0.975)
        let above = ratio / law.quantile(0.025)
        low = (below - 1) / (below + size - 1)
        high = (above - 1) / (above + size - 1)
    }
}

/// Sums of squares and their degrees of freedom.
struct AnovaParts {
    /// Between units, given the columns.
    let between: Double
    let within: Double
    let betweenFreedom: Double
    let withinFreedom: Double
    let typicalSize: Double

    var betweenMean: Double { between / betweenFreedom }
    var withinMean: Double { within / withinFreedom }

    init(_ design: ClusteredDesign) throws(Undefined) {
        let unitCount = Double(design.units.count)
        guard design.studentCount > 0 else { throw .noData }
        guard unitCount > 1 else { throw .oneUnit }
        guard design.studentCount > unitCount else { throw .oneStudentEach }
        let columns = Array(1..<design.length)
        var total = design.within
        for group in design.sizeGroups { total.add(group.squares, weight: group.size) }
        let inside = design.within.part(columns)
        let kept = AugmentedFactor.independentColumns(inside)
        let result = columns.count - 1
        guard let all = AugmentedFactor(total.part(columns)),
            let own = AugmentedFactor(inside.part(kept + [result]))
        else { throw .noVariance }
        within = own.residual
        between =
            design.columnCount == 1
            ? total[design.columnCount, design.columnCount]
                - design.within[design.columnCount, design.columnCount]
            : max(0, all.residual - own.residual)
        withinFreedom = design.studentCount - unitCount - Double(kept.count)
        betweenFreedom = unitCount + Double(kept.count) - Double(design.columnCount)
        guard withinFreedom > 0, betweenFreedom > 0 else { throw .tooFewStudents }
        typicalSize = AnovaParts.trace(design, all) / betweenFreedom
        guard typicalSize > 0 else { throw .tooFewStudents }
    }

    /// The trace of Z'MZ, where M takes the columns out: N − Σ n²(1/N + m'(X'X)⁻¹m).
    private static func trace(_ design: ClusteredDesign, _ all: AugmentedFactor) -> Double {
        var trace = design.studentCount
        let inverse = all.inverse
        for group in design.sizeGroups {
            var inner = group.unitCount / design.studentCount
            for row in 0..<inverse.size {
                for column in 0..<inverse.size {
                    inner += inverse[row, column] * group.squares[row + 1, column + 1]
                }
            }
            trace -= group.size * group.size * inner
        }
        return trace
    }
}
