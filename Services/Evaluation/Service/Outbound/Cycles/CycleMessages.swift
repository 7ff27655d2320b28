import EvaluationCore
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels

extension CycleDecision {
    /// The events of what happened, in order.
    /// - Throws: `EventError.tooLarge`.
    func events() throws -> [EventDraft] {
        try changes.map { change in
            try EventDraft(
                CycleMessages.message(change, state), of: state.reference,
                sequence: change.sequence, districts: state.districts)
        }
    }
}

extension Cycle {
    /// As events and the audit name it.
    var reference: AggregateReference { AggregateReference(type: "cycle", id: id.rawValue) }
}

/// Events of cycles.
enum CycleMessages {
    static func message(_ change: CycleChange, _ cycle: Cycle) -> any SwiftProtobuf.Message {
        let facts = facts(cycle, change.recipients)
        switch change.event {
        case .opened:
            return Taoli_Evaluation_Events_V1_CycleOpened.with {
                $0.facts = facts
                $0.membersOn = cycle.membersOn.description
            }
        case .inputsRecorded(let rows, let by):
            return Taoli_Evaluation_Events_V1_CycleInputsRecorded.with {
                $0.facts = facts
                $0.rows = Int64(rows)
                $0.by = by
            }
        case .computed:
            return Taoli_Evaluation_Events_V1_CycleComputed.with {
                $0.facts = facts
                $0.computation = Int32(cycle.computation)
                $0.inputsHash = cycle.inputsHash
                $0.hash = cycle.hash
                $0.results = Int64(cycle.resultCount)
                $0.contestUntil = cycle.contestUntil?.description ?? ""
            }
        case .objected(let objection): return objected(objection, facts)
        case .answered(let objection): return answered(objection, facts)
        case .published:
            return Taoli_Evaluation_Events_V1_CyclePublished.with {
                $0.facts = facts
                $0.hash = cycle.hash
                $0.results = Int64(cycle.resultCount)
                $0.publishedOn = cycle.publishedOn?.description ?? ""
            }
        case .corrected(let correction): return corrected(correction, cycle, facts)
        case .withdrawn(let reason):
            return Taoli_Evaluation_Events_V1_CycleWithdrawn.with {
                $0.facts = facts
                $0.reason = reason
            }
        }
    }

    private static func corrected(
        _ correction: CycleCorrection, _ cycle: Cycle,
        _ facts: Taoli_Evaluation_Events_V1_CycleOpened.Facts
    ) -> Taoli_Evaluation_Events_V1_CycleCorrected {
        .with {
            $0.facts = facts
            $0.computation = Int32(correction.computation)
            $0.replaces = Int32(correction.replaces)
            $0.inputsHash = cycle.inputsHash
            $0.hash = cycle.hash
            $0.results = Int64(cycle.resultCount)
            $0.correctedOn = correction.correctedOn.description
            $0.by = correction.by
            $0.reason = correction.reason
        }
    }

    private static func objected(
        _ objection: CycleObjection, _ facts: Taoli_Evaluation_Events_V1_CycleOpened.Facts
    ) -> Taoli_Evaluation_Events_V1_CycleObjected {
        .with {
            $0.facts = facts
            $0.objectionID = objection.id.description
            $0.groupID = objection.subject.group.description
            $0.schoolID = objection.subject.school?.description ?? ""
            $0.dueOn = objection.dueOn.description
        }
    }

    private static func answered(
        _ objection: CycleObjection, _ facts: Taoli_Evaluation_Events_V1_CycleOpened.Facts
    ) -> Taoli_Evaluation_Events_V1_CycleObjectionAnswered {
        .with {
            $0.facts = facts
            $0.objectionID = objection.id.description
            $0.groupID = objection.subject.group.description
            $0.schoolID = objection.subject.school?.description ?? ""
            $0.upheld = objection.status == .upheld
            $0.reason = objection.answer
        }
    }

    private static func facts(_ cycle: Cycle, _ recipients: [UnitReference])
        -> Taoli_Evaluation_Events_V1_CycleOpened.Facts
    {
        .with {
            $0.cycleID = cycle.id.description
            $0.pack = cycle.pack
            $0.packVersion = cycle.packVersion
            $0.kind = cycle.kind.name
            $0.tree = cycle.kind.tree
            $0.chinese = cycle.name.chinese
            $0.english = cycle.name.english
            $0.clause = cycle.clause
            $0.schoolYear = cycle.period.description
            $0.district = cycle.district.rawValue
            // An upper bound on groups keeps this small; see EvaluationLimits.
            $0.groupIds = cycle.groups.map(\.description)
            $0.status = cycle.status.rawValue
            $0.past = cycle.isPast
            $0.recipients = recipients.map(\.description)
        }
    }
}
