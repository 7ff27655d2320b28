package import TaoliModels
package import TaoliPolicy

/// Writes what a cycle is judged by: by its bureau, or by a council about its own members where the
/// pack makes the council the assessor.
package struct RecordInputs: Sendable {
    /// Not empty.
    package let inputs: [CycleInput]

    package init(_ inputs: [CycleInput]) { self.inputs = inputs }

    /// - Parameter changed: rows that say something new.
    /// - Returns: `CycleInputsRecorded`; no change when no row says anything new.
    /// - Throws: `not-your-cycle`, `wrong-cycle-status`, `nothing-upheld`, and what
    ///   `CycleInputCheck` refuses.
    package func decide(
        _ cycle: Cycle, by caller: Caller, pack: PolicyPack, changed: Int
    ) throws(Refusal) -> CycleDecision {
        if !CycleAuthority.isBureau(caller, cycle.district) {
            let own = CycleAuthority.council(caller, cycle, pack)
            guard let own, inputs.allSatisfy({ $0.key.group == own }) else {
                throw CycleRefusals.notYours(cycle.district)
            }
        }
        switch cycle.status {
        case .open: break
        case .contesting:
            guard cycle.mustRecompute else { throw CycleRefusals.nothingUpheld }
        case .published, .withdrawn:
            throw CycleRefusals.wrongStatus(
                cycle.status,
                Wording("公布或撤销后不能再录入。", "Nothing is recorded once it is final."))
        }
        try CycleInputCheck(cycle, pack).check(inputs)
        guard changed > 0 else { return CycleDecision(state: cycle, changes: []) }
        return cycle.happened(.inputsRecorded(rows: changed, by: caller.subject), telling: [])
    }
}
