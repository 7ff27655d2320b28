import Foundation

/// XOR of 128-bit event ids: with a count it tells whether two sets of events are equal.
struct Fingerprint: Hashable {
    private var high: UInt64 = 0
    private var low: UInt64 = 0

    init() {}

    mutating func toggle(_ id: UUID) {
        let bytes = withUnsafeBytes(of: id.uuid) { Array($0) }
        high ^= bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low ^= bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// 128 binary digits, the text form of `bit(128)`.
    var bits: String {
        [high, low].map { half in
            let digits = String(half, radix: 2)
            return String(repeating: "0", count: 64 - digits.count) + digits
        }.joined()
    }
}
