import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

/// Events of districts.
enum DistrictMessages {
    static func registered(_ code: DistrictCode, _ name: String, _ isCity: Bool)
        -> Taoli_Registry_Events_V1_DistrictRegistered
    {
        .with {
            $0.code = code.rawValue
            $0.name = name
            $0.isCity = isCity
        }
    }

    static func renamed(_ code: DistrictCode, _ name: String)
        -> Taoli_Registry_Events_V1_DistrictRenamed
    {
        .with {
            $0.code = code.rawValue
            $0.name = name
        }
    }

    static func withdrawn(_ code: DistrictCode) -> Taoli_Registry_Events_V1_DistrictWithdrawn {
        .with {
            $0.code = code.rawValue
        }
    }

    static func kept(_ part: PolicyFilePart) -> Taoli_Registry_Events_V1_PolicyFileKept {
        .with {
            $0.district = part.district.rawValue
            $0.pack = part.pack
            $0.version = part.version
            $0.part = Int32(part.number)
            $0.parts = Int32(part.count)
            $0.bytes = part.bytes
        }
    }

    static func bound(_ binding: PolicyBinding) -> Taoli_Registry_Events_V1_PolicyBound {
        .with {
            $0.district = binding.district.rawValue
            $0.function = binding.function.rawValue
            $0.schoolYear = binding.schoolYear.description
            $0.pack = binding.pack
            $0.version = binding.version
            $0.boundAt = binding.boundAt.formatted(.iso8601)
            $0.boundBy = binding.boundBy
        }
    }
}

/// Events of schools.
enum SchoolMessages {
    static func registered(_ id: SchoolID, _ name: String, _ district: DistrictCode)
        -> Taoli_Registry_Events_V1_SchoolRegistered
    {
        .with {
            $0.schoolID = id.description
            $0.name = name
            $0.district = district.rawValue
        }
    }

    static func renamed(_ id: SchoolID, _ name: String, _ change: NameChange?)
        -> Taoli_Registry_Events_V1_SchoolRenamed
    {
        .with {
            $0.schoolID = id.description
            $0.name = name
            $0.formerName = change?.former ?? ""
            $0.from = change?.on.description ?? ""
            $0.reason = change?.reason ?? ""
        }
    }

    static func closed(_ id: SchoolID, _ date: CalendarDate, _ successor: SchoolID?)
        -> Taoli_Registry_Events_V1_SchoolClosed
    {
        .with {
            $0.schoolID = id.description
            $0.closedOn = date.description
            $0.successorID = successor?.description ?? ""
        }
    }
}

/// Events of sites.
enum SiteMessages {
    static func registered(_ id: SiteID, _ school: SchoolID, _ facts: SiteFacts)
        -> Taoli_Registry_Events_V1_SiteRegistered
    {
        .with {
            $0.siteID = id.description
            $0.schoolID = school.description
            $0.name = facts.name
            $0.district = facts.district.rawValue
            $0.kind = facts.kind.rawValue
            $0.ownership = facts.ownership.rawValue
            $0.status = facts.status.rawValue
        }
    }

    static func revised(_ id: SiteID, _ facts: SiteFacts) -> Taoli_Registry_Events_V1_SiteRevised {
        .with {
            $0.siteID = id.description
            $0.name = facts.name
            $0.district = facts.district.rawValue
            $0.kind = facts.kind.rawValue
            $0.ownership = facts.ownership.rawValue
            $0.status = facts.status.rawValue
        }
    }

    static func moved(_ id: SiteID, _ school: SchoolID, _ former: SchoolID)
        -> Taoli_Registry_Events_V1_SiteMovedToSchool
    {
        .with {
            $0.siteID = id.description
            $0.schoolID = school.description
            $0.fromSchoolID = former.description
        }
    }

    static func withdrawn(_ id: SiteID) -> Taoli_Registry_Events_V1_SiteWithdrawn {
        .with {
            $0.siteID = id.description
        }
    }
}
