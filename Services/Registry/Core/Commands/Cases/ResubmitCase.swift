package import TaoliModels
import TaoliPolicy

/// Sends a returned case again after correcting it, or insists in spite of a council's negative
/// opinion, once (decision 13).
package struct ResubmitCase: Sendable {
    /// What was corrected, or why the applicant insists.
    package let reason: String
    /// Papers that replace or add to those handed in; may be none.
    package let papers: [CasePaper]
    /// Goes on in spite of the opinion instead of asking again.
    package let insists: Bool

    package init(reason: String, papers: [CasePaper] = [], insists: Bool = false) {
        self.reason = reason
        self.papers = papers
        self.insists = insists
    }

    /// - Returns: the case with the returned step open again, or passed when insisting.
    /// - Throws: `case-closed`, `not-the-applicant`, `nothing-to-correct`, `may-not-insist`,
    ///   `reason-needed`, `unknown-paper`, `bad-reference`.
    package func decide(
        _ item: Case, by caller: Caller, on today: CalendarDate, _ rules: CaseRules
    ) throws(Refusal) -> CaseDecision {
        guard !item.status.isClosed else { throw CaseRefusals.closed(item) }
        guard CaseApplicant(rules: rules).admits(caller, of: item) else {
            throw CaseRefusals.notApplicant("caller")
        }
        guard !reason.isEmpty else { throw CaseRefusals.reasonNeeded }
        guard reason.count <= RegistryLimits.reasonMax else {
            throw CaseRefusals.reasonTooLong(max: RegistryLimits.reasonMax)
        }
        guard let index = item.steps.firstIndex(where: { $0.state == .returned }) else {
            throw CaseRefusals.nothingToCorrect
        }
        let rule = try rules.rule(item.steps[index].id)
        guard item.steps[index].answers.count < RegistryLimits.answersMax else {
            throw GroupRefusals.tooMany("case_id", max: RegistryLimits.answersMax)
        }
        let wasNegative = item.steps[index].answers.last?.outcome == .no
        guard !insists || wasNegative else { throw CaseRefusals.mayNotInsist(rule) }
        try StepPapers(rule: rule, rules: rules).check(papers, isComplete: false)
        return resubmitted(item, index, rule, CaseSignature(caller), today, rules)
    }

    private func resubmitted(
        _ item: Case, _ index: Int, _ rule: StepRule, _ author: CaseSignature,
        _ today: CalendarDate, _ rules: CaseRules
    ) -> CaseDecision {
        let answer = StepAnswer(
            outcome: insists ? .insisted : .resubmitted, by: author, on: today, reason: reason,
            papers: papers)
        let flow = CaseFlow(rules: rules, today: today)
        var after = item
        after.steps[index].answers.append(answer)
        if insists {
            after.steps[index].state = .over
        } else {
            flow.open(index, rule, &after)
        }
        flow.advance(&after)
        return CaseLog(rules: rules, before: item, author: author)
            .decision(after, at: rule, answer: answer, reason: reason)
    }
}

/// Who asked for a case: the actor of its application, or who opened it where nobody applies.
struct CaseApplicant {
    let rules: CaseRules

    func admits(_ caller: Caller, of item: Case) -> Bool {
        if caller.unit != nil, caller.unit == item.openedBy.unit { return true }
        return rules.chain.steps.contains {
            $0.act == .apply && rules.isActor(caller, at: $0, of: item)
        }
    }
}
