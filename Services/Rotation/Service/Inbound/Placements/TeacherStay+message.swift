import Foundation
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

extension TeacherStay {
    /// - Parameter names: of both schools.
    func message(_ names: [SchoolID: String]) -> Taoli_Rotation_V1_Placement {
        .with {
            $0.id = id.description
            $0.planID = plan?.description ?? ""
            $0.groupID = group.description
            $0.district = district.rawValue
            $0.personID = person.description
            $0.kind = kind.rawValue
            $0.homeSchoolID = home.description
            $0.homeSchoolName = names[home] ?? ""
            $0.receivingSchoolID = receiving.description
            $0.receivingSchoolName = names[receiving] ?? ""
            $0.stage = stage.rawValue
            $0.subject = subject
            $0.isKey = isKey
            $0.schoolYear = year.description
            $0.from = from.description
            $0.until = until.description
            $0.state = state.rawValue
            $0.pack = pack
            $0.packVersion = packVersion
            $0.clause = clause
            $0.appraiser = appraiser?.rawValue ?? ""
            $0.beganOn = beganOn?.description ?? ""
            $0.appraisals = appraisals.map(\.message)
            $0.ground = ground?.rawValue ?? ""
            $0.endedReason = endedReason
            $0.version = version
            $0.share = Int32(share)
            $0.mentorID = arrangement?.mentor?.description ?? ""
            $0.post = arrangement?.post ?? ""
            $0.teamID = arrangement?.team?.description ?? ""
            $0.mode = arrangement?.mode ?? ""
            $0.movesEmployment = arrangement?.movesEmployment ?? false
            $0.arrangedBy = arrangement?.by.rawValue ?? ""
            if let duty { $0.duty = duty.message(in: state) }
        }
    }
}

extension ReturnDuty {
    fileprivate func message(in state: StayState) -> Taoli_Rotation_V1_ReturnDuty {
        let word =
            takenUpOn != nil
            ? "taken_up" : openedOn != nil ? "open" : state.isOpen ? "conditional" : "none"
        return .with {
            $0.state = word
            $0.gradeAtLeast = gradeAtLeast.rawValue
            $0.tasks = tasks
            $0.clause = clause
            $0.openedOn = openedOn?.description ?? ""
            $0.task = task
            $0.takenUpOn = takenUpOn?.description ?? ""
        }
    }
}

extension StayAppraisal {
    var message: Taoli_Rotation_V1_Appraisal {
        .with {
            $0.schoolYear = year.description
            $0.grade = grade.rawValue
            $0.recordedOn = recordedOn.description
        }
    }
}

extension ServiceMonths.Line {
    func message(_ schools: [SchoolID: String], _ groups: [GroupID: String])
        -> Taoli_Rotation_V1_ServiceLine
    {
        .with {
            $0.placementID = stay.id.description
            $0.groupID = stay.group.description
            $0.groupName = groups[stay.group] ?? ""
            $0.schoolID = stay.receiving.description
            $0.schoolName = schools[stay.receiving] ?? ""
            $0.kind = stay.kind.rawValue
            $0.from = from.description
            $0.until = until.description
            $0.months = Int32(months)
            $0.appraisals = stay.appraisals.map(\.message)
            $0.share = Int32(stay.share)
            $0.asMentor = isMentor
        }
    }
}

extension ServiceMonths {
    /// What a certificate's fingerprint is of: two prints of the same facts bear the same.
    var text: Data {
        let lines = lines.map { line in
            let grades = line.stay.appraisals.map { "\($0.year)=\($0.grade.rawValue)" }
            return
                ([
                    line.stay.person.description, line.stay.id.description,
                    line.stay.group.description, line.stay.receiving.description,
                    line.stay.kind.rawValue, line.from.description, line.until.description,
                    String(line.months),
                ] + (line.stay.share == 100 ? [] : ["\(line.stay.share)%"])
                + (line.isMentor ? ["mentor"] : []) + grades).joined(separator: " ")
        }
        return Data(lines.joined(separator: "\n").utf8)
    }
}

extension SchoolYearQuota {
    var message: Taoli_Rotation_V1_SchoolQuota {
        .with {
            $0.planID = plan.description
            $0.groupID = group.description
            $0.stage = stage.rawValue
            $0.schoolID = school.description
            $0.schoolName = schoolName
            $0.role = isStrong ? "strong" : "receiving"
            $0.eligible = Int32(eligible)
            $0.quota = Int32(quota)
            $0.keyRequired = Int32(keyRequired)
            $0.sent = Int32(sent.count)
            $0.came = Int32(came.count)
            $0.keySent = Int32(sent.count(where: \.isKey))
            $0.endedEarly = Int32(sent.count { $0.state == .ended })
            $0.servingOut = Int32(servingOut)
            $0.servingIn = Int32(servingIn)
            $0.shares = shares.map { finding in
                .with {
                    $0.share = finding.rule.id
                    $0.clause = finding.rule.source.citation
                    $0.count = Int32(finding.count)
                    $0.total = Int32(finding.total)
                    $0.atLeast = Int32(finding.rule.atLeast)
                    $0.kept = finding.isKept
                }
            }
        }
    }
}
