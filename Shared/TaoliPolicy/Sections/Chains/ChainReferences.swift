import TaoliModels

/// The names that one chain uses: each must be defined in the file, and a guard must have rules to
/// look at.
struct ChainReferences {
    let chain: ChainRule
    let section: ChainsSection
    let pack: PolicyPack
    let report: PolicyReport

    func run() {
        if let then = chain.then {
            report.expect(
                then, in: section.fragments.map(\.id), of: "chains.fragments", at: chain.source,
                "then")
        }
        let modes = pack[UnitsSection.self].modes.map(\.id)
        for mode in chain.when.modes {
            report.expect(mode, in: modes, of: "units.modes", at: chain.source, "when.mode")
        }
        founding()
        if section.hasEveryStep(of: chain, report) {
            let ids = chain.steps.map(\.id)
            expect(chain.effect.at, ids, "\(chain.source.rule).steps", chain.source, "effect.at")
            for step in chain.steps {
                expect(step.after, ids, "\(chain.source.rule).steps", step.source, "after")
            }
        }
        for step in chain.steps { names(of: step) }
    }

    private func names(of step: StepRule) {
        let actors = pack[ActorsSection.self].kinds.map(\.id)
        expect([step.by], actors, "actors.kinds", step.source, "by")
        expect(step.instead, actors, "actors.kinds", step.source, "instead")
        let papers = pack[EvidenceSection.self].kinds.map(\.id)
        expect(step.needs, papers, "evidence.kinds", step.source, "needs")
        pack[ToldSection.self].expect(step.tells, report, at: step.source, "tells")
        if let vote = step.vote {
            let votes = pack[BodiesSection.self].votes.map(\.id)
            expect([vote], votes, "bodies.votes", step.source, "vote")
        }
        for name in step.guards { rules(of: name, at: step) }
        if step.on == .termEnd, pack[TermsSection.self].expiry.isEmpty {
            empty(
                "terms.expiry", "term_end", at: step.source, key: "on",
                fix: Wording("或删去这一步。", "or leave the step out."))
        }
    }

    /// A guard without a rule lets everything pass, though the step says that it looks; but
    /// `composition` always holds the limit that the bureau set for one group.
    private func rules(of name: StepGuard, at step: StepRule) {
        let (list, isEmpty): (String, Bool) =
            switch name {
            case .composition: ("composition.limits", false)
            case .conditions:
                ("composition.conditions", pack[CompositionSection.self].conditions.isEmpty)
            case .term: ("terms.lengths", pack[TermsSection.self].lengths.isEmpty)
            }
        guard isEmpty else { return }
        empty(
            list, name.rawValue, at: step.source, key: "guards",
            fix: Wording(
                "或从 guards 中删去 \(name.rawValue)。", "or take \(name.rawValue) out of guards."))
    }

    /// A group is founded as a kind of the pack.
    private func founding() {
        guard chain.purpose == .found, !report.isRefused("\(chain.source.rule).purpose"),
            pack[UnitsSection.self].kinds.isEmpty
        else { return }
        empty(
            "units.kinds", "found", at: chain.source, key: "purpose",
            fix: Wording("或删去成立集团的链条。", "or leave out the chains by which groups are founded."))
    }

    private func empty(
        _ list: String, _ name: String, at source: RuleSource, key: String, fix: Wording
    ) {
        guard report.isWhole(list) else { return }
        report.problem(
            at: source, key: key,
            Wording(
                "写了“\(name)”，但 \(list) 中没有规则。",
                "'\(name)' stands here, but \(list) has no rules."),
            fix: Wording(
                "请在 \(list) 中写规则，\(fix.chinese)", "Write rules in \(list), \(fix.english)"))
    }

    private func expect(
        _ names: [String], _ defined: [String], _ list: String, _ source: RuleSource, _ key: String
    ) {
        for name in names { report.expect(name, in: defined, of: list, at: source, key) }
    }
}

/// The deadlines that the steps of all chains count on.
struct DeadlineReferences {
    let chains: [ChainRule]
    let deadlines: DeadlinesSection
    let report: PolicyReport

    /// Acts by which a case waits for somebody who owes an answer. At the others the applicant acts
    /// in its own time, two sides must agree, or a date is set otherwise.
    private static let owed: Set<StepAct> = [
        .assess, .opinion, .review, .consent, .consult, .filing, .task,
    ]

    /// An act without a deadline is named where it stands first: nobody would be reminded of it,
    /// and what comes after it would wait for ever. A chain of one step keeps nobody waiting.
    func run() {
        guard report.isWhole("deadlines.working_days") else { return }
        var named: Set<StepAct> = []
        for chain in chains {
            for step in chain.steps where lacks(step) {
                let isOwed = chain.steps.count > 1 && Self.owed.contains(step.act)
                guard isOwed || step.missed == .goesOn, named.insert(step.act).inserted else {
                    continue
                }
                let act = step.act.rawValue
                report.problem(
                    at: step.source, key: "act",
                    Wording(
                        "“\(act)”步骤没有期限：deadlines 中没有它，步骤也没有写 days。",
                        "A step of \(act) has no deadline: neither deadlines nor days say one."
                    ),
                    fix: Wording(
                        "在 deadlines.working_days 中写 {id: \(act), days: 工作日数}，或在步骤中写 days。",
                        "Write {id: \(act), days: …} in deadlines.working_days, or days: there."
                    ))
            }
        }
    }

    private func lacks(_ step: StepRule) -> Bool {
        step.days == nil && deadlines.days(for: step.act) == nil
            && !["act", "days", "missed"].contains { report.isRefused("\(step.source.rule).\($0)") }
    }
}
