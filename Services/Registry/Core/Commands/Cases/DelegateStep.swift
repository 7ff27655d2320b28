package import TaoliModels
import TaoliPolicy

/// Names who acts in an actor's place at a step, or takes the name back.
package struct DelegateStep: Sendable {
    /// The step's id, e.g. `J.3`.
    package let step: String
    /// `nil` takes it back.
    package let to: AccountID?

    package init(step: String, to: AccountID?) {
        self.step = step
        self.to = to
    }

    /// - Returns: the case with the delegate; `CaseStepAnswered` with `delegated`.
    /// - Throws: `case-closed`, `unknown-step`, `not-your-step`, `step-not-open` for a step that is
    ///   over or will not come.
    package func decide(
        _ item: Case, by caller: Caller, on today: CalendarDate, _ rules: CaseRules
    ) throws(Refusal) -> CaseDecision {
        let rule = try rules.rule(step)
        guard rules.isActor(caller, at: rule, of: item) else {
            throw CaseRefusals.notYourStep(rule, try rules.actor(of: rule))
        }
        guard !item.status.isClosed else { throw CaseRefusals.closed(item) }
        guard let index = item.steps.firstIndex(where: { $0.id == step }),
            [.waiting, .open].contains(item.steps[index].state)
        else { throw CaseRefusals.notOpen(item.step(step) ?? CaseStep(id: step), item) }
        guard item.steps[index].answers.count < RegistryLimits.answersMax / 2 else {
            throw GroupRefusals.tooMany("step", max: RegistryLimits.answersMax / 2)
        }
        let author = CaseSignature(caller)
        let answer = StepAnswer(
            outcome: .delegated, by: author, on: today, reason: to?.description ?? "")
        var after = item
        after.steps[index].delegate = to
        after.steps[index].answers.append(answer)
        return CaseLog(rules: rules, before: item, author: author)
            .decision(after, at: rule, answer: answer, reason: "")
    }
}
