import TaoliModels
import TaoliPolicy

/// Moves a case on: which steps open, whether what it asks for came about, whether it is done.
struct CaseFlow {
    let rules: CaseRules
    let today: CalendarDate

    /// Opens every step whose turn it is, and closes those that are no part of the case. Steps wait
    /// only for steps above them, so one pass reaches all.
    func advance(_ item: inout Case) {
        for (index, rule) in rules.chain.steps.enumerated() {
            guard item.steps[index].state == .waiting, isReady(rule, item) else { continue }
            if !item.facts.meets(rule.condition) {
                item.steps[index].state = .skipped
            } else if rule.otherSide == .informed {
                item.steps[index].state = .over
                item.steps[index].answers.append(
                    StepAnswer(outcome: .informed, by: .system, on: today))
            } else {
                open(index, rule, &item)
            }
        }
        settle(&item)
    }

    /// Opens a step, or opens it again; its deadline runs from today, or from the day of effect.
    func open(_ index: Int, _ rule: StepRule, _ item: inout Case) {
        item.steps[index].state = .open
        item.steps[index].openedOn = today
        // The step that brings the case about opens this one before the day is written down.
        let effect = item.effectiveOn ?? (isEffective(item) ? effectDate(item) : nil)
        item.steps[index].dueOn = rules.due(rule, openedOn: today, effect: effect)
    }

    /// Closes a case before its end: what was not over never comes.
    func close(_ item: inout Case, as status: CaseStatus) {
        item.status = status
        for index in item.steps.indices where !item.steps[index].state.isPassed {
            item.steps[index].state = .void
        }
    }

    private func isReady(_ rule: StepRule, _ item: Case) -> Bool {
        rule.after.allSatisfy { item.step($0)?.state.isPassed ?? false }
    }

    private func settle(_ item: inout Case) {
        if item.effectiveOn == nil, isEffective(item) { item.effectiveOn = effectDate(item) }
        if item.steps.allSatisfy(\.state.isPassed) {
            item.status = .completed
        } else if item.steps.contains(where: { $0.state == .returned }), item.effectiveOn == nil {
            item.status = .returned
        } else {
            item.status = item.effectiveOn == nil ? .open : .decided
        }
    }

    private func isEffective(_ item: Case) -> Bool {
        rules.chain.effect.at.allSatisfy { item.step($0)?.state.isPassed ?? false }
    }

    /// The latest of the dates that the consents name; today when none names one.
    private func effectDate(_ item: Case) -> CalendarDate {
        rules.chain.effect.at.compactMap { item.step($0)?.answers.last?.effectiveOn }.max() ?? today
    }
}
