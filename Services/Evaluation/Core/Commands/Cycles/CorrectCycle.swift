package import TaoliModels
package import TaoliPolicy

/// Puts another computation in the place of a published one that was wrong. There is no window for
/// objections: who is concerned is told at once, and what is still wrong is corrected again (ours).
package struct CorrectCycle: Sendable {
    /// What went in otherwise; a row takes the place of the one with its key.
    package let inputs: [CycleInput]
    /// Why; not empty.
    package let reason: String

    package init(inputs: [CycleInput], reason: String) {
        self.inputs = inputs
        self.reason = reason
    }

    /// Whether it may be corrected at all, before inputs are read.
    ///
    /// - Throws: `not-your-cycle`, `wrong-cycle-status`, `reason-needed`, and what
    ///   `CycleInputCheck` refuses.
    package func check(_ cycle: Cycle, by caller: Caller, pack: PolicyPack) throws(Refusal) {
        try CycleAuthority.checkBureau(caller, cycle.district)
        guard cycle.status == .published else {
            throw CycleRefusals.wrongStatus(
                cycle.status,
                Wording(
                    "更正只用于已公布的结果；公布前请通过异议更改。",
                    "Only what is published is corrected; before that, by an objection."))
        }
        guard !reason.isEmpty else { throw CycleRefusals.reasonNeeded }
        try CycleInputCheck(cycle, pack).check(inputs)
    }

    /// - Parameter judgement: of all inputs as they are now.
    /// - Returns: `CycleCorrected`.
    /// - Throws: what `check` throws, `nothing-corrected`, `supervision-incomplete`.
    package func decide(
        _ cycle: Cycle, by caller: Caller, on today: CalendarDate, pack: PolicyPack,
        _ judgement: CycleJudgement
    ) throws(Refusal) -> CycleDecision {
        try check(cycle, by: caller, pack: pack)
        guard judgement.hash != cycle.hash else { throw CycleRefusals.nothingCorrected }
        if let refusal = CycleRules(pack).refusal(grading: cycle, judgement.results) {
            throw refusal
        }
        var state = cycle
        state.computation += 1
        state.inputsHash = judgement.inputsHash
        state.hash = judgement.hash
        state.resultCount = judgement.results.count
        let correction = CycleCorrection(
            computation: state.computation, replaces: cycle.computation, correctedOn: today,
            by: caller.subject, role: caller.role, reason: reason)
        state.corrections.append(correction)
        return state.happened(.corrected(correction), telling: [cycle.bureau])
    }
}
