import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels

/// Events of plans.
enum PlanMessages {
    typealias Facts = Taoli_Rotation_Events_V1_PlanStarted.Facts
    typealias Objection = Taoli_Rotation_Events_V1_PlanObjectionRaised.Objection

    /// The event that a decision led to.
    /// - Throws: `EventError.tooLarge`.
    static func draft(_ decision: PlanDecision) throws -> EventDraft {
        try EventDraft(
            message(decision.plan, decision.event), of: reference(decision.plan.id),
            sequence: decision.plan.version, districts: decision.plan.districts)
    }

    static func reference(_ id: PlanID) -> AggregateReference {
        AggregateReference(type: "plan", id: id.rawValue)
    }

    private static func message(_ plan: YearPlan, _ event: PlanEvent) -> any SwiftProtobuf.Message {
        switch event {
        case .started: Taoli_Rotation_Events_V1_PlanStarted.with { $0.facts = facts(plan) }
        case .solved(let sent): solved(plan, sent)
        case .checked: checked(plan)
        case .consultationOpened:
            Taoli_Rotation_Events_V1_PlanConsultationOpened.with {
                $0.facts = facts(plan)
                $0.until = plan.consultedUntil?.description ?? ""
                $0.sent = Int32(plan.moves.count)
            }
        case .objectionRaised(let objection):
            // The bureau is to answer; the other schools are not asked.
            Taoli_Rotation_Events_V1_PlanObjectionRaised.with {
                $0.facts = facts(plan, to: [bureau(plan)])
                $0.objection = message(objection)
            }
        case .objectionAnswered(let objection):
            Taoli_Rotation_Events_V1_PlanObjectionAnswered.with {
                $0.facts = facts(plan, to: [objection.unit])
                $0.objection = message(objection)
            }
        case .repaired(let removed, let added): repaired(plan, removed, added)
        case .decided: decided(plan)
        case .withdrawn: Taoli_Rotation_Events_V1_PlanWithdrawn.with { $0.facts = facts(plan) }
        }
    }

    private static func solved(_ plan: YearPlan, _ sent: Int)
        -> Taoli_Rotation_Events_V1_PlanSolved
    {
        .with {
            $0.facts = facts(plan)
            $0.outcome = plan.result?.outcome.rawValue ?? ""
            $0.objective = Int64(plan.result?.objective ?? 0)
            $0.bound = Int64(plan.result?.bound ?? 0)
            $0.sent = Int32(sent)
        }
    }

    private static func checked(_ plan: YearPlan) -> Taoli_Rotation_Events_V1_PlanChecked {
        .with {
            $0.facts = facts(plan)
            $0.sent = Int32(plan.moves.count)
            $0.readyPlan = plan.ready?.rawValue ?? ""
            $0.quotaMissing = Int32(plan.quotaMissing)
            $0.keyMissing = Int32(plan.keyMissing)
        }
    }

    private static func repaired(_ plan: YearPlan, _ removed: Int, _ added: Int)
        -> Taoli_Rotation_Events_V1_PlanRepaired
    {
        .with {
            $0.facts = facts(plan)
            $0.withdrawnPersonIds = plan.withdrawn.map(\.description)
            $0.movesRemoved = Int32(removed)
            $0.movesAdded = Int32(added)
            $0.objective = Int64(plan.result?.objective ?? 0)
        }
    }

    private static func decided(_ plan: YearPlan) -> Taoli_Rotation_Events_V1_PlanDecided {
        .with {
            $0.facts = facts(plan)
            $0.decidedOn = plan.decidedOn?.description ?? ""
            $0.placements = Int32(plan.moves.count)
            $0.readyPlan = plan.ready?.rawValue ?? ""
            $0.quotaMissing = Int32(plan.quotaMissing)
            $0.keyMissing = Int32(plan.keyMissing)
        }
    }

    /// - Parameter told: who is told; `nil` for everybody concerned.
    private static func facts(_ plan: YearPlan, to told: [UnitReference]? = nil) -> Facts {
        .with {
            $0.planID = plan.id.description
            $0.groupID = plan.group.description
            $0.district = plan.district.rawValue
            $0.stage = plan.stage.rawValue
            $0.schoolYear = plan.year.description
            $0.pack = plan.pack
            $0.packVersion = plan.packVersion
            $0.clause = plan.clause
            $0.state = plan.state.rawValue
            $0.instanceHash = plan.instanceHash
            $0.sendingSchoolIds = plan.sending.map(\.description)
            $0.receivingSchoolIds = plan.receiving.map(\.description)
            $0.recipients = (told ?? recipients(plan)).map(\.description)
        }
    }

    /// Schools hear of a plan from the consultation on; before that it is the bureau's own.
    private static func recipients(_ plan: YearPlan) -> [UnitReference] {
        plan.consultedUntil == nil ? [bureau(plan)] : plan.recipients
    }

    private static func bureau(_ plan: YearPlan) -> UnitReference {
        UnitReference(.district, plan.district.rawValue)
    }

    private static func message(_ objection: PlanObjection) -> Objection {
        .with {
            $0.objectionID = objection.id.description
            $0.unit = objection.unit.description
            $0.personID = objection.person?.description ?? ""
            $0.status = objection.status.rawValue
        }
    }
}
