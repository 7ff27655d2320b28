package import TaoliModels
package import TaoliPolicy

/// Lets time act on a case: a right that was not used in time is lost, and a membership whose term
/// is over ends by itself. Run on a day by the service; running it again changes nothing.
package struct RunCaseClock: Sendable {
    /// First day after the membership's term as it is now, for a case of expiry.
    package let termUntil: CalendarDate?

    package init(termUntil: CalendarDate? = nil) { self.termUntil = termUntil }

    /// The first step on which the day acts, answered by the product itself; `nil` when there is
    /// none. Called again until it says so.
    package func decide(_ item: Case, on today: CalendarDate, _ rules: CaseRules) -> CaseDecision? {
        guard !item.status.isClosed else { return nil }
        if case .expire(_, _, let until) = item.facts.proposal, item.effectiveOn == nil,
            termUntil != until
        {
            // The term was extended, or the member has left: nothing expires.
            return DropCase(reason: "").decide(item, on: today, rules)
        }
        for (index, step) in item.steps.enumerated() where step.state == .open {
            guard let rule = rules.chain.step(step.id),
                let outcome = outcome(rule, step, item, today, rules)
            else { continue }
            let answer = StepAnswer(
                outcome: outcome.kind, by: .system, on: today, effectiveOn: outcome.date)
            var after = item
            after.steps[index].answers.append(answer)
            after.steps[index].state = .over
            CaseFlow(rules: rules, today: today).advance(&after)
            return CaseLog(rules: rules, before: item, author: .system)
                .decision(after, at: rule, answer: answer, reason: "")
        }
        return nil
    }

    private func outcome(
        _ rule: StepRule, _ step: CaseStep, _ item: Case, _ today: CalendarDate,
        _ rules: CaseRules
    ) -> (kind: StepOutcome, date: CalendarDate?)? {
        if rule.missed == .goesOn, let due = rules.dueOn(step, rule, of: item), today > due {
            return (.missed, nil)
        }
        guard rule.act == .automatic, case .expire(_, let mode, let until) = item.facts.proposal,
            let date = Self.expiry(mode, until: until, in: rules.pack), today >= date
        else { return nil }
        return (.yes, date)
    }

    /// The day on which a membership leaves by itself; `nil` when the pack lets it stay.
    ///
    /// - Parameter until: first day after the term.
    package static func expiry(_ mode: String?, until: CalendarDate, in pack: PolicyPack)
        -> CalendarDate?
    {
        guard let mode,
            let rule = pack[TermsSection.self].expiry.first(where: { $0.modes.contains(mode) }),
            rule.then == .leave
        else { return nil }
        return until.adding(days: rule.daysAfter - 1)
    }
}
