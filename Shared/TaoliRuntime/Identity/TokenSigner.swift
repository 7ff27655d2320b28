package import Foundation
package import TaoliModels

/// Makes access tokens. Registry signs for people and programs; a service signs for itself only.
package struct TokenSigner: Sendable {
    /// How long an access token is valid, in seconds (architecture, Identity).
    package static let lifetime: Int64 = 15 * 60

    private let pair: KeyPair
    private let issuer: String

    /// - Parameters:
    ///   - pair: the signing key; ids of registry's keys begin with `registry`, a service's key id
    ///     is its name.
    ///   - issuer: the deployment and service, e.g. `taoli/registry`.
    package init(pair: KeyPair, issuer: String) {
        self.pair = pair
        self.issuer = issuer
    }

    /// Signs a token for a caller.
    ///
    /// - Parameters:
    ///   - audience: the services that may accept it, e.g. `["registry", "rotation"]`.
    ///   - id: the token's own id; ids are made by the shell.
    ///   - now: the moment of issue.
    /// - Returns: the compact token and when it ends.
    package func sign(
        _ caller: Caller, audience: [String], id: UUID, now: Date = Date()
    ) async throws -> (token: String, expires: Date) {
        let issued = Int64(now.timeIntervalSince1970)
        let claims = AccessClaims(
            sub: caller.subject, role: caller.role.rawValue, unit: caller.unit?.description,
            scope: caller.scope.claim, aud: audience, iss: issuer, iat: issued,
            exp: issued + Self.lifetime, jti: id.uuidString.lowercased())
        let token = try await SignedToken.sign(claims, with: pair)
        return (token, Date(timeIntervalSince1970: Double(issued + Self.lifetime)))
    }

    /// Signs a token for this service itself: its name is the key's id, or `registry` for
    /// registry's numbered keys.
    package func signForSelf(audience: [String], now: Date = Date()) async throws
        -> (token: String, expires: Date)
    {
        let name = TokenVerifier.isRegistryKey(pair.id) ? TokenVerifier.registryPrefix : pair.id
        return try await sign(.service(name), audience: audience, id: .version7(), now: now)
    }
}
