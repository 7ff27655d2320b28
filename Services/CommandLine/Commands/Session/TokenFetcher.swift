import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// Gets access tokens from registry: a program exchanges a signed assertion, a person refreshes.
struct TokenFetcher: Sendable {
    /// Who may exchange an assertion (import path of `IdentityService`, identity.proto).
    static let assertionAudience = "taoli-registry"

    let identity: Identity
    let endpoints: Endpoints

    /// Tokens for one service that renew themselves.
    func source(for service: ServiceName) -> RenewingToken {
        RenewingToken { try await fetch(for: service) }
    }

    private func fetch(for service: ServiceName) async throws -> (token: String, expires: Date) {
        switch identity {
        case .program(let file): try await exchange(file, service)
        case .person(let store): try await stored(store, service)
        }
    }

    private func exchange(_ file: KeyFile, _ service: ServiceName) async throws
        -> (token: String, expires: Date)
    {
        let now = Date()
        let assertion = try await Assertion.sign(
            account: file.accountID, pair: file.keyPair(), audience: TokenFetcher.assertionAudience)
        let tokens = try await withIdentityService { identity in
            try await identity.exchangeAssertion(
                .with {
                    $0.assertion = assertion
                    $0.audiences = [service.rawValue]
                }
            ).tokens
        }
        guard let token = tokens.accessTokens[service.rawValue] else {
            throw Identity.notSignedIn
        }
        return (token, now.addingTimeInterval(TimeInterval(tokens.expiresInSeconds)))
    }

    private func stored(_ store: TokenStore, _ service: ServiceName) async throws
        -> (token: String, expires: Date)
    {
        if let ready = usable(store.load(), service) { return ready }
        return try await store.locked {
            // Another command may have refreshed while this one waited.
            guard let kept = store.load() else { throw Identity.notSignedIn }
            if let ready = usable(kept, service) { return ready }
            let now = Date()
            let tokens = try await refresh(kept)
            let fresh = StoredTokens(login: kept.login, tokens, now: now)
            try store.save(fresh)
            guard let token = fresh.accessTokens[service.rawValue] else {
                throw Identity.notSignedIn
            }
            return (token, fresh.expiresAt)
        }
    }

    private func usable(_ kept: StoredTokens?, _ service: ServiceName)
        -> (token: String, expires: Date)?
    {
        guard let kept else { return nil }
        return kept.token(for: service, now: Date(), margin: RenewingToken.margin)
            .map { ($0, kept.expiresAt) }
    }

    private func refresh(_ kept: StoredTokens) async throws -> Taoli_Registry_V1_Tokens {
        do {
            return try await withIdentityService { identity in
                try await identity.refresh(
                    .with {
                        $0.refreshToken = kept.refreshToken
                        $0.audiences = ServiceName.allCases.map(\.rawValue)
                    }
                ).tokens
            }
        } catch let failure as ServiceFailure
            where CommandExit(failure.failure) == .noPermission
            || CommandExit(failure.failure) == .dataInvalid
        {
            throw Identity.notSignedIn
        }
    }

    /// Calls `IdentityService`, which needs no token.
    func withIdentityService<Result: Sendable>(
        _ body:
            @Sendable (any Taoli_Registry_V1_IdentityService.ClientProtocol) async throws ->
            Result
    ) async throws -> Result {
        try await Remote.connect(.registry, endpoints[.registry], tokens: FixedToken(nil)) {
            remote in
            try await body(Taoli_Registry_V1_IdentityService.Client(wrapping: remote.grpc))
        }
    }
}
