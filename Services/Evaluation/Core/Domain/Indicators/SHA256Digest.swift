/// SHA-256 (FIPS 180-4): here and not from a library, because a Core has no cryptography to import
/// and needs no more than a fingerprint of a few kilobytes.
enum SHA256Digest {
    /// The digest in lower-case hexadecimal.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        var padded = bytes
        padded.append(0x80)
        while padded.count % 64 != 56 { padded.append(0) }
        let bits = UInt64(bytes.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) {
            padded.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
        var state = initial
        for start in stride(from: 0, to: padded.count, by: 64) {
            compress(padded[start..<(start + 64)], &state)
        }
        return state.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    private static func compress(_ block: ArraySlice<UInt8>, _ state: inout [UInt32]) {
        var words = [UInt32](repeating: 0, count: 64)
        for (place, byte) in block.enumerated() {
            words[place / 4] = words[place / 4] << 8 | UInt32(byte)
        }
        for place in 16..<64 {
            let (far, near) = (words[place - 15], words[place - 2])
            let first = rotate(far, 7) ^ rotate(far, 18) ^ (far >> 3)
            let second = rotate(near, 17) ^ rotate(near, 19) ^ (near >> 10)
            words[place] = words[place - 16] &+ first &+ words[place - 7] &+ second
        }
        var s = state
        for place in 0..<64 {
            let mix = rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)
            let choice = (s[4] & s[5]) ^ (~s[4] & s[6])
            let one = s[7] &+ mix &+ choice &+ constants[place] &+ words[place]
            let turn = rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)
            let majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2])
            s = [one &+ turn &+ majority, s[0], s[1], s[2], s[3] &+ one, s[4], s[5], s[6]]
        }
        for place in state.indices { state[place] &+= s[place] }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    /// Fractional parts of the square roots of the first eight primes.
    private static let initial = primes(8).map { fraction(Double($0).squareRoot()) }
    /// Fractional parts of the cube roots of the first 64 primes.
    private static let constants = primes(64).map { fraction(cubeRoot($0)) }

    private static func primes(_ count: Int) -> [Int] {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < count {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }

    /// The first 32 bits behind the point.
    private static func fraction(_ root: Double) -> UInt32 {
        UInt32((root - root.rounded(.down)) * 4_294_967_296)
    }

    private static func cubeRoot(_ number: Int) -> Double {
        var root = Double(number)
        for _ in 0..<100 { root -= (root * root * root - Double(number)) / (3 * root * root) }
        return root
    }
}
