package import Foundation
import JWTKit
import TaoliModels

/// A program account's signed statement "I am this account, now" (RFC 7523, section 2.2), which
/// `IdentityService` exchanges for an access token.
package struct Assertion: Hashable, Sendable {
    /// The account's id: issuer and subject alike.
    package let account: String
    /// The assertion's own id; whoever exchanges assertions refuses one seen before.
    package let id: String
    /// Until when it is valid, and so how long its id must be remembered.
    package let expires: Date

    /// The longest validity, in seconds.
    package static let lifetimeMax: Int64 = 5 * 60

    /// Signs an assertion.
    ///
    /// - Parameters:
    ///   - account: the account's id.
    ///   - pair: the account's key.
    ///   - audience: who may exchange it, e.g. `taoli-registry`.
    package static func sign(
        account: String, pair: KeyPair, audience: String, id: UUID = .version7(), now: Date = Date()
    ) async throws -> String {
        let issued = Int64(now.timeIntervalSince1970)
        let claims = AssertionClaims(
            iss: account, sub: account, aud: audience, iat: issued, exp: issued + 60,
            jti: id.uuidString.lowercased())
        return try await SignedToken.sign(claims, with: pair)
    }

    /// The key id an assertion names, unverified, to look up the account's public key with.
    ///
    /// - Throws: ``IdentityError/malformed(reason:)``.
    package static func keyID(of assertion: String) throws -> String {
        try SignedToken.keyID(of: assertion)
    }

    /// Checks signature, subject, audience and time. Whether the id was seen before is for the
    /// caller to check, in its database.
    ///
    /// - Parameter publicKeyPEM: the account's public key.
    /// - Throws: ``IdentityError``.
    package static func verify(
        _ assertion: String, publicKeyPEM: String, audience: String, now: Date = Date()
    ) async throws -> Assertion {
        _ = try SignedToken.keyID(of: assertion)
        guard let key = try? ES256PublicKey(pem: publicKeyPEM) else {
            throw IdentityError.malformed(reason: "the stored public key is not P-256 in PEM")
        }
        let claims = try await SignedToken.open(assertion, as: AssertionClaims.self, key: key)
        let seconds = Int64(now.timeIntervalSince1970)
        guard claims.iss == claims.sub, !claims.jti.isEmpty, claims.jti.utf8.count <= 64 else {
            throw IdentityError.malformed(reason: "issuer, subject or id")
        }
        guard claims.aud == audience else { throw IdentityError.audience }
        guard claims.exp > seconds else { throw IdentityError.expired }
        guard claims.iat <= seconds + TokenVerifier.clockSkew,
            claims.exp - claims.iat <= lifetimeMax
        else { throw IdentityError.lifetime }
        return Assertion(
            account: claims.sub, id: claims.jti,
            expires: Date(timeIntervalSince1970: Double(claims.exp)))
    }
}

/// The claims of an assertion.
private struct AssertionClaims: JWTPayload {
    let iss: String
    let sub: String
    let aud: String
    let iat: Int64
    let exp: Int64
    let jti: String

    /// Time and audience are checked by ``Assertion``, which is given the clock.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
