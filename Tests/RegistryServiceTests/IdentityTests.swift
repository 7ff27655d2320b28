import Foundation
import GRPCCore
import RegistryCore
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import Testing

@testable import RegistryService

/// A clock that only the test moves.
final class Moment: Sendable {
    private let value = Mutex(Date())
    var now: Date { value.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { value.withLock { $0 += seconds } }
}

/// Signing in on a real database.
struct SignIns: Sendable {
    let city: RegistryFixture
    let time = Moment()
    let calls: IdentityCalls
    private let call = ServerContext(
        descriptor: MethodDescriptor(fullyQualifiedService: "s", method: "m"), remotePeer: "test",
        localPeer: "test", cancellation: .init())

    init(_ city: RegistryFixture) throws {
        self.city = city
        let time = time
        let context = city.service.context
        calls = IdentityCalls(
            store: IdentityStore(pool: context.pool, scope: context.scope),
            signer: TokenSigner(
                pair: try KeyPair(generating: "registry-1"), issuer: "taoli/registry"),
            cost: .light,
            now: { time.now })
    }

    func signIn(
        _ login: String, _ password: String = RegistryFixture.password, grant: String = "",
        audiences: [String] = ["registry"]
    ) async throws -> Taoli_Registry_V1_Tokens {
        try await calls.signIn(
            request: .with {
                $0.login = login
                $0.password = password
                $0.audiences = audiences
                $0.grantID = grant
            }, context: call
        ).tokens
    }

    func refresh(_ token: String) async throws -> Taoli_Registry_V1_Tokens {
        try await calls.refresh(
            request: .with {
                $0.refreshToken = token
                $0.audiences = ["registry"]
            }, context: call
        ).tokens
    }

    func exchange(_ assertion: String) async throws -> Taoli_Registry_V1_Tokens {
        try await calls.exchangeAssertion(
            request: .with {
                $0.assertion = assertion
                $0.audiences = ["registry", "rotation"]
            }, context: call
        ).tokens
    }

    /// The token after so many refreshes, each so many seconds after the one before.
    func renewed(_ first: String, times: Int, every seconds: TimeInterval) async throws -> String {
        var token = first
        for _ in 0..<times {
            time.pass(seconds)
            token = try await refresh(token).refreshToken
        }
        return token
    }

