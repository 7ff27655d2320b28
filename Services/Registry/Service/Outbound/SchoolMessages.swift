import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

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
