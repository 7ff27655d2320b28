package import TaoliModels
package import TaoliPolicy

/// Freezes what went into a cycle and judges it. Those assessed see their own results from then on,
/// and have some working days for objections (ours: no text says more).
package struct ComputeCycle: Sendable {
    package init() {}

    /// Whether it may be computed at all, before inputs are read.
    ///
    /// - Throws: `not-your-cycle`, `wrong-cycle-status`, `objections-open`, `nothing-upheld`.
    package func check(_ cycle: Cycle, by caller: Caller) throws(Refusal) {
        try CycleAuthority.checkBureau(caller, cycle.district)
        switch cycle.status {
        case .open: return
        case .contesting:
            guard !cycle.objections.contains(where: { $0.status == .open }) else {
                throw CycleRefusals.objectionsOpen
            }
            guard cycle.mustRecompute else { throw CycleRefusals.nothingUpheld }
        case .published, .withdrawn:
            throw CycleRefusals.wrongStatus(
                cycle.status, Wording("公布或撤销后不能重算。", "Final results are not computed again."))
        }
    }

    /// - Parameters:
    ///   - inputs: how many went in.
    ///   - judgement: of those inputs.
    /// - Returns: `CycleComputed`.
    /// - Throws: what `check` throws, `no-inputs`, `unknown-working-days`.
    package func decide(
        _ cycle: Cycle, by caller: Caller, on today: CalendarDate, inputs: Int,
        _ judgement: CycleJudgement, _ workingDays: WorkingDays
    ) throws(Refusal) -> CycleDecision {
        try check(cycle, by: caller)
        guard inputs > 0 else { throw CycleRefusals.noInputs }
        var state = cycle
        state.status = .contesting
        state.computation += 1
        state.inputsHash = judgement.inputsHash
        state.hash = judgement.hash
        state.resultCount = judgement.results.count
        let end = try workingDays.deadline(cycle.contestDays, after: today)
        state.contestUntil = max(end, cycle.contestUntil ?? end)
        return state.happened(.computed, telling: cycle.isPast ? [] : cycle.assessed)
    }
}

extension WorkingDays {
    /// The last of so many working days.
    func deadline(_ count: Int, after day: CalendarDate) throws(Refusal) -> CalendarDate {
        do {
            return try date(count, after: day)
        } catch {
            throw CycleRefusals.yearUnknown(error.year)
        }
    }
}
