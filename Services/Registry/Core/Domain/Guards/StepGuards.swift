import TaoliModels
import TaoliPolicy

/// Looks at the rules that a step names.
struct StepGuards {
    let rules: CaseRules

    /// What a "yes" at this step would not keep.
    func findings(_ step: StepRule, of item: Case, _ input: GuardInput) -> [RuleFinding] {
        let guards = guards(step)
        let notes =
            guards.isEmpty
            ? [] : OtherGroupsNote().findings(input) + LeadElsewhereNote().findings(item, input)
        return guards.flatMap { guarded in
            switch guarded {
            case .composition: CompositionCheck(rules.pack).findings(input)
            case .conditions: ConditionCheck(rules.pack).findings(input)
            case .term:
                TermCheck(rules.pack).findings(
                    input, mode: item.facts.proposal.mode,
                    isExtension: item.facts.proposal.purpose == .extend)
            }
        } + notes
    }

    /// What the pack names for the step. The consent that says from which day a school is in also
    /// looks at the conditions, if an earlier step did: they are about that day, which none of those
    /// steps knew.
    private func guards(_ step: StepRule) -> [StepGuard] {
        guard rules.bringsAbout(step), !step.guards.contains(.conditions),
            rules.chain.steps.contains(where: { $0.guards.contains(.conditions) })
        else { return step.guards }
        return step.guards + [.conditions]
    }
}
