import Foundation
import JWTKit

/// Signs and opens compact JWTs with exactly one algorithm, ES256.
enum SignedToken {
    /// The longest token that is looked at, in bytes.
    static let bytesMax = 8192

    /// Signs claims; the header names the key.
    static func sign(_ claims: some JWTPayload, with pair: KeyPair) async throws -> String {
        let kid = JWKIdentifier(string: pair.id)
        let keys = await JWTKeyCollection().add(ecdsa: pair.privateKey, kid: kid)
        return try await keys.sign(claims, kid: kid)
    }

    /// The key id in a token's header, unverified.
    ///
    /// - Throws: ``IdentityError/malformed(reason:)`` also for any algorithm but ES256: what a
    ///   token says about itself must not choose how it is checked.
    static func keyID(of token: String) throws -> String {
        guard token.utf8.count <= bytesMax else {
            throw IdentityError.malformed(reason: "longer than \(bytesMax) bytes")
        }
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = base64URLDecode(parts[0]) else {
            throw IdentityError.malformed(reason: "not three parts in base64url")
        }
        let header: Header
        do {
            header = try JSONDecoder().decode(Header.self, from: bytes)
        } catch {
            throw IdentityError.malformed(reason: "header: \(error)")
        }
        guard header.alg == "ES256" else {
            throw IdentityError.malformed(reason: "algorithm \(header.alg ?? "none")")
        }
        guard let kid = header.kid, KeyPair.isKeyID(kid) else {
            throw IdentityError.malformed(reason: "no usable key id")
        }
        return kid
    }

    /// The claims of a token signed by this key. Throws ``IdentityError/malformed(reason:)``.
    static func open<Claims: JWTPayload>(
        _ token: String, as type: Claims.Type, key: ES256PublicKey
    ) async throws -> Claims {
        do {
            return try await JWTKeyCollection().add(ecdsa: key).verify(token, as: type)
        } catch {
            throw IdentityError.malformed(reason: "\(error)")
        }
    }

    private struct Header: Decodable {
        let alg: String?
        let kid: String?
    }

    private static func base64URLDecode(_ text: some Sequence<UInt8>) -> Data? {
        var standard = String(decoding: Array(text), as: UTF8.self)
            .replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        return Data(base64Encoded: standard)
    }
}
