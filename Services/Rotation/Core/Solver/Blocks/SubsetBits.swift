/// Some of a block's sets of senders, by their places in ``ReceiverBlock/subsets``.
struct SubsetBits: Hashable, Sendable {
    /// Places are below it: nine senders, four of whom come at most.
    static let capacity = 256

    private var words = SIMD4<UInt64>(repeating: 0)

    /// None.
    init() {}

    /// The first `count` places.
    init(first count: Int) {
        for place in 0..<count { insert(place) }
    }

    var isEmpty: Bool { words == SIMD4(repeating: 0) }

    /// The least place in it.
    var first: Int? {
        for word in 0..<4 where words[word] != 0 {
            return word * 64 + words[word].trailingZeroBitCount
        }
        return nil
    }

    func contains(_ place: Int) -> Bool { words[place >> 6] >> UInt64(place & 63) & 1 == 1 }

    mutating func insert(_ place: Int) { words[place >> 6] |= 1 << UInt64(place & 63) }

    mutating func remove(_ place: Int) { words[place >> 6] &= ~(1 << UInt64(place & 63)) }

    mutating func formUnion(_ other: SubsetBits) { words |= other.words }

    func isSubset(of other: SubsetBits) -> Bool { words & ~other.words == SIMD4(repeating: 0) }
}
