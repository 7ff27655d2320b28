package import TaoliModels
package import TaoliPolicy

/// Answers at an open step of a case: submits, gives an opinion, agrees, returns, refuses, files,
/// votes, or says that something is done.
package struct AnswerStep: Sendable {
    /// The step's id, e.g. `J.3`.
    package let step: String
    package let outcome: StepOutcome
    /// Needed for everything but a yes, and for a day far away; 500 characters at most.
    package let reason: String
    /// What the step asks for with a yes; more is kept too.
    package let papers: [CasePaper]
    /// From which day it holds; with the consents that bring it about.
    package let effectiveOn: CalendarDate?
    /// The count, at a step that votes; `nil` elsewhere.
    package let vote: VoteCount?
    /// Rules that the bureau sets aside, each with its reason.
    package let exceptions: [RuleException]

    package init(
        step: String, outcome: StepOutcome, reason: String = "", papers: [CasePaper] = [],
        effectiveOn: CalendarDate? = nil, vote: VoteCount? = nil, exceptions: [RuleException] = []
    ) {
        self.step = step
        self.outcome = outcome
        self.reason = reason
        self.papers = papers
        self.effectiveOn = effectiveOn
        self.vote = vote
        self.exceptions = exceptions
    }

    /// - Parameter input: the unit as it is on the day looked at, for the step's rules.
    /// - Returns: the case after the answer; `CaseStepAnswered`, and `CaseClosed` when it ended.
    ///   `findings` are rules not kept that do not stop it.
    /// - Throws: `case-closed`, `unknown-step`, `step-not-open`, `not-your-step`,
    ///   `outcome-not-possible`, `reason-needed`, `papers-missing`, `unknown-paper`, `rule-broken`,
    ///   `rule-needs-exception`, `effective-date-needed`, `effective-date-far`, `vote-needed`,
    ///   `not-quorate` …
    package func decide(
        _ item: Case, by caller: Caller, on today: CalendarDate, _ rules: CaseRules,
        _ input: GuardInput
    ) throws(Refusal) -> (decision: CaseDecision, findings: [RuleFinding]) {
        let rule = try check(item, caller, rules)
        try checkForm(rule, rules)
        try checkDate(rule, rules, today)
        let findings = try guarded(rule, item, caller, rules, input)
        var after = item
        let answer = StepAnswer(
            outcome: outcome, by: CaseSignature(caller), on: today, reason: reason, papers: papers,
            effectiveOn: effectiveOn, vote: vote)
        let grant = RuleException.Grant(step: step, by: answer.by, on: today)
        after.exceptions += exceptions.map {
            RuleException(rule: $0.rule, reason: $0.reason, grant: grant)
        }
        take(answer, rule, &after, CaseFlow(rules: rules, today: today))
        let log = CaseLog(rules: rules, before: item, author: answer.by)
        return (log.decision(after, at: rule, answer: answer, reason: reason), findings)
    }

    private func check(_ item: Case, _ caller: Caller, _ rules: CaseRules) throws(Refusal)
        -> StepRule
    {
        let rule = try rules.rule(step)
        guard rules.admits(caller, at: rule, of: item) else {
            throw CaseRefusals.notYourStep(rule, try rules.actor(of: rule))
        }
        guard !item.status.isClosed else { throw CaseRefusals.closed(item) }
        guard let state = item.step(step), state.state == .open else {
            throw CaseRefusals.notOpen(item.step(step) ?? CaseStep(id: step), item)
        }
        guard state.answers.count < RegistryLimits.answersMax else {
            throw GroupRefusals.tooMany("step", max: RegistryLimits.answersMax)
        }
        let allowed = rule.act.outcomes(refusal: rule.refusal)
        guard allowed.contains(outcome) else {
            throw CaseRefusals.cannotSay(outcome, rule, allowed)
        }
        return rule
    }

    private func checkForm(_ rule: StepRule, _ rules: CaseRules) throws(Refusal) {
        guard outcome == .yes || !reason.isEmpty else { throw CaseRefusals.reasonNeeded }
        let texts = [reason] + exceptions.map(\.reason)
        guard texts.allSatisfy({ $0.count <= RegistryLimits.reasonMax }) else {
            throw CaseRefusals.reasonTooLong(max: RegistryLimits.reasonMax)
        }
        guard exceptions.allSatisfy({ !$0.reason.isEmpty }) else { throw CaseRefusals.reasonNeeded }
        try StepPapers(rule: rule, rules: rules).check(papers, isComplete: outcome == .yes)
        if let vote = rule.vote { try checkVote(vote, rules) }
    }

    private func checkVote(_ id: String, _ rules: CaseRules) throws(Refusal) {
        guard let rule = rules.pack[BodiesSection.self].votes.first(where: { $0.id == id }) else {
            throw CaseRefusals.voteNeeded
        }
        guard let vote else { throw CaseRefusals.voteNeeded }
        guard vote.members > 0, 0...vote.members ~= vote.present,
            0...vote.present ~= vote.inFavour
        else { throw CaseRefusals.badVote }
        guard rule.isQuorate(members: vote.members, present: vote.present) else {
            throw CaseRefusals.notQuorate(rule)
        }
        let counted: StepOutcome =
            rule.passes(members: vote.members, inFavour: vote.inFavour) ? .yes : .no
        guard outcome == counted else { throw CaseRefusals.voteSays(counted, rule) }
    }

    private func checkDate(_ rule: StepRule, _ rules: CaseRules, _ today: CalendarDate)
        throws(Refusal)
    {
        if let date = effectiveOn, reason.isEmpty,
            abs(date.daysSinceEpoch - today.daysSinceEpoch) > RegistryLimits.effectiveDaysMax
        {
            throw CaseRefusals.effectiveDateFar(date, from: today)
        }
        guard outcome == .yes, rules.bringsAbout(rule) else { return }
        guard effectiveOn != nil else { throw CaseRefusals.effectiveDateNeeded }
    }

    private func guarded(
        _ rule: StepRule, _ item: Case, _ caller: Caller, _ rules: CaseRules, _ input: GuardInput
    ) throws(Refusal) -> [RuleFinding] {
        let isBureau = rules.isBureau(caller, at: rule, of: item)
        guard isBureau || exceptions.isEmpty else { throw CaseRefusals.exceptionsAreTheBureaus }
        guard outcome == .yes else {
            guard exceptions.isEmpty else { throw CaseRefusals.exceptionsAreTheBureaus }
            return []
        }
        let findings = StepGuards(rules: rules).findings(rule, of: item, input)
        let broken = findings.filter { $0.strength == .exception || $0.strength == .reason }
            .map(\.source.rule)
        if let idle = exceptions.first(where: { !broken.contains($0.rule) }) {
            throw CaseRefusals.nothingToExcept(idle.rule, broken: broken)
        }
        return try FindingSettlement(
            exceptions: item.exceptions + exceptions, isBureau: isBureau
        ).settle(findings)
    }

    private func take(_ answer: StepAnswer, _ rule: StepRule, _ item: inout Case, _ flow: CaseFlow)
    {
        guard let index = item.steps.firstIndex(where: { $0.id == rule.id }) else { return }
        item.steps[index].answers.append(answer)
        switch (outcome, rule.refusal) {
        case (.yes, _), (.no, .goesOn):
            item.steps[index].state = .over
            flow.advance(&item)
        case (.returned, _), (.no, .insists):
            item.steps[index].state = .returned
            item.steps[index].dueOn = nil
            flow.advance(&item)
        case (.no, .closes): flow.close(&item, as: .refused)
        case (.no, .drops): flow.close(&item, as: .dropped)
        default: break  // It waits until it can say yes; the answer is on record.
        }
    }
}