    /// The failure of a sign-in; all look alike.
    func failure(_ body: () async throws -> Taoli_Registry_V1_Tokens) async throws -> CallFailure {
        do {
            _ = try await body()
        } catch let failure as CallFailure {
            return failure
        }
        Issue.record("it was let in")
        throw CancellationError()
    }
}

@Suite("Signing in with a password")
struct IdentityTests {
    @Test("A right password gives a token for each service asked for, in role and scope")
    func signingIn() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            _ = try await city.createAccount("li.lei")
            let tokens = try await signIns.signIn("li.lei", audiences: ["registry", "rotation"])
            #expect(tokens.accessTokens.keys.sorted() == ["registry", "rotation"])
            #expect(tokens.role == "district" && tokens.unit == "district/440105")
            #expect(tokens.districts == ["440105"] && !tokens.allDistricts)
            #expect(tokens.expiresInSeconds == 900 && !tokens.refreshToken.isEmpty)
            let account = try await city.listAccounts().accounts[0]
            #expect(!account.lastSignInAt.isEmpty && account.version == 2)
            let unknown = try await refusal {
                try await signIns.signIn("li.lei", audiences: ["billing"])
            }
            #expect(unknown.field == "audiences")
        }
    }

    @Test("A wrong password, an unknown login and a locked account get one and the same answer")
    func oneAnswer() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            _ = try await city.createAccount("li.lei")
            let unknown = try await signIns.failure { try await signIns.signIn("nobody") }
            for _ in 0..<IdentityStore.failuresMax {
                let wrong = try await signIns.failure {
                    try await signIns.signIn("li.lei", "wrong password")
                }
                #expect(wrong == unknown)
            }
            // Now it is locked: the right password is not let in either.
            #expect(try await signIns.failure { try await signIns.signIn("li.lei") } == unknown)
            signIns.time.pass(IdentityStore.lockedFor - 1)
            #expect(try await signIns.failure { try await signIns.signIn("li.lei") } == unknown)
            signIns.time.pass(2)
            #expect(try await signIns.signIn("li.lei").role == "district")
        }
    }

    @Test("Four failures do not lock; a right password forgets them")
    func forgetting() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            _ = try await city.createAccount("li.lei")
            for _ in 0..<2 {
                for _ in 1..<IdentityStore.failuresMax {
                    _ = try await signIns.failure {
                        try await signIns.signIn("li.lei", "wrong password")
                    }
                }
                #expect(try await signIns.signIn("li.lei").role == "district")
            }
        }
    }

    @Test("An account acts under its oldest role or the one it names, never under a withdrawn one")
    func grants() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            let account = try await city.createAccount("li.lei")
            let group = try await city.found()
            _ = try await city.join(city.elsewhere, group.id)
            let both = try await city.grant(account.id, role: "group", unit: "group/\(group.id)")
            let asGroup = try await signIns.signIn("li.lei", grant: both.grants[1].id)
            #expect(asGroup.role == "group" && asGroup.districts == ["440104", "440105"])
            _ = try await city.revoke(both.grants[0].id, of: account.id)
            #expect(try await signIns.signIn("li.lei").role == "group")
            let withdrawn = try await refusal {
                try await signIns.signIn("li.lei", grant: both.grants[0].id)
            }
            #expect(withdrawn.slug == "grant-not-held")
            _ = try await city.revoke(both.grants[1].id, of: account.id)
            #expect(try await refusal { try await signIns.signIn("li.lei") }.slug == "no-role")
        }
    }

    @Test("A school's people see its district and those of its groups; the city sees all")
    func scopes() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            let group = try await city.found()
            _ = try await city.join(city.elsewhere, group.id)
            _ = try await city.createAccount(
                "school", role: "school", unit: "school/\(city.elsewhere.schoolID)")
            #expect(try await signIns.signIn("school").districts == ["440104", "440105"])
            _ = try await city.createAccount("city", role: "city", unit: "city/440100")
            #expect(try await signIns.signIn("city").allDistricts)
        }
    }

    @Test("A refresh token works once; presented again it ends its whole family")
    func rotation() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            _ = try await city.createAccount("li.lei")
            let first = try await signIns.signIn("li.lei").refreshToken
            let other = try await signIns.signIn("li.lei").refreshToken
            let second = try await signIns.refresh(first).refreshToken
            #expect(second != first)
            _ = try await signIns.failure { try await signIns.refresh(first) }
            _ = try await signIns.failure { try await signIns.refresh(second) }
            // Another sign-in is another family.
            #expect(try await signIns.refresh(other).role == "district")
            _ = try await signIns.failure { try await signIns.refresh("made up") }
        }
    }

    @Test("A refresh token ends after 12 hours, its family after 7 days")
    func endings() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            _ = try await city.createAccount("li.lei")
            let late = try await signIns.signIn("li.lei")
            signIns.time.pass(43_201)
            _ = try await signIns.failure { try await signIns.refresh(late.refreshToken) }
            let first = try await signIns.signIn("li.lei")
            let last = try await signIns.renewed(first.refreshToken, times: 16, every: 36_000)
            signIns.time.pass(32_400)
            _ = try await signIns.failure { try await signIns.refresh(last) }
        }
    }

    @Test("A refresh token ends with the role it was given under")
    func endsWithRole() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            let account = try await city.createAccount("li.lei")
            let tokens = try await signIns.signIn("li.lei")
            _ = try await city.revoke(account.grants[0].id, of: account.id)
            let no = try await refusal { try await signIns.refresh(tokens.refreshToken) }
            #expect(no.slug == "no-role")
        }
    }

    @Test("The database holds no refresh token, only digests")
    func digests() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            _ = try await city.createAccount("li.lei")
            let token = try await signIns.signIn("li.lei").refreshToken
            let digest = Data(RefreshToken.digest(of: token))
            #expect(
                try await city.count(
                    "SELECT count(*) FROM registry.refresh_token WHERE digest = \(digest)") == 1)
        }
    }
}

@Suite("Signing in with a program's key")
struct AssertionTests {
    @Test("An assertion is exchanged once, for tokens without a refresh token")
    func exchange() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            let pair = try KeyPair(generating: "demo")
            let account = try await city.createProgram("demo", pair)
            let assertion = try await Assertion.sign(
                account: account.id, pair: pair, audience: IdentityCalls.assertionAudience)
            let tokens = try await signIns.exchange(assertion)
            #expect(tokens.accessTokens.keys.sorted() == ["registry", "rotation"])
            #expect(tokens.refreshToken.isEmpty && tokens.allDistricts)
            _ = try await signIns.failure { try await signIns.exchange(assertion) }
        }
    }

    @Test("Forged, foreign, expired and misdirected assertions are turned away")
    func refused() async throws {
        try await RegistryFixture.with { city in
            let signIns = try SignIns(city)
            let pair = try KeyPair(generating: "demo")
            let account = try await city.createProgram("demo", pair)
            let other = try await city.createProgram("other", try KeyPair(generating: "other"))
            let audience = IdentityCalls.assertionAudience
            let bad = [
                try await sign(account.id, KeyPair(generating: "demo"), audience),
                try await sign(other.id, pair, audience),
                try await sign(account.id, pair, "taoli-rotation"),
                try await sign(account.id, pair, audience, now: Date() - 600),
                try await sign(account.id, KeyPair(generating: "nobody"), audience),
                "not.a.token",
            ]
            for assertion in bad {
                _ = try await signIns.failure { try await signIns.exchange(assertion) }
            }
            let good = try await sign(account.id, pair, audience)
            #expect(try await signIns.exchange(good).role == "city")
            // A program has no password.
            _ = try await signIns.failure { try await signIns.signIn("demo") }
        }
    }

    private func sign(
        _ account: String, _ pair: KeyPair, _ audience: String, now: Date = Date()
    ) async throws -> String {
        try await Assertion.sign(account: account, pair: pair, audience: audience, now: now)
    }
}
