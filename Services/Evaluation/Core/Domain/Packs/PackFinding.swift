package import TaoliModels
package import TaoliPolicy

/// A verdict with the pack's rule it belongs to, and of whom it is.
package struct PackFinding: Hashable, Sendable {
    package let rule: StandardRule
    /// The unit judged.
    package let unit: String
    /// `nil` where the unit is judged as a whole.
    package let school: String?
    /// `nil` where no stage is meant.
    package let stage: Stage?
    /// Subject of instruction; empty where there is none.
    package let subject: String
    /// The kind of respondent; `nil` outside surveys.
    package let respondent: String?
    package let finding: StandardFinding
    /// Whether it stands in the way of "all met": not met, no data, and "cannot tell" where the
    /// pack says that it counts against.
    package let isAgainst: Bool
}

extension StandardFinding {
    /// The same under a pack's rule, with more to know.
    func under(_ rule: StandardRule, notes more: [Wording] = [], verdict other: Verdict? = nil)
        -> StandardFinding
    {
        StandardFinding(
            standard: rule.id, clause: rule.source.citation, subject: subject,
            verdict: other ?? verdict, figure: figure, interval: interval, threshold: threshold,
            sample: sample, estimator: estimator, source: source, notes: notes + more)
    }
}

extension Threshold {
    /// A rule's relation to a bound.
    init(_ relation: StandardRule.Relation?, _ bound: ExactShare) {
        let own: Relation =
            switch relation {
            case .below: .below
            case .atMost: .atMost
            case .above: .above
            case .atLeast, nil: .atLeast
            }
        self.init(own, bound)
    }
}
