/// Which rows of a file bear which id, in bounded memory: twelve bytes an id.
///
/// Ids are kept as 64-bit fingerprints (FNV-1a, then mixed). Among 1,000,000 different ids two
/// share one with a probability of 3 in 100 million; the harm would be two rows refused with each
/// other's numbers in the message.
struct FileIDs: Sendable {
    private var first: [UInt64: UInt32] = [:]
    private var second: [UInt64: UInt32] = [:]
    /// Rows to which an answer gave the id.
    private var answered: [UInt64: [UInt32]] = [:]

    /// Notes an id that stands in the file.
    mutating func note(_ key: UInt64, row: Int) {
        let number = UInt32(truncatingIfNeeded: row)
        if first[key] == nil {
            first[key] = number
        } else if second[key] == nil {
            second[key] = number
        }
    }

    /// Notes an id that an answer gives to a row without one.
    mutating func noteAnswered(_ key: UInt64, row: Int) {
        answered[key, default: []].append(UInt32(truncatingIfNeeded: row))
    }

    /// Another row of the file with the same id, if there is one.
    func other(_ key: UInt64, than row: Int) -> Int? {
        guard let second = second[key] else { return nil }
        let first = first[key].map(Int.init) ?? row
        return first == row ? Int(second) : first
    }

    /// Another row that bears the id, in the file or by an answer.
    func conflict(ofAnswered key: UInt64, row: Int) -> Int? {
        if let inFile = first[key] { return Int(inFile) }
        return answered[key]?.first { Int($0) != row }.map(Int.init)
    }
}

/// 64-bit fingerprints of texts, the same in every process.
enum Fingerprint {
    static func of(_ texts: String...) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for text in texts {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            // A byte that UTF-8 never has separates the texts.
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        // SplitMix64's last step spreads what FNV leaves in the low bits.
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 31)
    }
}
