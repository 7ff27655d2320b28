package import Foundation

extension UUID {
    /// A UUIDv7 (RFC 9562, section 5.7).
    ///
    /// - Parameters:
    ///   - milliseconds: Unix time; the upper 16 bits are dropped.
    ///   - random: 80 bits of which 74 are used.
    package init(version7 milliseconds: UInt64, random: (UInt16, UInt64)) {
        func byte(_ value: UInt64, _ shift: UInt64) -> UInt8 {
            UInt8(truncatingIfNeeded: value >> shift)
        }
        let high = 0x7000 | (random.0 & 0x0FFF)
        let low = (random.1 & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        self.init(
            uuid: (
                byte(milliseconds, 40), byte(milliseconds, 32), byte(milliseconds, 24),
                byte(milliseconds, 16), byte(milliseconds, 8), byte(milliseconds, 0),
                UInt8(truncatingIfNeeded: high >> 8), UInt8(truncatingIfNeeded: high),
                byte(low, 56), byte(low, 48), byte(low, 40), byte(low, 32),
                byte(low, 24), byte(low, 16), byte(low, 8), byte(low, 0)
            ))
    }

    /// A UUIDv7 of this moment with fresh randomness. For shells and callers, never for Core.
    package static func version7() -> UUID {
        UUID(
            version7: UInt64(max(0, Date().timeIntervalSince1970 * 1000)),
            random: (UInt16.random(in: .min ... .max), UInt64.random(in: .min ... .max)))
    }

    /// A UUIDv7 that depends on a name alone: the same name, the same id. Scheduled rows and import
    /// batches derive their request ids so, which makes a repeated run harmless.
    package init(version7 milliseconds: UInt64, derivedFrom digest: some Sequence<UInt8>) {
        var iterator = digest.makeIterator()
        func next() -> UInt64 { UInt64(iterator.next() ?? 0) }
        let first = UInt16(next() << 8 | next())
        var second: UInt64 = 0
        for _ in 0..<8 { second = second << 8 | next() }
        self.init(version7: milliseconds, random: (first, second))
    }

    /// The Unix milliseconds inside a UUIDv7; `nil` for any other version or variant.
    package var version7Milliseconds: UInt64? {
        guard uuid.6 >> 4 == 7, uuid.8 >> 6 == 0b10 else { return nil }
        return [uuid.0, uuid.1, uuid.2, uuid.3, uuid.4, uuid.5]
            .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
}
