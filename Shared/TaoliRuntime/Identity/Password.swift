import Crypto
import CryptoExtras
import Dispatch
import Foundation

/// Hashes passwords with scrypt (RFC 7914) and checks them.
///
/// The stored form carries its parameters, so that they can rise later:
/// `$scrypt$ln=14,r=8,p=5$<salt>$<hash>`, salt and hash in base64. The work runs one at a time on
/// a queue of its own: it takes about a fifth of a second and 16 MiB, and must not hold up calls.
package enum Password {
    /// Characters a password has at least.
    package static let charactersMin = 10
    /// Bytes of a password in UTF-8 at most.
    package static let bytesMax = 1024

    private static let queue = DispatchQueue(label: "taoli.password")

    /// The stored form of a password. The salt is fresh.
    package static func hash(_ password: String, cost: PasswordCost = .standard) async throws
        -> String
    {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        let derived = try await derive(password, salt: salt, cost)
        return "$scrypt$\(cost.text)$\(Data(salt).base64EncodedString())"
            + "$\(Data(derived).base64EncodedString())"
    }

    /// Whether a password is the one stored; compared in constant time. A stored form that cannot
    /// be read fits no password.
    package static func verify(_ password: String, stored: String) async throws -> Bool {
        let parts = stored.split(separator: "$").map(String.init)
        guard (1...bytesMax).contains(password.utf8.count), parts.count == 4, parts[0] == "scrypt",
            let cost = PasswordCost(parts[1]), let salt = Data(base64Encoded: parts[2]),
            let expected = Data(base64Encoded: parts[3]), expected.count == 32
        else { return false }
        let derived = try await derive(password, salt: Array(salt), cost)
        return zip(derived, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Does the work of a check for an account that does not exist, so that the time of an answer
    /// does not tell which names exist.
    package static func pretend(_ password: String, cost: PasswordCost = .standard) async throws {
        guard password.utf8.count <= bytesMax else { return }
        _ = try await derive(password, salt: Array(repeating: 0, count: 16), cost)
    }

    private static func derive(_ password: String, salt: [UInt8], _ cost: PasswordCost)
        async throws -> [UInt8]
    {
        // One spelling of a character: what a keyboard composes differs between systems.
        var bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        // The library dereferences the first byte.
        if bytes.isEmpty { bytes = [0] }
        let passphrase = bytes
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        try KDF.Scrypt.deriveKey(
                            from: passphrase, salt: salt, outputByteCount: 32,
                            rounds: 1 << cost.logRounds, blockSize: cost.blockSize,
                            parallelism: cost.parallelism
                        ).withUnsafeBytes { Array($0) }
                    })
            }
        }
    }
}
