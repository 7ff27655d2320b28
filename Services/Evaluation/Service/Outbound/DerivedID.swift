import Crypto
import Foundation

/// Ids that follow from what they are of, so that doing a thing again finds what was done.
enum DerivedID {
    /// The same text gives the same id (RFC 9562, version 8: bits of a hash).
    static func of(_ text: String) -> UUID {
        var bytes = Array(SHA256.hash(data: Data(text.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
