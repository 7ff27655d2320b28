package import TaoliModels

/// Makes results final. What follows for each subject is decided on its record.
package struct PublishCycle: Sendable {
    /// Of what is recorded afterwards, the day on which it was published then.
    package let publishedOn: CalendarDate?

    package init(publishedOn: CalendarDate? = nil) { self.publishedOn = publishedOn }

    /// - Returns: `CyclePublished`.
    /// - Throws: `not-your-cycle`, `wrong-cycle-status`, `objections-open`, `must-recompute`,
    ///   `contest-window-open`, `bad-published-on`.
    package func decide(_ cycle: Cycle, by caller: Caller, on today: CalendarDate) throws(Refusal)
        -> CycleDecision
    {
        try CycleAuthority.checkBureau(caller, cycle.district)
        guard cycle.status == .contesting, let last = cycle.contestUntil else {
            throw CycleRefusals.wrongStatus(
                cycle.status, Wording("请先核算结果。", "Compute the results first."))
        }
        guard !cycle.objections.contains(where: { $0.status == .open }) else {
            throw CycleRefusals.objectionsOpen
        }
        guard !cycle.mustRecompute else { throw CycleRefusals.mustRecompute }
        guard cycle.isPast || today > last else { throw CycleRefusals.windowOpen(until: last) }
        if let publishedOn {
            guard cycle.isPast, (cycle.membersOn...today).contains(publishedOn) else {
                throw CycleRefusals.publishedOn
            }
        }
        var state = cycle
        state.status = .published
        state.publishedOn = publishedOn ?? today
        return state.happened(.published, telling: [cycle.bureau])
    }
}

/// Gives a cycle up, e.g. one opened with the wrong pack.
package struct WithdrawCycle: Sendable {
    /// Why; not empty.
    package let reason: String

    package init(reason: String) { self.reason = reason }

    /// - Returns: `CycleWithdrawn`.
    /// - Throws: `not-your-cycle`, `wrong-cycle-status`, `reason-needed`.
    package func decide(_ cycle: Cycle, by caller: Caller) throws(Refusal) -> CycleDecision {
        try CycleAuthority.checkBureau(caller, cycle.district)
        guard cycle.status == .open || cycle.status == .contesting else {
            throw CycleRefusals.wrongStatus(
                cycle.status, Wording("公布后不能撤销。", "What is final is not withdrawn."))
        }
        guard !reason.isEmpty else { throw CycleRefusals.reasonNeeded }
        var state = cycle
        state.status = .withdrawn
        return state.happened(
            .withdrawn(reason: reason), telling: cycle.isPast ? [] : cycle.assessed)
    }
}
