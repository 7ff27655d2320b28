import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

extension SchoolView {
    /// The school as sent.
    var message: Taoli_Registry_V1_School {
        .with {
            $0.id = school.id.description
            $0.name = school.name
            $0.district = school.district.rawValue
            $0.ownership = summary.ownership.contract
            $0.status = summary.status?.contract ?? .unspecified
            $0.stages = summary.stages.map(\.rawValue)
            $0.sites = sites.map(\.message)
            $0.memberships = memberships.map(\.message)
            $0.version = school.version
            $0.successorID = school.successor?.description ?? ""
            $0.codes = school.codes.map { code in
                .with {
                    $0.scheme = code.scheme
                    $0.value = code.value
                    $0.validFrom = code.validity.from.description
                    $0.validUntil = code.validity.until?.description ?? ""
                }
            }
        }
    }
}

extension SchoolView.Membership {
    /// The membership as sent.
    var message: Taoli_Registry_V1_SchoolMembership {
        .with {
            $0.groupID = group.description
            $0.groupName = groupName
            $0.siteID = site.description
            $0.role = role.contract
        }
    }
}

extension Site {
    /// The site as sent.
    var message: Taoli_Registry_V1_Site {
        .with {
            $0.id = id.description
            $0.externalID = externalID ?? ""
            $0.name = name
            $0.district = district.rawValue
            $0.kind = facts.kind.contract
            $0.ownership = facts.ownership.contract
            $0.status = facts.status.contract
            $0.longitude = facts.longitude.map { "\($0)" } ?? ""
            $0.latitude = facts.latitude.map { "\($0)" } ?? ""
            $0.version = version
        }
    }
}
