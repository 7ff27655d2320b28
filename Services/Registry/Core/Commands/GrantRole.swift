package import Foundation
package import TaoliModels

/// Gives an account a role at a unit. Who may do so is `GrantAuthority`'s matter.
package struct GrantRole: Sendable {
    package let grantID: GrantID
    package let role: Role
    /// Where the role is held.
    package let unit: UnitReference
    /// The district that owns the unit; the city's own code for the city.
    package let district: DistrictCode

    package init(grantID: GrantID, role: Role, unit: UnitReference, district: DistrictCode) {
        self.grantID = grantID
        self.role = role
        self.unit = unit
        self.district = district
    }

    /// - Returns: the account with the grant; `RoleGranted`.
    /// - Throws: `service-role`, `role-unit-mismatch`, `already-granted`, `too-many-grants`.
    package func decide(_ account: Account, now: Date) throws(Refusal) -> Decision<Account> {
        try GrantAuthority.checkShape(role, at: unit)
        let same = account.grants.contains {
            $0.role == role && $0.unit == unit && $0.revokedAt == nil
        }
        guard !same else { throw AccountRefusals.alreadyGranted }
        guard account.grants.count < RegistryLimits.grantsMax else {
            throw AccountRefusals.tooManyGrants
        }
        let grant = Grant(
            id: grantID, role: role, unit: unit, district: district, grantedAt: now)
        var log = ChangeLog(.account(account.id), version: account.version)
        log.record(
            .roleGranted(account.id, grant),
            fields: [.between("grant", String?.none, "\(role.rawValue) at \(unit)")],
            districts: Set([account.district, district]).sorted())
        var granted = account
        granted.grants.append(grant)
        granted.version = log.version
        return Decision(state: granted, changes: log.changes)
    }
}

/// Withdraws a role; the record stays.
package struct RevokeGrant: Sendable {
    package let grantID: GrantID
    /// Why, for the history; may be empty.
    package let reason: String

    package init(grantID: GrantID, reason: String) {
        self.grantID = grantID
        self.reason = reason
    }

    /// - Parameter caller: who withdraws it.
    /// - Returns: `RoleRevoked`.
    /// - Throws: `grant-not-found`, `already-revoked`, `own-grant`, `beyond-authority`.
    package func decide(_ account: Account, by caller: Caller, now: Date)
        throws(Refusal) -> Decision<Account>
    {
        guard let index = account.grants.firstIndex(where: { $0.id == grantID }) else {
            throw AccountRefusals.noSuchGrant
        }
        let grant = account.grants[index]
        guard caller.subject != account.id.description else { throw AccountRefusals.ownGrant }
        try GrantAuthority.check(caller, gives: grant.role, in: grant.district)
        guard grant.revokedAt == nil else { throw AccountRefusals.alreadyRevoked }
        var log = ChangeLog(.account(account.id), version: account.version)
        log.record(
            .roleRevoked(account.id, grantID, reason: reason),
            fields: [
                .between("grant", "\(grant.role.rawValue) at \(grant.unit)", String?.none)
            ],
            districts: Set([account.district, grant.district]).sorted())
        var revoked = account
        revoked.grants[index].revokedAt = now
        revoked.version = log.version
        return Decision(state: revoked, changes: log.changes)
    }
}
