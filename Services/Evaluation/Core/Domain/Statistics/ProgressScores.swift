import Foundation

/// How far students came compared with all students of the same prior attainment, per unit.
///
/// Source: DfE, Secondary accountability measures: the expected result of a student is the mean of
/// the band of prior attainment; a school's score is the mean difference, its interval rests on the
/// standard deviation of all students' differences.
package struct ProgressScores: Hashable, Sendable {
    /// Bands of equal size, where priors allow.
    package static let bandCount = 10

    /// A band of prior attainment.
    package struct Band: Hashable, Sendable {
        /// Largest prior in it; `nil` for the last band.
        package let upTo: Double?
        /// Students in it.
        package let count: Int
        /// Their mean result: what is expected; `nil` for an empty band.
        package let expected: Double?
    }

    /// One unit's score.
    package struct Score: Hashable, Sendable {
        /// Its number.
        package let unit: Int
        /// Its students.
        package let count: Int
        /// Mean of result − expected, in the units of the result.
        package let score: Double
        /// Lower end of the 95 % interval.
        package let low: Double
        /// Upper end of the 95 % interval.
        package let high: Double
        /// Whether the interval excludes 0.
        package let flag: ValueAdded.Flag
    }

    /// From the lowest prior to the highest.
    package let bands: [Band]
    /// Of result − expected over all students, with N − 1.
    package let deviation: Double
    /// Units with students, by number.
    package let scores: [Score]

    /// - Parameters:
    ///   - priors: finite, one for each student.
    ///   - results: as many, finite.
    ///   - units: as many numbers from 0.
    /// - Throws: `noData`, `tooFewStudents` for a single one.
    package init(priors: [Double], results: [Double], units: [Int]) throws(Undefined) {
        guard !priors.isEmpty else { throw .noData }
        guard priors.count > 1 else { throw .tooFewStudents }
        let breaks = ProgressScores.breaks(priors.sorted())
        let bandOf = priors.map { prior in breaks.firstIndex { prior <= $0 } ?? breaks.count }
        var means = RunningMeans(count: breaks.count + 1)
        for (band, result) in zip(bandOf, results) { means.add(result, to: band) }
        bands = (0...breaks.count).map { band in
            Band(
                upTo: band < breaks.count ? breaks[band] : nil, count: means.counts[band],
                expected: means.counts[band] > 0 ? means.means[band] : nil)
        }
        var squares = 0.0
        var differences = RunningMeans(count: (units.max() ?? 0) + 1)
        for (student, unit) in units.enumerated() {
            let difference = results[student] - means.means[bandOf[student]]
            squares += difference * difference
            differences.add(difference, to: unit)
        }
        // The mean difference of all is 0: it is in every band.
        let deviation = (squares / Double(priors.count - 1)).squareRoot()
        self.deviation = deviation
        scores = differences.counts.indices.filter { differences.counts[$0] > 0 }.map { unit in
            let count = differences.counts[unit]
            let error = deviation / Double(count).squareRoot()
            let (score, reach) = (differences.means[unit], NormalDistribution.twoSided95 * error)
            return Score(
                unit: unit, count: count, score: score, low: score - reach, high: score + reach,
                flag: ValueAdded.Flag(score, error))
        }
    }

    /// Inner bounds of the bands, each once: many students may share a prior.
    private static func breaks(_ sorted: [Double]) -> [Double] {
        var breaks: [Double] = []
        for number in 1..<bandCount {
            let bound = SampleQuantile.value(Double(number) / Double(bandCount), of: sorted)
            if bound > breaks.last ?? -.infinity { breaks.append(bound) }
        }
        return breaks
    }
}

/// Counts and means of several groups, moved as values come.
private struct RunningMeans {
    private(set) var counts: [Int]
    private(set) var means: [Double]

    init(count: Int) {
        counts = Array(repeating: 0, count: count)
        means = Array(repeating: 0, count: count)
    }

    mutating func add(_ value: Double, to group: Int) {
        counts[group] += 1
        means[group] += (value - means[group]) / Double(counts[group])
    }
}
