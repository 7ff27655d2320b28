import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Events of accounts: ids and roles, no names.
enum AccountMessages {
    static func created(_ id: AccountID, _ kind: AccountKind)
        -> Taoli_Registry_Events_V1_AccountCreated
    {
        .with {
            $0.accountID = id.description
            $0.kind = kind.rawValue
        }
    }

    static func granted(_ id: AccountID, _ grant: Grant) -> Taoli_Registry_Events_V1_RoleGranted {
        .with {
            $0.accountID = id.description
            $0.grantID = grant.id.description
            $0.role = grant.role.rawValue
            $0.unit = grant.unit.description
        }
    }

    static func revoked(_ id: AccountID, _ grant: GrantID, _ reason: String)
        -> Taoli_Registry_Events_V1_RoleRevoked
    {
        .with {
            $0.accountID = id.description
            $0.grantID = grant.description
            $0.reason = reason
        }
    }
}
