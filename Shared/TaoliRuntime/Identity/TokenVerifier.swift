package import Foundation
package import TaoliModels

/// Turns a bearer token into a caller, or says why not.
package protocol CallerVerifier: Sendable {
    /// - Throws: ``IdentityError``.
    func caller(of token: String, now: Date) async throws -> Caller
}

/// Verifies access tokens with public keys from a folder; never asks another service.
///
/// Registry's keys (`registry` and `registry-…`) alone may speak for people and programs. Any
/// other key is a service's and is accepted only for `service:<name>` with the name equal to its
/// id, so that a service that is taken over cannot act as an official.
package struct TokenVerifier: CallerVerifier {
    /// Difference between two machines' clocks that is forgiven, in seconds.
    package static let clockSkew: Int64 = 60
    /// Beginning of the ids of registry's keys.
    package static let registryPrefix = "registry"

    private let folder: KeyFolder
    private let audience: String

    /// - Parameters:
    ///   - folder: path of the folder of `<kid>.pem`.
    ///   - audience: this service's name, e.g. `rotation`.
    /// - Throws: ``IdentityError/keyFile(path:reason:)`` when the folder holds no key.
    package init(folder: String, audience: String) throws {
        self.folder = KeyFolder(folder)
        self.audience = audience
        try self.folder.load()
    }

    package func caller(of token: String, now: Date) async throws -> Caller {
        let kid = try SignedToken.keyID(of: token)
        guard let key = folder.key(kid) else { throw IdentityError.unknownKey(kid) }
        let claims = try await SignedToken.open(token, as: AccessClaims.self, key: key)
        try Self.check(claims, kid: kid)
        try checkTime(claims, now: now)
        guard claims.aud.contains(audience) else { throw IdentityError.audience }
        guard let caller = claims.caller else {
            throw IdentityError.malformed(reason: "claims without a known meaning")
        }
        return caller
    }

    /// Whether a key id is one of registry's: `registry` or `registry-…`.
    package static func isRegistryKey(_ kid: String) -> Bool {
        kid == registryPrefix || kid.hasPrefix(registryPrefix + "-")
    }

    private static func check(_ claims: AccessClaims, kid: String) throws {
        if isRegistryKey(kid) {
            // Registry's key may also speak for registry itself.
            guard claims.role != Role.service.rawValue || claims.sub == "service:registry" else {
                throw IdentityError.keyNotAllowed(key: kid, subject: claims.sub)
            }
            guard claims.sub.hasPrefix("service:") == (claims.role == Role.service.rawValue) else {
                throw IdentityError.keyNotAllowed(key: kid, subject: claims.sub)
            }
            return
        }
        guard claims.role == Role.service.rawValue, claims.sub == "service:\(kid)" else {
            throw IdentityError.keyNotAllowed(key: kid, subject: claims.sub)
        }
    }

    private func checkTime(_ claims: AccessClaims, now: Date) throws {
        let seconds = Int64(now.timeIntervalSince1970)
        guard claims.exp > seconds else { throw IdentityError.expired }
        guard claims.iat <= seconds + Self.clockSkew,
            claims.exp - claims.iat <= TokenSigner.lifetime
        else { throw IdentityError.lifetime }
    }
}
