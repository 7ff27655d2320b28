package import Foundation
package import TaoliModels

/// What signs in: a person with a password or a program with a key.
package enum AccountKind: String, CaseIterable, Sendable {
    /// Signs in with a password.
    case person
    /// Signs in with assertions made with its private key.
    case program
}

/// An account and the roles given to it. Its password hash or public key is no part of it.
package struct Account: Hashable, Sendable {
    package let id: AccountID
    package let kind: AccountKind
    /// Lower case, unique in the deployment.
    package let login: String
    /// What people read, 1 to `RegistryLimits.displayNameMax` characters.
    package let displayName: String
    /// The district of its first unit, or of its maker when it was made without a role.
    package let district: DistrictCode
    /// When it was made, by the service's clock.
    package let createdAt: Date
    /// All grants, also withdrawn ones, oldest first.
    package internal(set) var grants: [Grant]
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        id: AccountID, kind: AccountKind, login: String, displayName: String,
        district: DistrictCode, createdAt: Date, grants: [Grant] = [], version: Int64
    ) {
        self.id = id
        self.kind = kind
        self.login = login
        self.displayName = displayName
        self.district = district
        self.createdAt = createdAt
        self.grants = grants
        self.version = version
    }
}

/// A role at a unit, from the moment it was given until it is withdrawn.
package struct Grant: Hashable, Sendable {
    package let id: GrantID
    package let role: Role
    /// Where the role is held.
    package let unit: UnitReference
    /// The district that owns the unit; the city's own code for the city.
    package let district: DistrictCode
    /// From when the role is held, by the service's clock.
    package let grantedAt: Date
    /// From when the role is no longer held; `nil` while it is.
    package internal(set) var revokedAt: Date?

    package init(
        id: GrantID, role: Role, unit: UnitReference, district: DistrictCode, grantedAt: Date,
        revokedAt: Date? = nil
    ) {
        self.id = id
        self.role = role
        self.unit = unit
        self.district = district
        self.grantedAt = grantedAt
        self.revokedAt = revokedAt
    }
}
