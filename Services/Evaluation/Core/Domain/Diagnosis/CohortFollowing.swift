import Foundation

/// The same students at one point in time and at a later one, across schools and stages (TC-15,
/// JD-7): what became of those who were in a unit.
///
/// Results of different points are on different scales, so each is taken in standard deviations
/// from the mean of all who were measured at that point.
package struct CohortFollowing: Sendable {
    /// A student's result at one point.
    package struct Record: Hashable, Sendable {
        /// The student's id.
        package let student: String
        /// Where the student was then.
        package let unit: String
        /// Finite, on the scale of its point.
        package let result: Double

        package init(student: String, unit: String, result: Double) {
            self.student = student
            self.unit = unit
            self.result = result
        }
    }

    /// Students of one unit at the first point, or of one pair of units.
    package struct Path: Hashable, Sendable {
        /// Where they were at the first point.
        package let from: String
        /// Where they are at the later point; `nil` for all who were found again.
        package let to: String?
        /// How many were in `from`.
        package let started: Int
        /// How many of them are in `to`, or were found anywhere.
        package let followed: Int
        /// Mean standard score of those followed at the first point.
        package let before: Double
        /// The same students' mean at the later point.
        package let after: Double
        /// Standard error of the mean change, from the students' own changes; `nil` for one.
        package let changeError: Double?

        /// Mean change in standard deviations.
        package var change: Double { after - before }
        /// Whether the change differs from 0.
        package var flag: ValueAdded.Flag? { changeError.map { ValueAdded.Flag(change, $0) } }
    }

    /// One for each unit of the first point of whom anybody was found again, by name.
    package let units: [Path]
    /// One for each pair of units with students, by names.
    package let pairs: [Path]
    /// Students of the first point who were not found again.
    package let lost: Int
    /// Students of the later point who were not there at the first.
    package let joined: Int

    /// - Parameters:
    ///   - first: each student once.
    ///   - later: each student once.
    /// - Throws: `noData` when nobody was measured twice, `noVariance` when all results of a point
    ///   are the same.
    package init(first: [Record], later: [Record]) throws(Undefined) {
        let before = try StandardScale(first.map(\.result))
        let after = try StandardScale(later.map(\.result))
        let found = Dictionary(later.map { ($0.student, $0) }, uniquingKeysWith: { one, _ in one })
        let started = Dictionary(grouping: first, by: \.unit).mapValues(\.count)
        var byUnit: [String: [(Double, Double)]] = [:]
        var byPair: [String: [String: [(Double, Double)]]] = [:]
        var followed = 0
        for record in first {
            guard let now = found[record.student] else { continue }
            followed += 1
            let scores = (before.score(record.result), after.score(now.result))
            byUnit[record.unit, default: []].append(scores)
            byPair[record.unit, default: [:]][now.unit, default: []].append(scores)
        }
        guard followed > 0 else { throw .noData }
        lost = first.count - followed
        joined = later.count - followed
        func sorted(_ names: some Collection<String>) -> [String] {
            names.sorted(by: ByteOrder.isBefore)
        }
        units = sorted(byUnit.keys).map { unit in
            Path(from: unit, to: nil, started: started[unit] ?? 0, scores: byUnit[unit] ?? [])
        }
        pairs = sorted(byPair.keys).flatMap { unit in
            sorted((byPair[unit] ?? [:]).keys).map { other in
                Path(
                    from: unit, to: other, started: started[unit] ?? 0,
                    scores: byPair[unit]?[other] ?? [])
            }
        }
    }
}

extension CohortFollowing.Path {
    /// - Parameter scores: before and after of each student, not empty.
    fileprivate init(from: String, to: String?, started: Int, scores: [(Double, Double)]) {
        let count = Double(scores.count)
        let before = scores.reduce(0) { $0 + $1.0 } / count
        let after = scores.reduce(0) { $0 + $1.1 } / count
        let squares = scores.reduce(0) { sum, one in
            let step = one.1 - one.0 - (after - before)
            return sum + step * step
        }
        self.init(
            from: from, to: to, started: started, followed: scores.count, before: before,
            after: after,
            changeError: scores.count > 1 ? (squares / (count - 1) / count).squareRoot() : nil)
    }
}

/// Results in standard deviations from their mean.
private struct StandardScale {
    private let mean: Double
    private let deviation: Double

    init(_ results: [Double]) throws(Undefined) {
        guard results.count > 1 else { throw .noData }
        let mean = results.reduce(0, +) / Double(results.count)
        let squares = results.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard squares > 0 else { throw .noVariance }
        self.mean = mean
        deviation = (squares / Double(results.count - 1)).squareRoot()
    }

    func score(_ result: Double) -> Double { (result - mean) / deviation }
}
