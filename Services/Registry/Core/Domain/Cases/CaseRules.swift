package import TaoliModels
package import TaoliPolicy

/// The rules by which a case is decided: the pack of its version and its chain in it.
package struct CaseRules: Sendable {
    package let pack: PolicyPack
    /// The chain that the case follows.
    package let chain: ChainRule
    package let workingDays: WorkingDays

    package init(pack: PolicyPack, chain: ChainRule, workingDays: WorkingDays) {
        self.pack = pack
        self.chain = chain
        self.workingDays = workingDays
    }

    /// The chain's rule of a step.
    func rule(_ step: String) throws(Refusal) -> StepRule {
        guard let rule = chain.step(step) else { throw CaseRefusals.unknownStep(step, chain) }
        return rule
    }

    /// The actor of a step; packs that name another do not load.
    func actor(of step: StepRule) throws(Refusal) -> ActorRule {
        guard let actor = pack[ActorsSection.self].actor(step.by) else {
            throw CaseRefusals.unknownStep(step.id, chain)
        }
        return actor
    }

    /// Whether a yes at a step names the day from which the case holds.
    func bringsAbout(_ step: StepRule) -> Bool {
        chain.effect.at.contains(step.id) && (step.act == .consent || step.act == .external)
    }

    /// The last day of a step that opens on `date`; `nil` without a deadline, and while the
    /// working days of a year are unknown.
    ///
    /// - Parameter effect: the day from which the case holds; `nil` while it has not come about.
    ///   A deadline that counts from a day before the step opened would be over at once.
    func due(_ step: StepRule, openedOn date: CalendarDate, effect: CalendarDate?)
        -> CalendarDate?
    {
        let days = step.days ?? pack[DeadlinesSection.self].days(for: step.act)
        let start = step.countsFrom == .effect ? max(effect ?? date, date) : date
        return days.flatMap { try? workingDays.date($0, after: start) }
    }

    /// The same of a step that opened while a year was unknown, and may be known now.
    package func dueOn(_ step: CaseStep, _ rule: StepRule, of item: Case) -> CalendarDate? {
        step.dueOn
            ?? step.openedOn.flatMap { due(rule, openedOn: $0, effect: item.effectiveOn) }
    }

    /// The units whose people can act at a step; none where the product acts by itself.
    package func units(of step: StepRule, in facts: CaseFacts) -> [UnitReference] {
        guard step.act != .automatic else { return [] }
        return actors(of: step).flatMap { facts.parties.units(of: $0.place) }
    }

    /// The units whose turn it is at a step, without those that may act instead of them.
    func ownUnits(of step: StepRule, in facts: CaseFacts) -> [UnitReference] {
        guard step.act != .automatic, let actor = pack[ActorsSection.self].actor(step.by) else {
            return []
        }
        return facts.parties.units(of: actor.place)
    }

    /// Who may act at a step, its own actor first.
    private func actors(of step: StepRule) -> [ActorRule] {
        ([step.by] + step.instead).compactMap { pack[ActorsSection.self].actor($0) }
    }

    /// Whether a caller holds an actor's role at the actor's unit.
    func isActor(_ caller: Caller, at step: StepRule, of item: Case) -> Bool {
        acting(caller, at: step, of: item) != nil
    }

    /// Whether a caller can act at a step: as an actor, or as its delegate.
    func admits(_ caller: Caller, at step: StepRule, of item: Case) -> Bool {
        isDelegate(caller, at: step, of: item) || isActor(caller, at: step, of: item)
    }

    /// Whether an answer of this caller counts as a bureau's: as what the step is answered, not
    /// what else the caller may be.
    func isBureau(_ caller: Caller, at step: StepRule, of item: Case) -> Bool {
        let actor = acting(caller, at: step, of: item) ?? actors(of: step).first
        return actor?.role == .district || actor?.role == .city
    }

    private func isDelegate(_ caller: Caller, at step: StepRule, of item: Case) -> Bool {
        item.step(step.id)?.delegate?.description == caller.subject
    }

    private func acting(_ caller: Caller, at step: StepRule, of item: Case) -> ActorRule? {
        guard step.act != .automatic, let unit = caller.unit else { return nil }
        return actors(of: step).first { actor in
            item.facts.parties.units(of: actor.place).contains(unit)
                && (caller.role == actor.role || (unit.kind == .city && caller.role == .city))
        }
    }
}
