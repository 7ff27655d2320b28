import EvaluationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels

extension EvaluationGroup {
    /// A group of the copy as the rules see it.
    init(_ group: ProjectedGroup) {
        self.init(
            id: group.id, name: group.name, validity: group.validity,
            members: group.members.map { member in
                EvaluationMember(
                    role: member.role, validity: member.validity, schoolID: member.schoolID,
                    schoolName: member.schoolName, stages: member.site?.kind.stages,
                    isUnbuilt: member.site?.isUnbuilt ?? false)
            })
    }
}

extension EvaluationUnit {
    /// The unit as it is sent.
    var message: Taoli_Evaluation_V1_EvaluationUnit {
        .with {
            $0.groupID = groupID.description
            $0.groupName = groupName
            $0.stage = stage.rawValue
            $0.schools = schools.map(\.message)
            $0.spreadApplicable = isSpreadApplicable
            $0.noteChinese = note?.chinese ?? ""
            $0.noteEnglish = note?.english ?? ""
        }
    }
}

extension EvaluationSchool {
    fileprivate var message: Taoli_Evaluation_V1_EvaluationSchool {
        .with {
            $0.schoolID = id.description
            $0.schoolName = name
            $0.leads = leads
            $0.sites = Int32(clamping: sites)
        }
    }
}
