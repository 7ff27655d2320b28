package import Foundation
package import TaoliModels

/// Makes an account, with a first role or without.
package struct CreateAccount: Sendable {
    package let id: AccountID
    package let kind: AccountKind
    /// 3-64 of `a-z 0-9 . _ - @`; see `isLogin`.
    package let login: String
    /// 1 to `RegistryLimits.displayNameMax` characters.
    package let displayName: String
    /// The account's district when it gets no role: its maker's.
    package let homeDistrict: DistrictCode
    /// The first role; `nil` for an account without one.
    package let grant: GrantRole?

    package init(
        id: AccountID, kind: AccountKind, login: String, displayName: String,
        homeDistrict: DistrictCode, grant: GrantRole?
    ) {
        self.id = id
        self.kind = kind
        self.login = login
        self.displayName = displayName
        self.homeDistrict = homeDistrict
        self.grant = grant
    }

    /// - Parameter isLoginTaken: whether an account of any district has this login.
    /// - Returns: the account; `AccountCreated`, then `RoleGranted`.
    /// - Throws: `bad-login`, `bad-name`, `login-taken`, and what `GrantRole` throws.
    package func decide(isLoginTaken: Bool, now: Date) throws(Refusal) -> Decision<Account> {
        guard CreateAccount.isLogin(login) else { throw AccountRefusals.badLogin }
        guard (1...RegistryLimits.displayNameMax).contains(displayName.count) else {
            throw AccountRefusals.badDisplayName
        }
        guard !isLoginTaken else { throw AccountRefusals.loginTaken(login) }
        let district = grant?.district ?? homeDistrict
        var log = ChangeLog(.account(id), version: 0)
        log.record(.accountCreated(id, kind: kind), districts: [district])
        let account = Account(
            id: id, kind: kind, login: login, displayName: displayName, district: district,
            createdAt: now, version: log.version)
        guard let grant else { return Decision(state: account, changes: log.changes) }
        let granted = try grant.decide(account, now: now)
        return Decision(state: granted.state, changes: log.changes + granted.changes)
    }

    /// Whether a text can be a login: 3-64 of `a-z 0-9 . _ - @`.
    package static func isLogin(_ text: String) -> Bool {
        RegistryLimits.loginLength.contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte)
                    || [0x2D, 0x2E, 0x40, 0x5F].contains(byte)
            }
    }
}
