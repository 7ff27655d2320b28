import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

extension AccountKind {
    /// `nil` for an unspecified or unknown value.
    init?(_ value: Taoli_Registry_V1_AccountKind) {
        switch value {
        case .person: self = .person
        case .program: self = .program
        default: return nil
        }
    }

    var contract: Taoli_Registry_V1_AccountKind {
        switch self {
        case .person: .person
        case .program: .program
        }
    }
}

extension Account {
    /// The account as sent; without its proof.
    func message(lastSignIn: Date? = nil) -> Taoli_Registry_V1_Account {
        .with {
            $0.id = id.description
            $0.kind = kind.contract
            $0.login = login
            $0.displayName = displayName
            $0.grants = grants.map(\.message)
            $0.lastSignInAt = lastSignIn?.formatted(.iso8601) ?? ""
            $0.version = version
        }
    }
}

extension Grant {
    /// The grant as sent.
    var message: Taoli_Registry_V1_Grant {
        .with {
            $0.id = id.description
            $0.role = role.rawValue
            $0.unit = unit.description
            $0.grantedAt = grantedAt.formatted(.iso8601)
            $0.revokedAt = revokedAt?.formatted(.iso8601) ?? ""
        }
    }
}
