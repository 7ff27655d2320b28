package import TaoliModels
package import TaoliPolicy

/// Opens a case along the chain that the pack has for it.
package struct OpenCase: Sendable {
    package let id: CaseID
    package let facts: CaseFacts
    /// The school concerned is open.
    package let isBuilt: Bool
    /// May be empty; 500 characters at most.
    package let reason: String

    package init(id: CaseID, facts: CaseFacts, isBuilt: Bool, reason: String = "") {
        self.id = id
        self.facts = facts
        self.isBuilt = isBuilt
        self.reason = reason
    }

    /// The chain that the pack has for these facts.
    ///
    /// - Throws: `no-chain-in-policy`, citing the rule that says so.
    package static func chain(_ facts: CaseFacts, isBuilt: Bool, in pack: PolicyPack)
        throws(Refusal) -> ChainRule
    {
        let section = pack[ChainsSection.self]
        switch section.chain(for: facts.proposal.purpose, facts.chainFacts(isBuilt: isBuilt)) {
        case .chain(let chain): return chain
        case .none(let rule): throw CaseRefusals.noChain(rule)
        }
    }

    /// - Returns: the case with its first steps open; `CaseOpened`.
    /// - Throws: `no-chain-in-policy`, `ground-mismatch`, `reason-too-long`, `unknown-mode`,
    ///   `mode-needed`, `no-term-for-mode`, `unit-kind-not-in-policy`, `years-needed`,
    ///   `not-a-leaders-post`, and `not-your-step`
    ///   for a caller who may act at none of the first steps and is no bureau concerned.
    package func decide(
        by caller: Caller, on today: CalendarDate, pack: PolicyPack, workingDays: WorkingDays
    ) throws(Refusal) -> CaseDecision {
        guard (facts.ground != nil) == (facts.proposal.purpose == .expel) else {
            throw CaseRefusals.groundMismatch
        }
        guard reason.count <= RegistryLimits.reasonMax else {
            throw CaseRefusals.reasonTooLong(max: RegistryLimits.reasonMax)
        }
        try checkProposal(pack)
        let chain = try Self.chain(facts, isBuilt: isBuilt, in: pack)
        try checkJoining(chain, pack)
        let rules = CaseRules(pack: pack, chain: chain, workingDays: workingDays)
        var item = Case(
            id: id, pack: pack.id, packVersion: pack.version, chain: chain.id, facts: facts,
            openedOn: today, openedBy: CaseSignature(caller), status: .open,
            steps: chain.steps.map { CaseStep(id: $0.id) }, exceptions: [], effectiveOn: nil,
            version: 0)
        CaseFlow(rules: rules, today: today).advance(&item)
        try checkMayOpen(caller, item, rules)
        return opened(item, rules)
    }

    /// What no chain could mend.
    private func checkProposal(_ pack: PolicyPack) throws(Refusal) {
        let units = pack[UnitsSection.self]
        switch facts.proposal {
        case .found(_, let kind, _):
            let known = units.kinds.map(\.kind)
            guard known.contains(kind) else { throw CaseRefusals.unknownKind(kind, known) }
        case .join(_, let mode, _, let years):
            guard let mode else { return }
            guard let rule = units.modes.first(where: { $0.id == mode }) else {
                throw CaseRefusals.unknownMode(mode, units.modes.map(\.id))
            }
            if rule.term == .none, years != nil { throw CaseRefusals.noTermForMode(rule) }
        case .extend(_, _, let years, _):
            guard years > 0 else { throw CaseRefusals.yearsNeeded }
        case .recommend(_, _, let advice):
            guard advice.post.isLeader else { throw CaseRefusals.notALeadersPost(advice.post) }
        case .leave, .expel, .expire: return
        }
    }

    /// What the chain's rules ask of a joining: nobody could add it later, since what a case is
    /// about never changes.
    private func checkJoining(_ chain: ChainRule, _ pack: PolicyPack) throws(Refusal) {
        guard case .join(_, let mode, _, let years) = facts.proposal else { return }
        let guards = chain.steps.flatMap(\.guards)
        let modes = pack[UnitsSection.self].modes
        let broken = pack[CompositionSection.self].conditions.first {
            $0.test == .mode && $0.about == .member && $0.strength == .refuse
                && !$0.values.contains(mode ?? "")
        }
        if let broken, guards.contains(.conditions) {
            throw CaseRefusals.modeNeeded(broken, modes)
        }
        let term = pack[TermsSection.self].lengths.first {
            $0.counts == .agreement && $0.modes.contains(mode ?? "")
        }
        if let term, years == nil, guards.contains(.term) {
            let name = modes.first { $0.id == mode }?.name ?? Wording(mode ?? "", mode ?? "")
            throw CaseRefusals.termNeeded(term, name)
        }
    }

    private func opened(_ item: Case, _ rules: CaseRules) -> CaseDecision {
        let first = item.openSteps.first.flatMap { rules.chain.step($0.id) }
        let told = first.map {
            CaseRecipients(rules: rules).units(
                at: $0, of: item, after: item, by: item.openedBy)
        }
        var log = ChangeLog(.case(id), version: 0)
        log.record(
            .caseOpened(CaseNews(item, rules, recipients: told ?? [], after: nil)),
            fields: [
                .between("chain", String?.none, "\(item.pack) \(item.chain)"),
                .between("status", String?.none, item.status.rawValue),
            ],
            districts: facts.parties.districts)
        var state = item
        state.version = log.version
        return CaseDecision(state: state, changes: log.changes, effect: nil)
    }

    /// Whoever may act first, and the bureaus concerned, who may open for others.
    private func checkMayOpen(_ caller: Caller, _ item: Case, _ rules: CaseRules) throws(Refusal) {
        let parties = facts.parties
        let bureaus =
            parties.units(of: .groupDistrict) + parties.units(of: .schoolDistrict)
            + parties.units(of: .city)
        let isBureau = caller.role == .district || caller.role == .city || caller.role == .service
        if isBureau, caller.unit.map(bureaus.contains) ?? (caller.role == .service) { return }
        let first = item.openSteps.compactMap { rules.chain.step($0.id) }
        if first.contains(where: { rules.admits(caller, at: $0, of: item) }) { return }
        if isApplicant(caller, rules, item) { return }
        guard let step = first.first ?? rules.chain.steps.first else { return }
        throw CaseRefusals.notYourStep(step, try rules.actor(of: step))
    }

    /// The actor of the application, where another step comes before it.
    private func isApplicant(_ caller: Caller, _ rules: CaseRules, _ item: Case) -> Bool {
        rules.chain.steps.contains {
            $0.act == .apply && rules.admits(caller, at: $0, of: item)
        }
    }
}
