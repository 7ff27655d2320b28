import TaoliModels
import TaoliPolicy

/// Writes down what a command did to a case.
struct CaseLog {
    let rules: CaseRules
    let before: Case
    let author: CaseSignature

    /// - Parameters:
    ///   - item: the case after it.
    ///   - rule: the step answered; `nil` for what concerns the case as a whole.
    func decision(_ item: Case, at rule: StepRule?, answer: StepAnswer?, reason: String)
        -> CaseDecision
    {
        var log = ChangeLog(.case(item.id), version: before.version)
        let tells = CaseRecipients(rules: rules)
        let told = rule.map { tells.units(at: $0, of: item, after: before, by: author) } ?? []
        if let rule, let answer {
            log.record(
                .caseStepAnswered(
                    CaseNews(item, rules, recipients: told, after: before),
                    CaseStepNews(
                        step: rule.id, name: rule.name, act: rule.act, outcome: answer.outcome,
                        reason: answer.reason,
                        role: author.role, unit: author.unit, open: item.openSteps.map(\.id),
                        isPublic: tells.isPublic(rule) && answer.outcome == .yes)),
                on: item.effectiveOn, fields: fields(item, rule, answer),
                districts: item.facts.parties.districts)
        }
        if item.status.isClosed, !before.status.isClosed {
            log.record(
                .caseClosed(
                    // Whoever hears of the answer hears of the end with it.
                    CaseNews(
                        item, rules,
                        recipients: tells.closing(item, after: before, by: author)
                            .filter { !told.contains($0) }, after: before),
                    reason: reason),
                on: item.effectiveOn,
                fields: [.between("status", before.status.rawValue, item.status.rawValue)],
                districts: item.facts.parties.districts)
        }
        var state = item
        state.version = log.version
        let came = before.effectiveOn == nil ? item.effectiveOn : nil
        return CaseDecision(
            state: state, changes: log.changes,
            effect: came.map { CaseEffect(item.facts, on: $0) })
    }

    private func fields(_ item: Case, _ rule: StepRule, _ answer: StepAnswer)
        -> [FieldDifference?]
    {
        [
            .between(rule.id, before.step(rule.id)?.state.rawValue, answer.outcome.rawValue),
            .between("status", before.status.rawValue, item.status.rawValue),
            .between("effective_on", before.effectiveOn, item.effectiveOn),
        ]
    }
}
