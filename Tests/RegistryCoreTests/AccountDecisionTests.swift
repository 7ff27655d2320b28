// Literals of the tests themselves: one that is no code or date should end the run.
// swift-format-ignore-file: NeverForceUnwrap

import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Accounts and grants")
struct AccountDecisionTests {
    private let haizhu = UnitReference(.district, "440105")

    private func official(_ code: String = "440105") -> Caller {
        Caller(
            subject: "official", role: .district, unit: UnitReference(.district, code),
            scope: .districts([DistrictCode(code)!]))
    }

    private let city = Caller(
        subject: "city", role: .city, unit: UnitReference(.city, "440100"), scope: .all)

    private func grant(
        _ role: Role = .district, at unit: UnitReference = UnitReference(.district, "440105")
    ) -> GrantRole {
        GrantRole(grantID: GrantID(.version7()), role: role, unit: unit, district: Example.haizhu)
    }

    private func account(_ grant: GrantRole?) throws -> Decision<Account> {
        try CreateAccount(
            id: AccountID(.version7()), kind: .person, login: "li.lei", displayName: "李雷",
            homeDistrict: Example.city, grant: grant
        ).decide(isLoginTaken: false, now: Example.now)
    }

    @Test("An account belongs to the district of its first unit, or else to its maker's")
    func home() throws {
        let granted = try account(grant())
        #expect(granted.changes.map(\.event.name) == ["AccountCreated", "RoleGranted"])
        #expect(granted.state.district == Example.haizhu && granted.state.version == 2)
        #expect(try account(nil).state.district == Example.city)
    }

    @Test("A login has 3-64 lower-case letters, digits or . _ - @ and is unique")
    func logins() throws {
        for login in ["admin", "li.lei@haizhu", "a-1", String(repeating: "a", count: 64)] {
            #expect(CreateAccount.isLogin(login))
        }
        for login in ["ab", "Admin", "李雷雷", "a b c", "", String(repeating: "a", count: 65)] {
            #expect(!CreateAccount.isLogin(login))
        }
        func create(_ login: String, _ name: String, taken: Bool) throws -> Decision<Account> {
            try CreateAccount(
                id: AccountID(.version7()), kind: .person, login: login, displayName: name,
                homeDistrict: Example.city, grant: nil
            ).decide(isLoginTaken: taken, now: Example.now)
        }
        #expect(try refusal { try create("Admin", "a", taken: false) }.slug == "bad-login")
        #expect(try refusal { try create("admin", "a", taken: true) }.slug == "login-taken")
        #expect(try refusal { try create("admin", "", taken: false) }.slug == "bad-name")
    }

    @Test("Each role is held at its kind of unit, the service role at none")
    func shapes() throws {
        try GrantAuthority.checkShape(.auditor, at: haizhu)
        try GrantAuthority.checkShape(.auditor, at: UnitReference(.city, "440100"))
        #expect(
            try refusal { try GrantAuthority.checkShape(.city, at: haizhu) }.slug
                == "role-unit-mismatch")
        #expect(
            try refusal { try GrantAuthority.checkShape(.service, at: haizhu) }.slug
                == "service-role")
    }

    @Test("A district official gives district, group and school roles of that district only")
    func authority() throws {
        for role in [Role.district, .group, .school] {
            try GrantAuthority.check(official(), gives: role, in: Example.haizhu)
            #expect(
                try refusal {
                    try GrantAuthority.check(official(), gives: role, in: Example.yuexiu)
                }.kind == .permission)
        }
        for role in [Role.city, .auditor] {
            #expect(
                try refusal {
                    try GrantAuthority.check(official(), gives: role, in: Example.haizhu)
                }.slug == "beyond-authority")
        }
        try GrantAuthority.check(city, gives: .city, in: Example.city)
        let school = Caller(
            subject: "s", role: .school, unit: UnitReference(.school, "x"), scope: .all)
        #expect(
            try refusal {
                try GrantAuthority.check(school, gives: .school, in: Example.haizhu)
            }.slug == "beyond-authority")
    }

    @Test("A role is given once, withdrawn once, and may then be given again")
    func granting() throws {
        let held = try account(grant()).state
        #expect(
            try refusal { try grant().decide(held, now: Example.now) }.slug
                == "already-granted")
        let revoke = RevokeGrant(grantID: held.grants[0].id, reason: "调离")
        let revoked = try revoke.decide(held, by: city, now: Example.now)
        #expect(revoked.changes.map(\.event.name) == ["RoleRevoked"])
        #expect(revoked.state.grants.count == 1 && revoked.state.grants[0].revokedAt != nil)
        #expect(
            try refusal { try revoke.decide(revoked.state, by: city, now: Example.now) }.slug
                == "already-revoked")
        #expect(try grant().decide(revoked.state, now: Example.now).state.grants.count == 2)
    }

    @Test("Nobody withdraws a role of their own or beyond their authority")
    func revoking() throws {
        let held = try account(grant()).state
        let revoke = RevokeGrant(grantID: held.grants[0].id, reason: "")
        let self_ = Caller(
            subject: held.id.description, role: .district, unit: haizhu,
            scope: .districts([Example.haizhu]))
        #expect(
            try refusal { try revoke.decide(held, by: self_, now: Example.now) }.slug
                == "own-grant")
        #expect(
            try refusal {
                try revoke.decide(held, by: official("440104"), now: Example.now)
            }.slug == "beyond-authority")
        let other = RevokeGrant(grantID: GrantID(.version7()), reason: "")
        #expect(
            try refusal { try other.decide(held, by: city, now: Example.now) }.slug
                == "grant-not-found")
    }

    @Test("No event of an account names a person or a login")
    func noNames() throws {
        let text = try account(grant()).changes.map { "\($0.event)" }.joined()
        #expect(!text.contains("李雷") && !text.contains("li.lei"))
    }
}
