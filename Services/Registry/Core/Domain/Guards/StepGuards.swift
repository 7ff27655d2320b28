import TaoliModels
import TaoliPolicy

/// Looks at the rules that a step names.
struct StepGuards {
    let rules: CaseRules

    /// What a "yes" at this step would not keep.
    func findings(_ step: StepRule, of item: Case, _ input: GuardInput) -> [RuleFinding] {
        step.guards.flatMap { guarded in
            switch guarded {
            case .composition: CompositionCheck(rules.pack).findings(input)
            case .conditions: ConditionCheck(rules.pack).findings(input)
            case .term:
                TermCheck(rules.pack).findings(
                    input, mode: item.facts.proposal.mode,
                    isExtension: item.facts.proposal.purpose == .extend)
            }
        }
    }
}
