import TaoliContracts
import TaoliModels

// Values of the model ↔ values of the contract. An unspecified or unknown value reads as `nil`.

extension GroupKind {
    init?(_ value: Taoli_Registry_V1_GroupKind) {
        guard let kind = GroupKind.allCases.first(where: { $0.contract == value }) else {
            return nil
        }
        self = kind
    }

    var contract: Taoli_Registry_V1_GroupKind {
        switch self {
        case .educationGroup: .educationGroup
        case .schoolZone: .schoolZone
        case .educationCircle: .educationCircle
        case .educationCommunity: .educationCommunity
        case .preschoolCommunity: .preschoolCommunity
        }
    }
}

extension MembershipRole {
    init?(_ value: Taoli_Registry_V1_MembershipRole) {
        switch value {
        case .lead: self = .lead
        case .member: self = .member
        default: return nil
        }
    }

    var contract: Taoli_Registry_V1_MembershipRole {
        switch self {
        case .lead: .lead
        case .member: .member
        }
    }
}

extension SchoolKind {
    var contract: Taoli_Registry_V1_SchoolKind {
        switch self {
        case .kindergarten: .kindergarten
        case .primary: .primary
        case .junior: .junior
        case .senior: .senior
        case .nineYear: .nineYear
        case .complete: .complete
        case .twelveYear: .twelveYear
        case .unknown: .unknown
        }
    }
}

extension Ownership {
    var contract: Taoli_Registry_V1_Ownership {
        switch self {
        case .public: .public
        case .private: .private
        case .unknown: .unknown
        }
    }
}

extension SchoolStatus {
    var contract: Taoli_Registry_V1_SchoolStatus {
        switch self {
        case .planned: .planned
        case .underConstruction: .underConstruction
        case .open: .open
        case .closed: .closed
        }
    }
}
