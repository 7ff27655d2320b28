package import TaoliModels

/// What happened to a cycle.
package enum CycleEvent: Hashable, Sendable {
    /// It began.
    case opened
    /// So many rows were written, by that account.
    case inputsRecorded(rows: Int, by: String)
    /// Results are there.
    case computed
    /// Somebody assessed objected.
    case objected(CycleObjection)
    /// An objection was answered.
    case answered(CycleObjection)
    /// Results are final.
    case published
    /// Another computation counts in the place of a published one.
    case corrected(CycleCorrection)
    /// It was given up.
    case withdrawn(reason: String)
}

/// One event with its place in the cycle's history.
package struct CycleChange: Hashable, Sendable {
    /// The cycle's version after it.
    package let sequence: Int64
    /// What happened.
    package let event: CycleEvent
    /// Units to be told; none twice.
    package let recipients: [UnitReference]
}

/// What a command made of a cycle.
package struct CycleDecision: Hashable, Sendable {
    /// The cycle after it.
    package let state: Cycle
    /// What happened, in order; empty when nothing changed.
    package let changes: [CycleChange]
}

extension Cycle {
    /// The cycle after an event, one version on.
    func happened(_ event: CycleEvent, telling recipients: [UnitReference]) -> CycleDecision {
        var state = self
        state.version += 1
        return CycleDecision(
            state: state,
            changes: [
                CycleChange(sequence: state.version, event: event, recipients: recipients.uniqued)
            ])
    }

    /// The bureau that runs it.
    var bureau: UnitReference { UnitReference(.district, district.rawValue) }

    /// Every group and school assessed.
    var assessed: [UnitReference] {
        groups.map { UnitReference(.group, "\($0)") }
            + members.map { UnitReference(.school, "\($0.school)") }
    }

    /// Those whom a result of a subject concerns.
    func concerned(_ subject: CycleSubject) -> [UnitReference] {
        [UnitReference(.group, "\(subject.group)")]
            + (subject.school.map { [UnitReference(.school, "\($0)")] } ?? [])
    }
}

extension [UnitReference] {
    /// Each once, in its first place.
    package var uniqued: [UnitReference] {
        var seen: Set<UnitReference> = []
        return filter { seen.insert($0).inserted }
    }
}
