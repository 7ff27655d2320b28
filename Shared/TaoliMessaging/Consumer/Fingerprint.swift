import Foundation

/// XOR of 128-bit event ids: with a count it tells whether two sets of events are equal.
struct Fingerprint: Hashable {
    private var high: UInt64 = 0
    private var low: UInt64 = 0

    init() {}

    /// From 16 bytes; `nil` for another number of them.
    init?(_ bytes: Data) {
        guard bytes.count == 16 else { return nil }
        (high, low) = bytes.withUnsafeBytes(Self.halves)
    }

    /// From the text form of `bit(128)`; `nil` for anything else.
    init?(bits: String) {
        guard bits.utf8.count == 128, let high = UInt64(bits.prefix(64), radix: 2),
            let low = UInt64(bits.suffix(64), radix: 2)
        else { return nil }
        self.high = high
        self.low = low
    }

    /// Puts an event in, or takes it out again.
    mutating func toggle(_ id: UUID) {
        let halves = withUnsafeBytes(of: id.uuid, Self.halves)
        high ^= halves.high
        low ^= halves.low
    }

    /// 16 bytes, most significant first.
    private static func halves(_ bytes: UnsafeRawBufferPointer) -> (high: UInt64, low: UInt64) {
        (
            UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }

    /// The set that is in exactly one of the two.
    mutating func combine(_ other: Fingerprint) {
        high ^= other.high
        low ^= other.low
    }

    /// 16 bytes, most significant first.
    var bytes: Data {
        Data(
            [high, low].flatMap { half in
                (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) }
            })
    }

    /// 128 binary digits, the text form of `bit(128)`.
    var bits: String {
        [high, low].map { half in
            let digits = String(half, radix: 2)
            return String(repeating: "0", count: 64 - digits.count) + digits
        }.joined()
    }
}
