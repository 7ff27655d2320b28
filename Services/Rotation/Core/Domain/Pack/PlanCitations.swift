import TaoliPolicy

/// Which clause each rule of a plan rests on.
package struct PlanCitations: Hashable, Sendable {
    private let byParameter: [String: String]

    /// Nothing is cited.
    package static let none = PlanCitations([])

    /// - Parameter origins: of the parameters in use; what has no source is cited by nothing.
    package init(_ origins: [ParameterOrigin]) {
        byParameter = Dictionary(
            origins.compactMap { origin in
                origin.source.map { (origin.name, $0.citation) }
            }, uniquingKeysWith: { one, _ in one })
    }

    /// The clause, `ours`, or `nil` where no pack is in use.
    package subscript(_ family: RuleFamily) -> String? {
        switch family {
        case .quota: byParameter["quota_pct"]
        case .key: byParameter["key_pct"]
        case .team: byParameter["team_min"]
        case .subject: byParameter["subject_loss_pct"]
        // Places are what the bureau wrote into the table, not a rule of the pack.
        case .capacity: nil
        }
    }

    /// The same for a rule that a plan breaks.
    package subscript(_ rule: PlanViolation.Rule) -> String? {
        switch rule {
        case .quota: self[RuleFamily.quota]
        case .maxOut: byParameter["max_out_pct"]
        case .keyShare: self[RuleFamily.key]
        case .team: self[RuleFamily.team]
        case .subjectLoss: self[RuleFamily.subject]
        case .commute: byParameter["commute_max_min"]
        // H1, eligibility, partners and places follow from the tables.
        case .twice, .notEligible, .notPartner, .capacity: nil
        }
    }

    /// The same for a reason why there is no plan.
    package subscript(_ cause: InfeasibilityCause) -> String? {
        switch cause {
        case .quotaBeyondMost, .tooFewWithinReach, .tooFewUnderCaps, .tooFewPlaces:
            self[RuleFamily.quota]
        case .tooFewKeyTeachers: self[RuleFamily.key]
        }
    }

    /// The same for a rule without room left.
    package subscript(_ rule: BindingRule) -> String? {
        if case .maxOut = rule { return byParameter["max_out_pct"] }
        return rule.family.flatMap { self[$0] }
    }
}
