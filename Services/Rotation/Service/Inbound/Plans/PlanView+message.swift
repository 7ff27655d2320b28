import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

extension PlanView {
    var message: Taoli_Rotation_V1_Plan {
        var message = plan.message(groupName)
        message.sent = Int32(sent)
        message.keySent = Int32(keySent)
        if let job { message.job = job.message }
        return message
    }
}

extension YearPlan {
    /// The plan without its search.
    func message(_ groupName: String) -> Taoli_Rotation_V1_Plan {
        .with {
            $0.id = id.description
            $0.groupID = group.description
            $0.groupName = groupName
            $0.district = district.rawValue
            $0.stage = stage.rawValue
            $0.schoolYear = year.description
            $0.pack = pack
            $0.packVersion = packVersion
            $0.state = state.rawValue
            $0.instanceHash = instanceHash
            $0.outcome = result?.outcome.rawValue ?? ""
            $0.objective = Int64(result?.objective ?? 0)
            $0.bound = Int64(result?.bound ?? 0)
            $0.readyPlan = ready?.rawValue ?? ""
            $0.teachers = Int32(teachers)
            $0.eligible = Int32(eligible)
            $0.sent = Int32(moves.count)
            $0.keySent = Int32(moves.count(where: \.isKey))
            $0.quotaMissing = Int32(quotaMissing)
            $0.keyMissing = Int32(keyMissing)
            $0.withdrawnPersonIds = withdrawn.map(\.description)
            $0.consultedUntil = consultedUntil?.description ?? ""
            $0.decidedOn = decidedOn?.description ?? ""
            $0.version = version
        }
    }
}

extension PlanJobState {
    var message: Taoli_Rotation_V1_PlanJob {
        .with {
            $0.state = state
            $0.attempts = Int32(attempts)
            $0.step = step
            $0.seconds = Int32(clamping: seconds)
        }
    }
}

extension PlannedMove {
    /// What is known of a teacher's circumstances and wishes is for the bureau and the own school.
    func message(for reader: RotationReader) -> Taoli_Rotation_V1_PlanMove {
        let isOwn = reader == .official || reader == .school(home)
        return .with {
            $0.personID = person.description
            $0.homeSchoolID = home.description
            $0.receivingSchoolID = receiving.description
            $0.subject = subject
            $0.isKey = isKey
            $0.minutes = Int32(minutes)
            $0.extraMinutes = Int32(extraMinutes)
            guard isOwn else { return }
            $0.wish = Int32(wish ?? 0)
            $0.hardship = isInHardship
            $0.willing = Int32(willing)
        }
    }
}

extension PlanObjection {
    var message: Taoli_Rotation_V1_Objection {
        .with {
            $0.id = id.description
            $0.unit = unit.description
            $0.personID = person?.description ?? ""
            $0.text = text
            $0.raisedOn = raisedOn.description
            $0.status = status.rawValue
            $0.answer = answer
            $0.answeredOn = answeredOn?.description ?? ""
        }
    }
}

extension PlanFigures {
    /// - Parameter names: of schools.
    func message(_ names: [SchoolID: String]) -> Taoli_Rotation_V1_PlanSchool {
        .with {
            $0.schoolID = school.description
            $0.schoolName = names[school] ?? ""
            $0.role = isStrong ? "strong" : "receiving"
            $0.basis = basis.rawValue
            $0.teachers = Int32(teachers)
            $0.eligible = Int32(eligible)
            $0.quota = Int32(quota)
            $0.keyRequired = Int32(keyRequired)
            $0.places = Int32(places)
            $0.moving = Int32(moving)
            $0.keyMoving = Int32(keyMoving)
            $0.openBefore = Int32(openBefore)
            $0.openAfter = Int32(openAfter)
            $0.serving = Int32(serving)
        }
    }
}

extension Wording {
    var sentence: Taoli_Rotation_V1_Sentence {
        .with {
            $0.chinese = chinese
            $0.english = english
        }
    }
}
