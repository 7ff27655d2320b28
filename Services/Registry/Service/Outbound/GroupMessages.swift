import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Events of groups and memberships.
enum GroupMessages {
    static func founded(_ founding: GroupFounding, _ job: String)
        -> Taoli_Registry_Events_V1_GroupFounded
    {
        .with {
            $0.groupID = founding.id.description
            $0.name = founding.name
            $0.kind = founding.kind.rawValue
            $0.district = founding.district.rawValue
            $0.foundedOn = founding.foundedOn.description
            $0.startUnknown = founding.isStartUnknown
            $0.importJobID = job
        }
    }

    static func revised(_ id: GroupID, _ name: String, _ kind: GroupKind)
        -> Taoli_Registry_Events_V1_GroupRevised
    {
        .with {
            $0.groupID = id.description
            $0.name = name
            $0.kind = kind.rawValue
        }
    }

    static func closed(_ id: GroupID, _ date: CalendarDate, _ reason: String, _ job: String)
        -> Taoli_Registry_Events_V1_GroupClosed
    {
        .with {
            $0.groupID = id.description
            $0.closedOn = date.description
            $0.reason = reason
            $0.importJobID = job
        }
    }

    static func joined(
        _ id: GroupID, _ membership: Membership, _ reason: String, _ job: String
    ) -> Taoli_Registry_Events_V1_SchoolJoinedGroup {
        .with {
            $0.groupID = id.description
            $0.membershipID = membership.id.description
            $0.siteID = membership.siteID.description
            $0.schoolID = membership.schoolID.description
            $0.role = membership.role.rawValue
            $0.from = membership.validity.from.description
            $0.startUnknown = membership.isStartUnknown
            $0.reason = reason
            $0.importJobID = job
            $0.mode = membership.mode ?? ""
            $0.termUntil = membership.termUntil?.description ?? ""
        }
    }

    static func left(
        _ id: GroupID, _ membership: Membership, _ date: CalendarDate, _ reason: String,
        _ job: String
    ) -> Taoli_Registry_Events_V1_SchoolLeftGroup {
        .with {
            $0.groupID = id.description
            $0.membershipID = membership.id.description
            $0.siteID = membership.siteID.description
            $0.schoolID = membership.schoolID.description
            $0.role = membership.role.rawValue
            $0.until = date.description
            $0.reason = reason
            $0.importJobID = job
        }
    }

    static func extended(_ id: GroupID, _ membership: Membership, _ reason: String)
        -> Taoli_Registry_Events_V1_MembershipExtended
    {
        .with {
            $0.groupID = id.description
            $0.membershipID = membership.id.description
            $0.siteID = membership.siteID.description
            $0.schoolID = membership.schoolID.description
            $0.termUntil = membership.termUntil?.description ?? ""
            $0.reason = reason
        }
    }
}
