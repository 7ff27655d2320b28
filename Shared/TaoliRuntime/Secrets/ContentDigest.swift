import Crypto
package import Foundation

/// SHA-256 of content that comes in pieces, such as a file larger than memory (FIPS 180-4).
package struct ContentDigest: Sendable {
    private var hash = SHA256()

    package init() {}

    /// Adds bytes behind those given before.
    package mutating func update(_ piece: some DataProtocol) { hash.update(data: piece) }

    /// Lower-case hexadecimal of everything so far.
    package func hexDigest() -> String {
        hash.finalize().map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
