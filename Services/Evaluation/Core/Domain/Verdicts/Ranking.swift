import Foundation

/// Units in the order of their value added, with how far the order can be trusted.
///
/// Effects are taken as independent normal variables around their estimates, which they are given
/// the variances (Goldstein and Spiegelhalter 1996).
package struct Ranking: Hashable, Sendable {
    /// One unit's place.
    package struct Place: Hashable, Sendable {
        /// What it adds.
        package let effect: ValueAdded
        /// 1 for the greatest estimate; equal estimates share a rank.
        package let rank: Int
        /// Mean of the ranks that the true effects may have: 1 + Σ P(other is greater).
        package let expectedRank: Double
        /// Ranks that remain when only differences beyond 95 % count.
        package let rankInterval: ClosedRange<Int>
        /// The probability that it is truly greater than the next one; `nil` for the last.
        package let holdsAgainstNext: Double?
    }

    /// From the greatest estimate to the least.
    package let places: [Place]
    /// The probability that the first is truly greater than every other, at least: 1 − Σ P(other is
    /// greater), and not below 0 (Bonferroni).
    package let firstHolds: Double

    /// - Parameter effects: of one model, in any order.
    package init(_ effects: [ValueAdded]) {
        let sorted = effects.sorted { ($1.estimate, $0.unit) < ($0.estimate, $1.unit) }
        places = sorted.enumerated().map { index, effect in
            var expected = 1.0
            var (surelyGreater, surelyLess) = (0, 0)
            for (other, rival) in sorted.enumerated() where other != index {
                let probability = Ranking.isGreater(rival, effect)
                expected += probability
                if probability > 0.975 { surelyGreater += 1 }
                if probability < 0.025 { surelyLess += 1 }
            }
            return Place(
                effect: effect, rank: 1 + sorted.count { $0.estimate > effect.estimate },
                expectedRank: expected,
                rankInterval: (1 + surelyGreater)...(sorted.count - surelyLess),
                holdsAgainstNext: index + 1 < sorted.count
                    ? Ranking.isGreater(effect, sorted[index + 1]) : nil)
        }
        let first = sorted.first
        firstHolds = max(
            0,
            1
                - sorted.dropFirst().reduce(0) { sum, rival in
                    sum + (first.map { Ranking.isGreater(rival, $0) } ?? 0)
                })
    }

    /// The probability that the first is truly greater than the second.
    package static func isGreater(_ first: ValueAdded, _ second: ValueAdded) -> Double {
        let squares =
            first.standardError * first.standardError
            + second.standardError * second.standardError
        let difference = first.estimate - second.estimate
        guard squares > 0 else { return difference > 0 ? 1 : difference < 0 ? 0 : 0.5 }
        return NormalDistribution.cumulative(difference / squares.squareRoot())
    }
}