extension StepAct {
    /// The answers that such a step takes.
    package func outcomes(refusal: RefusalRoute) -> [StepOutcome] {
        switch self {
        case .apply, .consult, .record, .hear: [.yes]
        case .task: refusal == .goesOn ? [.yes, .no] : [.yes]
        case .automatic: []
        case .review, .consent: [.yes, .no, .returned]
        case .filing: [.yes, .returned]
        case .agree, .assess, .opinion, .vote, .external: [.yes, .no]
        }
    }
}

/// The papers that an answer brings, held against the step's rule.
struct StepPapers {
    let rule: StepRule
    let rules: CaseRules

    /// - Throws: `unknown-paper`, `bad-reference`, `too-many`, `papers-missing`.
    func check(_ papers: [CasePaper], isComplete: Bool) throws(Refusal) {
        let section = rules.pack[EvidenceSection.self]
        guard papers.count <= RegistryLimits.papersMax else {
            throw GroupRefusals.tooMany("papers", max: RegistryLimits.papersMax)
        }
        for paper in papers {
            guard section.kind(paper.kind) != nil else {
                throw CaseRefusals.unknownPaper(
                    paper.kind, needs: rule.needs.compactMap(section.kind),
                    known: section.kinds.map(\.id))
            }
            guard (1...RegistryLimits.referenceMax).contains(paper.reference.count) else {
                throw CaseRefusals.badReference(max: RegistryLimits.referenceMax)
            }
        }
        guard isComplete else { return }
        let brought = Set(papers.map(\.kind))
        let missing = rule.needs.filter { !brought.contains($0) }.compactMap(section.kind)
        guard missing.isEmpty else { throw CaseRefusals.papersMissing(missing, rule) }
    }
}
