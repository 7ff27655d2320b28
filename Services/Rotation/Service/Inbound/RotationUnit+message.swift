import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels

extension RotationGroup {
    /// A group of the copy as the rules see it.
    init(_ group: ProjectedGroup) {
        self.init(
            id: group.id, name: group.name, validity: group.validity,
            members: group.members.map { member in
                RotationMember(
                    role: member.role, validity: member.validity,
                    place: RotationPlace(
                        siteID: member.siteID, siteName: member.site?.name ?? "",
                        schoolID: member.schoolID, schoolName: member.schoolName),
                    stages: member.site?.kind.stages, isUnbuilt: member.site?.isUnbuilt ?? false)
            })
    }
}

extension RotationUnit {
    /// The unit as it is sent.
    var message: Taoli_Rotation_V1_RotationUnit {
        .with {
            $0.groupID = groupID.description
            $0.groupName = groupName
            $0.stage = stage?.rawValue ?? ""
            $0.senders = senders.map(\.message)
            $0.receivers = receivers.map(\.message)
            $0.reasonSlug = obstacle?.slug ?? ""
            $0.reasonChinese = obstacle?.wording.chinese ?? ""
            $0.reasonEnglish = obstacle?.wording.english ?? ""
        }
    }
}

extension RotationPlace {
    fileprivate var message: Taoli_Rotation_V1_RotationSite {
        .with {
            $0.siteID = siteID.description
            $0.siteName = siteName
            $0.schoolID = schoolID.description
            $0.schoolName = schoolName
        }
    }
}
