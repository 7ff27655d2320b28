/// Finds students who occur in two units, or twice, in memory that does not grow with students.
///
/// Ids are kept as 64-bit hashes. When more than `capacity` would be kept, only those below a limit
/// stay, and a further pass over the same rows looks at the rest: two passes for ten million. Two ids
/// may share a hash, so what is found is a suspicion, to be confirmed by the ids themselves.
package struct StudentRegister: Sendable {
    /// Six million entries: 64 MiB at most, 128 MiB where students occur under several keys.
    package static let standardCapacity = 6_000_000

    /// Hashes that were met in two units, or twice.
    package private(set) var suspects: Set<UInt64> = []
    private let capacity: Int
    private let low: UInt64
    /// Hashes from here on are left to a further pass.
    private var limit = UInt64.max
    private var hashes: [UInt64]
    /// What was said of each hash; empty until something is.
    private var marks: [UInt64] = []
    private var count = 0

    /// - Parameters:
    ///   - capacity: entries kept at most.
    ///   - low: the first hash that is looked at: 0, or `nextLow` of the pass before.
    package init(capacity: Int = StudentRegister.standardCapacity, low: UInt64 = 0) {
        self.capacity = capacity
        self.low = low
        hashes = Array(repeating: 0, count: 1024)
    }

    /// Where the next pass has to begin; `nil` when this one has seen all.
    package var nextLow: UInt64? { limit == .max ? nil : limit }

    /// Notes one row.
    ///
    /// - Parameters:
    ///   - student: the id.
    ///   - unit: where the student is.
    ///   - key: what a student may occur under several times, e.g. the subject; empty when a
    ///     student may occur once.
    package mutating func note(student: String, unit: String, key: String) {
        if key.isEmpty {
            // A mark of its own for every row: any repetition is a conflict.
            insert(StudentRegister.hash(student), mark: nil)
        } else {
            if marks.isEmpty { marks = Array(repeating: 0, count: hashes.count) }
            insert(StudentRegister.hash(student), mark: StudentRegister.hash(unit))
            insert(StudentRegister.hash(student, key), mark: nil)
        }
    }

    /// Hashes under which a row may be suspected.
    package static func hashes(student: String, key: String) -> [UInt64] {
        key.isEmpty ? [hash(student)] : [hash(student), hash(student, key)]
    }

    private mutating func insert(_ hash: UInt64, mark: UInt64?) {
        guard hash >= low, hash < limit else { return }
        var place = Int(truncatingIfNeeded: hash) & (hashes.count - 1)
        while hashes[place] != 0 {
            if hashes[place] == hash {
                if mark == nil || marks[place] != mark { suspects.insert(hash) }
                return
            }
            place = (place + 1) & (hashes.count - 1)
        }
        hashes[place] = hash
        if let mark { marks[place] = mark }
        count += 1
        if count > capacity {
            limit = low + (min(limit, .max) - low) / 2
            rebuild(places: hashes.count)
        } else if count * 4 > hashes.count * 3 {
            rebuild(places: hashes.count * 2)
        }
    }

    /// Moves all entries below the limit to fresh places.
    private mutating func rebuild(places: Int) {
        let (oldHashes, oldMarks) = (hashes, marks)
        hashes = Array(repeating: 0, count: places)
        if !oldMarks.isEmpty { marks = hashes }
        count = 0
        for (old, hash) in oldHashes.enumerated() where hash != 0 && hash < limit {
            var place = Int(truncatingIfNeeded: hash) & (places - 1)
            while hashes[place] != 0 { place = (place + 1) & (places - 1) }
            hashes[place] = hash
            if !oldMarks.isEmpty { marks[place] = oldMarks[old] }
            count += 1
        }
    }

    /// FNV-1a with the last step of MurmurHash3, which spreads it over all bits; never 0.
    private static func hash(_ text: String, _ more: String = "") -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for byte in text.utf8 { mix(byte) }
        if !more.isEmpty {
            mix(0x1F)
            for byte in more.utf8 { mix(byte) }
        }
        hash = (hash ^ (hash >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ (hash >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        hash ^= hash >> 33
        return max(1, min(hash, .max - 1))
    }
}
