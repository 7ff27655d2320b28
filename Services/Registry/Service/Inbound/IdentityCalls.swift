import Foundation
import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `IdentityService`: signing in. These calls need no token, so no answer tells more than it must.
struct IdentityCalls: Taoli_Registry_V1_IdentityService.SimpleServiceProtocol {
    /// Who an assertion must be made for (RFC 7523, section 3).
    static let assertionAudience = "taoli-registry"
    /// Services that tokens are made for.
    static let audiences = ["registry", "rotation", "evaluation", "notification"]
    static let assertionMax = 4096

    let store: IdentityStore
    let signer: TokenSigner
    /// Of the work done for a login that nobody has.
    let cost: PasswordCost
    let now: @Sendable () -> Date

    func signIn(
        request: Taoli_Registry_V1_SignInRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_SignInResponse {
        let audiences = try audiences(request.audiences)
        let grant = try grant(request.grantID)
        let login = try Input.text(
            "login", request.login, max: RegistryLimits.loginLength.upperBound)
        guard !request.password.isEmpty else {
            throw Input.invalid(
                "password", "missing-field", Wording("不能为空。", "It must not be empty."))
        }
        guard let attempt = try await store.attempt(login: login, now: now()) else {
            try await Password.pretend(request.password, cost: cost)
            throw IdentityCalls.denied
        }
        guard try await Password.verify(request.password, stored: attempt.passwordHash) else {
            throw IdentityCalls.denied
        }
        try await store.succeeded(attempt.account, now: now())
        let session = try await store.session(of: attempt.account, grant: grant)
        let refresh = RefreshToken()
        try await store.remember(refresh, of: session, now: now())
        let tokens = try await tokens(session, audiences, refresh: refresh)
        return .with { $0.tokens = tokens }
    }

    func refresh(
        request: Taoli_Registry_V1_RefreshRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_RefreshResponse {
        let audiences = try audiences(request.audiences)
        let presented = try Input.text(
            "refresh_token", request.refreshToken, max: IdentityCalls.assertionMax)
        let next = RefreshToken()
        guard let session = try await store.rotate(presented, to: next, now: now()) else {
            throw IdentityCalls.ended
        }
        let tokens = try await tokens(session, audiences, refresh: next)
        return .with { $0.tokens = tokens }
    }

    func exchangeAssertion(
        request: Taoli_Registry_V1_ExchangeAssertionRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_ExchangeAssertionResponse {
        let audiences = try audiences(request.audiences)
        let grant = try grant(request.grantID)
        let text = try Input.text("assertion", request.assertion, max: IdentityCalls.assertionMax)
        let account = try await verified(text)
        let session = try await store.session(of: account, grant: grant)
        let tokens = try await tokens(session, audiences, refresh: nil)
        return .with { $0.tokens = tokens }
    }

    /// The account that signed an assertion, whose id is used up.
    private func verified(_ text: String) async throws -> AccountID {
        do {
            let name = try Assertion.keyID(of: text)
            guard let program = try await store.program(named: name) else {
                throw IdentityError.unknownKey(name)
            }
            let assertion = try await Assertion.verify(
                text, publicKeyPEM: program.publicKeyPEM,
                audience: IdentityCalls.assertionAudience, now: now())
            // The key's name found the account; what was signed must name the same one.
            guard [name, program.id.description].contains(assertion.account.lowercased()) else {
                throw IdentityError.keyNotAllowed(key: name, subject: assertion.account)
            }
            guard try await store.use(assertion, by: program.id, now: now()) else {
                throw IdentityError.lifetime
            }
            return program.id
        } catch let error as IdentityError {
            throw CallFailure.unauthenticated(error.wording, next: IdentityCalls.nextForPrograms)
        }
    }

    private func tokens(
        _ session: Session, _ audiences: [String], refresh: RefreshToken?
    ) async throws -> Taoli_Registry_V1_Tokens {
        var access: [String: String] = [:]
        for audience in audiences {
            access[audience] = try await signer.sign(
                session.caller, audience: [audience], id: .version7(), now: now()
            ).token
        }
        return .with {
            $0.accessTokens = access
            $0.expiresInSeconds = TokenSigner.lifetime
            $0.refreshToken = refresh?.text ?? ""
            $0.role = session.grant.role.rawValue
            $0.unit = session.grant.unit.description
            switch session.scope {
            case .all: $0.allDistricts = true
            case .districts(let codes): $0.districts = codes.map(\.rawValue)
            }
        }
    }

    private func audiences(_ asked: [String]) throws -> [String] {
        guard !asked.isEmpty else { return IdentityCalls.audiences }
        for audience in asked where !IdentityCalls.audiences.contains(audience) {
            _ = try Input.known("audiences", String?.none, allowed: IdentityCalls.audiences)
        }
        return Set(asked).sorted()
    }

    private func grant(_ text: String) throws -> GrantID? {
        text.isEmpty ? nil : try Input.id("grant_id", text)
    }

    /// One answer to a wrong name, a wrong password and a locked account.
    private static let denied = CallFailure.unauthenticated(
        Wording(
            "登录名或密码不正确，或账号因连续失败 5 次被锁定 15 分钟。",
            "The login or password is not right, or 5 failures have locked the account for 15 minutes."
        ),
        next: Wording(
            "请核对后重试；若已多次失败，请等待 15 分钟。",
            "Check both and try again; after several failures wait 15 minutes."))

    private static let ended = CallFailure.unauthenticated(
        Wording("登录已结束。", "The session has ended."),
        next: Wording("请重新登录（taoli login）。", "Sign in again (taoli login)."))

    private static let nextForPrograms = Wording(
        "请用该账号的私钥重新签名（aud 为 taoli-registry，5 分钟内有效，每次换新的 jti）。",
        "Sign a new assertion with the account's key (aud taoli-registry, valid 5 minutes at most, a fresh jti)."
    )
}
