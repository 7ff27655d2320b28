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

    /// The last day of a step that opens on `date`; `nil` without a deadline, and while the
    /// working days of a year are unknown.
    func due(_ step: StepRule, openedOn date: CalendarDate) -> CalendarDate? {
        let days = step.days ?? pack[DeadlinesSection.self].days(for: step.act)
        return days.flatMap { try? workingDays.date($0, after: date) }
    }

    /// The units whose people can act at a step.
    package func units(of step: StepRule, in facts: CaseFacts) -> [UnitReference] {
        pack[ActorsSection.self].actor(step.by).map { facts.parties.units(of: $0.place) } ?? []
    }

    /// Whether a caller can act at a step: the actor's role at the actor's unit, or the delegate.
    func admits(_ caller: Caller, at step: StepRule, of item: Case) -> Bool {
        if let delegate = item.step(step.id)?.delegate?.description, caller.subject == delegate {
            return true
        }
        guard let actor = pack[ActorsSection.self].actor(step.by), let unit = caller.unit,
            facts(item).contains(unit, at: actor.place)
        else { return false }
        return caller.role == actor.role || (unit.kind == .city && caller.role == .city)
    }

    private func facts(_ item: Case) -> CaseParties { item.facts.parties }
}

extension CaseParties {
    func contains(_ unit: UnitReference, at party: Party) -> Bool {
        units(of: party).contains(unit)
    }
}
