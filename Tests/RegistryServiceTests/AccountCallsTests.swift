import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("Account calls on a real database")
struct AccountCallsTests {
    @Test("The city makes any account; a password is kept as scrypt only, and never in an event")
    func creating() async throws {
        try await RegistryFixture.with { city in
            let account = try await city.createAccount("li.lei")
            #expect(account.grants.map(\.unit) == ["district/440105"] && account.version == 2)
            let rows = try await city.service.database.superuser.query(
                "SELECT password_hash, district FROM registry.credential")
            let hash: String = try rows[0].get("password_hash")
            #expect(hash.hasPrefix("$scrypt$"))
            #expect(try rows[0].get("district", as: String.self) == "440105")
            let leaks = try await city.count(
                """
                SELECT count(*) FROM bus.outbox WHERE topic = 'taoli.registry.account' \
                AND position(convert_to('li.lei', 'UTF8') IN payload) > 0
                """)
            #expect(leaks == 0)
        }
    }

    @Test("A login is unique across districts, also where its holder cannot be seen")
    func uniqueLogin() async throws {
        try await RegistryFixture.with { city in
            _ = try await city.createAccount("shared", unit: "district/440104")
            let no = try await refusal {
                try await city.createAccount("shared", as: .district("440105"))
            }
            #expect(no.slug == "login-taken")
        }
    }

    @Test(
        "A district official gives district, group and school roles of the district, nothing else")
    func authority() async throws {
        try await RegistryFixture.with { city in
            let haizhu = Caller.district("440105")
            let group = try await city.found()
            let school = city.first.schoolID
            let account = try await city.createAccount("a.district", as: haizhu)
            _ = try await city.grant(
                account.id, role: "group", unit: "group/\(group.id)", as: haizhu)
            _ = try await city.grant(
                account.id, role: "school", unit: "school/\(school)", as: haizhu)
            for (role, unit) in [
                ("city", "city/440100"), ("auditor", "district/440105"),
                ("district", "district/440104"), ("school", "school/\(city.elsewhere.schoolID)"),
            ] {
                let no = try await refusal {
                    try await city.grant(account.id, role: role, unit: unit, as: haizhu)
                }
                #expect([.permission, .notFound].contains(no.kind))
            }
            let service = try await refusal {
                try await city.grant(account.id, role: "service", unit: "city/440100")
            }
            #expect(service.slug == "service-role")
            let shape = try await refusal {
                try await city.grant(account.id, role: "school", unit: "district/440105")
            }
            #expect(shape.field == "grant.unit")
            let theirs = try await city.createAccount("b.district", unit: "district/440104")
            let unseen = try await refusal {
                try await city.grant(
                    theirs.id, role: "district", unit: "district/440105", as: haizhu)
            }
            #expect(unseen.kind == .notFound)
        }
    }

    @Test("A withdrawn role stays on record and may be given again")
    func revoking() async throws {
        try await RegistryFixture.with { city in
            let account = try await city.createAccount("li.lei")
            let twice = try await refusal {
                try await city.grant(account.id, role: "district", unit: "district/440105")
            }
            #expect(twice.slug == "already-granted")
            let revoked = try await city.revoke(account.grants[0].id, of: account.id)
            #expect(!revoked.grants[0].revokedAt.isEmpty && revoked.version == 3)
            let again = try await city.grant(
                account.id, role: "district", unit: "district/440105")
            #expect(again.grants.count == 2)
        }
    }

    @Test("Accounts are listed by login within the caller's scope, page by page")
    func listing() async throws {
        try await RegistryFixture.with { city in
            for (login, district) in [("ccc", "440105"), ("aaa", "440105"), ("bbb", "440104")] {
                _ = try await city.createAccount(login, unit: "district/\(district)")
            }
            let first = try await city.listAccounts(size: 2)
            let rest = try await city.listAccounts(size: 2, cursor: first.nextCursor)
            #expect((first.accounts + rest.accounts).map(\.login) == ["aaa", "bbb", "ccc"])
            #expect(rest.nextCursor.isEmpty)
            let haizhu = try await city.listAccounts(as: .district("440105"))
            #expect(haizhu.accounts.map(\.login) == ["aaa", "ccc"])
            #expect(haizhu.accounts[0].grants.count == 1)
        }
    }

    @Test(
        "A person has a password of 10-128 characters, a program a P-256 key, neither the other's")
    func proofs() async throws {
        try await RegistryFixture.with { city in
            let key = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            let cases: [(String, Spoiling)] = [
                ("bad-password", { $0.password = "short" }),
                ("bad-password", { $0.password = String(repeating: "a", count: 129) }),
                ("wrong-proof", { $0.publicKeyPem = "x" }),
                ("wrong-proof", { $0.kind = .program }),
                (
                    "bad-public-key",
                    {
                        $0.kind = .program
                        $0.password = ""
                        $0.publicKeyPem = key
                    }
                ),
                ("unknown-value", { $0.kind = .UNRECOGNIZED(7) }),
                ("bad-login", { $0.login = "Li Lei" }),
                ("bad-unit", { $0.grant.unit = "nowhere" }),
                ("unknown-value", { $0.grant.role = "king" }),
                ("not-found", { $0.grant.unit = "district/999999" }),
            ]
            for (slug, spoil) in cases {
                let no = try await refusal { try await city.createAccount("someone", spoil) }
                #expect(no.slug == slug && no.field != nil)
            }
            #expect(try await city.listAccounts().accounts.isEmpty)
        }
    }

    private typealias Spoiling = @Sendable (inout Taoli_Registry_V1_CreateAccountRequest) -> Void
}
