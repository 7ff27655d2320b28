import Foundation
package import TaoliModels

/// A bound as its clause words it: whether the bound itself still counts is part of it.
package struct Threshold: Hashable, Sendable {
    /// How a figure must stand to the bound.
    package enum Relation: String, CaseIterable, Sendable {
        /// 低于: smaller than the bound.
        case below
        /// 不高于, 不超过: the bound or smaller.
        case atMost = "at_most"
        /// 不低于, 达到: the bound or greater.
        case atLeast = "at_least"
        /// 高于, 超过: greater than the bound.
        case above

        /// `order`: the figure against the bound, negative where it is smaller.
        func holds(_ order: Int) -> Bool {
            switch self {
            case .below: order < 0
            case .atMost: order <= 0
            case .atLeast: order >= 0
            case .above: order > 0
            }
        }

        var wording: Wording {
            switch self {
            case .below: Wording("低于", "below")
            case .atMost: Wording("不高于", "at most")
            case .atLeast: Wording("不低于", "at least")
            case .above: Wording("高于", "above")
            }
        }
    }

    package let relation: Relation
    /// The bound itself.
    package let bound: ExactShare

    package init(_ relation: Relation, _ bound: ExactShare) {
        self.relation = relation
        self.bound = bound
    }

    /// The verdict on a whole cohort: by whole numbers, without rounding.
    package func verdict(_ rate: Rate?) -> Verdict {
        guard let rate, rate.total > 0 else { return .noData }
        return relation.holds(rate.compared(to: bound)) ? .met : .notMet
    }

    /// The verdict on a figure that others computed and published.
    package func verdict(figure: Double?) -> Verdict {
        guard let figure, figure.isFinite else { return .noData }
        let order = figure < bound.value ? -1 : figure > bound.value ? 1 : 0
        return relation.holds(order) ? .met : .notMet
    }

    /// The verdict on a sample: only where its whole interval lies on one side.
    ///
    /// - Parameters:
    ///   - isEnough: whether the sample has the size that the standard asks for.
    package func verdict(
        figure: Double?, interval: ClosedRange<Double>?, isEnough: Bool
    ) -> Verdict {
        guard let figure, let interval else { return .noData }
        guard isEnough else { return .cannotTell }
        let low = verdict(figure: interval.lowerBound)
        guard low == verdict(figure: interval.upperBound) else { return .cannotTell }
        return verdict(figure: figure)
    }

    /// The bound in words, e.g. 不低于 99%.
    package var wording: Wording {
        Wording(
            "\(relation.wording.chinese) \(bound.percentText)",
            "\(relation.wording.english) \(bound.percentText)")
    }
}

extension ExactShare {
    /// As a percentage: a bound of a clause as it stands there, the share of a region with two
    /// decimals and its counts.
    var percentText: String {
        let percent = Double(numerator) * 100 / Double(denominator)
        if percent == percent.rounded() { return "\(Int(percent))%" }
        let exact = "\(percent)%"
        if exact.count <= 6 { return exact }
        return String(format: "%.2f%%", percent) + " (\(numerator)/\(denominator))"
    }
}
