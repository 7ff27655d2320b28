package import TaoliModels

extension YearPlan {
    /// The plan as it begins: it waits to be solved.
    package static func start(_ plan: YearPlan, by caller: Caller) throws(Refusal) -> PlanDecision {
        try BureauAuthority.check(caller, of: plan.district)
        return PlanDecision(plan, .started)
    }

    /// The search ended.
    ///
    /// - Parameters:
    ///   - moves: those of the plan; none where there is no plan.
    ///   - ready: how many each ready plan sends, where there is no plan.
    /// - Throws: `plan-state` for a plan that does not wait any more.
    package func solved(_ result: PlanResult, moves: [PlannedMove], ready: [Int] = [])
        throws(Refusal) -> PlanDecision
    {
        var plan = self
        let step: PlanStep =
            switch result.outcome {
            case .optimal: .solve
            // Without a plan in time nothing is known: neither a plan nor that there is none.
            case .limit: moves.isEmpty ? .fail : .solve
            case .infeasible: .findInfeasible
            case .failed: .fail
            }
        plan.state = try state.stepped(step)
        plan.result = result
        plan.moves = moves
        return PlanDecision(plan, .solved(sent: moves.isEmpty ? ready.max() ?? 0 : moves.count))
    }

    /// The check passed; of a group without a plan the named ready plan is taken.
    ///
    /// - Parameters:
    ///   - broken: what the plan breaks by the independent check.
    ///   - ready: moves and shortfalls of the ready plan that is named.
    /// - Throws: `not-your-district`, `plan-state`, `plan-decided`, `ready-plan-needed`,
    ///   `ready-plan-not-needed`, `plan-breaks-rules`.
    package func checked(
        by caller: Caller, broken: [Wording], ready: ReadyChoice? = nil
    ) throws(Refusal) -> PlanDecision {
        try BureauAuthority.check(caller, of: district)
        var plan = self
        if state == .infeasible, ready == nil { throw PlanRefusals.readyNeeded }
        if let ready, state == .draft || state == .infeasible {
            guard state == .infeasible else { throw PlanRefusals.readyNotNeeded }
            plan.state = try state.stepped(.takeReady)
            plan.ready = ready.kind
            plan.moves = ready.moves
            plan.quotaMissing = ready.quotaMissing
            plan.keyMissing = ready.keyMissing
        } else {
            plan.state = try state.stepped(.check)
        }
        guard broken.isEmpty else { throw PlanRefusals.broken(broken) }
        return PlanDecision(plan, .checked)
    }

    /// Teachers withdrew: the plan has other moves and is a draft again; one that is decided stays
    /// so.
    ///
    /// - Parameters:
    ///   - people: who cannot go, beyond those known already.
    ///   - found: the plan without them; the rules that gave way and its shortfall stay on it.
    /// - Throws: `not-your-district`, `plan-state`, `not-in-plan`.
    package func repaired(
        by caller: Caller, without people: [PersonID], found: PlanSearch.Repaired
    ) throws(Refusal) -> PlanDecision {
        try checkRepair(by: caller, without: people)
        var plan = self
        plan.state = try state.stepped(.repair)
        plan.withdrawn = withdrawn + people.filter { !withdrawn.contains($0) }
        plan.moves = found.moves
        plan.result = PlanResult(
            outcome: .limit, objective: found.objective, bound: result?.bound)
        // Rules that were allowed to give way and did not are kept.
        if let lacks = found.shortfall, ready != nil || lacks.quotaMissing + lacks.keyMissing > 0 {
            plan.ready = lacks.kind
            plan.quotaMissing = lacks.quotaMissing
            plan.keyMissing = lacks.keyMissing
        }
        let (before, after) = (Set(self.moves), Set(plan.moves))
        return PlanDecision(
            plan,
            .repaired(
                removed: before.subtracting(after).count, added: after.subtracting(before).count))
    }

    /// Asked before the search for a repair begins.
    package func checkRepair(by caller: Caller, without people: [PersonID]) throws(Refusal) {
        try BureauAuthority.check(caller, of: district)
        _ = try state.stepped(.repair)
        let going = Set(moves.map(\.person))
        guard people.allSatisfy(going.contains) else { throw PlanRefusals.notInPlan }
    }
}

/// A ready plan that the bureau takes, with what it lacks.
package struct ReadyChoice: Hashable, Sendable {
    package let kind: ReadyKind
    /// Who goes where in it.
    package let moves: [PlannedMove]
    /// Teachers missing from quotas.
    package let quotaMissing: Int
    /// Key teachers missing.
    package let keyMissing: Int

    package init(kind: ReadyKind, moves: [PlannedMove], quotaMissing: Int, keyMissing: Int) {
        self.kind = kind
        self.moves = moves
        self.quotaMissing = quotaMissing
        self.keyMissing = keyMissing
    }
}
