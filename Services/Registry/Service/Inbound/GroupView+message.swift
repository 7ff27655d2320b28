import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

extension GroupView {
    /// The group without members: counts only.
    var summary: Taoli_Registry_V1_Group {
        let members = group.members(on: on)
        return .with {
            $0.id = group.id.description
            $0.name = group.name
            $0.kind = group.kind.contract
            $0.district = group.district.rawValue
            $0.foundedOn = group.validity.from.description
            $0.startUnknown = group.isStartUnknown
            $0.closedOn = group.validity.until?.description ?? ""
            $0.leadCount = Int32(members.count { $0.role == .lead })
            $0.memberCount = Int32(members.count { $0.role == .member })
            $0.version = group.version
            $0.sourceType = group.sourceType ?? ""
            $0.sourceLevel = group.sourceLevel ?? ""
        }
    }

    /// The group with the members of the day.
    var message: Taoli_Registry_V1_Group {
        var message = summary
        message.members = group.members(on: on).map(member)
        return message
    }

    private func member(_ membership: Membership) -> Taoli_Registry_V1_Member {
        let face = faces[membership.siteID]
        return .with {
            $0.membershipID = membership.id.description
            $0.siteID = membership.siteID.description
            $0.siteName = face?.name ?? ""
            $0.externalID = face?.externalID ?? ""
            $0.schoolID = (face?.schoolID ?? membership.schoolID).description
            $0.schoolName = face?.schoolName ?? ""
            $0.district = (face?.district ?? membership.district).rawValue
            $0.kind = face?.kind.contract ?? .unspecified
            $0.role = membership.role.contract
            $0.from = membership.validity.from.description
            $0.until = membership.validity.until?.description ?? ""
            $0.startUnknown = membership.isStartUnknown
            $0.mode = membership.mode ?? ""
            $0.termUntil = membership.termUntil?.description ?? ""
        }
    }
}

extension HistoryLine {
    /// The line as sent.
    var message: Taoli_Registry_V1_Change {
        .with {
            $0.version = version
            $0.changedAt = recordedAt.formatted(.iso8601)
            $0.what = what
            $0.effectiveOn = effectiveOn
            $0.actor = actor
            $0.actorRole = actorRole
            $0.reason = reason
            $0.fields = fields.map { field in
                .with {
                    $0.field = field.field
                    $0.before = field.before
                    $0.after = field.after
                }
            }
        }
    }
}
