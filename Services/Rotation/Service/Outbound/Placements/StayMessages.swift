import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPolicy

/// Events of placements.
enum StayMessages {
    typealias Facts = Taoli_Rotation_Events_V1_PlacementDecided.Facts

    /// The event that a decision led to.
    /// - Throws: `EventError.tooLarge`.
    static func draft(_ decision: StayDecision) throws -> EventDraft {
        try EventDraft(
            message(decision.stay, decision.event), of: reference(decision.stay.id),
            sequence: decision.stay.version, districts: decision.stay.districts)
    }

    static func reference(_ id: PlacementID) -> AggregateReference {
        AggregateReference(type: "placement", id: id.rawValue)
    }

    private static func message(_ stay: TeacherStay, _ event: StayEvent)
        -> any SwiftProtobuf.Message
    {
        switch event {
        case .decided: Taoli_Rotation_Events_V1_PlacementDecided.with { $0.facts = facts(stay) }
        case .notified(let day):
            Taoli_Rotation_Events_V1_PlacementNotified.with {
                $0.facts = facts(stay)
                $0.notifiedOn = day.description
            }
        case .began(let day):
            Taoli_Rotation_Events_V1_PlacementBegan.with {
                $0.facts = facts(stay)
                $0.beganOn = day.description
            }
        case .appraised(let appraisal, let by):
            Taoli_Rotation_Events_V1_PlacementAppraised.with {
                $0.facts = facts(stay)
                $0.schoolYear = appraisal.year.description
                $0.grade = appraisal.grade.rawValue
                $0.by = by
            }
        case .extended(let former):
            Taoli_Rotation_Events_V1_PlacementExtended.with {
                $0.facts = facts(stay)
                $0.formerUntil = former.description
            }
        case .endedEarly(let day, let ground, let breaksYear):
            Taoli_Rotation_Events_V1_PlacementEndedEarly.with {
                $0.facts = facts(stay)
                $0.endedOn = day.description
                $0.ground = ground.rawValue
                $0.breaksYear = breaksYear
            }
        case .completed(let months):
            Taoli_Rotation_Events_V1_PlacementCompleted.with {
                $0.facts = facts(stay)
                $0.months = Int32(months)
                if let duty = stay.duty, duty.openedOn != nil {
                    $0.dutyTasks = duty.tasks
                    $0.dutyClause = duty.clause
                }
            }
        case .tookUpDuty(let task, let day):
            Taoli_Rotation_Events_V1_ReturnDutyTakenUp.with {
                $0.facts = facts(stay)
                $0.task = task
                $0.takenUpOn = day.description
            }
        }
    }

    private static func facts(_ stay: TeacherStay) -> Facts {
        .with {
            $0.placementID = stay.id.description
            $0.planID = stay.plan?.description ?? ""
            $0.groupID = stay.group.description
            $0.district = stay.district.rawValue
            $0.personID = stay.person.description
            $0.kind = stay.kind.rawValue
            $0.homeSchoolID = stay.home.description
            $0.receivingSchoolID = stay.receiving.description
            $0.stage = stay.stage.rawValue
            $0.subject = stay.subject
            $0.isKey = stay.isKey
            $0.schoolYear = stay.year.description
            $0.from = stay.from.description
            $0.until = stay.until.description
            $0.state = stay.state.rawValue
            $0.pack = stay.pack
            $0.packVersion = stay.packVersion
            $0.clause = stay.clause
            $0.recipients = stay.recipients.map(\.description)
            $0.share = Int32(stay.share)
            $0.mentorID = stay.arrangement?.mentor?.description ?? ""
            $0.teamID = stay.arrangement?.team?.description ?? ""
            $0.post = stay.arrangement?.post ?? ""
            $0.arrangedBy = stay.arrangement?.by.rawValue ?? ""
        }
    }
}
