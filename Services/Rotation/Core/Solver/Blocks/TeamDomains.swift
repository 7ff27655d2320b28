/// For each receiving school the sets of senders that are still possible.
struct TeamDomains: Sendable {
    var sets: [SubsetBits]

    /// A sender of a block whose coming is open.
    struct Question: Hashable, Sendable {
        let block: Int
        let sender: Int
    }

    /// Senders that are in every set, and those that are in some.
    func range(_ block: Int, _ split: ReceiverBlocks) -> (all: UInt32, some: UInt32) {
        var (all, some) = (UInt32.max, UInt32(0))
        for (place, subset) in split.blocks[block].subsets.enumerated()
        where sets[block].contains(place) {
            all &= subset
            some |= subset
        }
        return (all & some, some)
    }

    /// What is not decided.
    func questions(_ split: ReceiverBlocks) -> [Question] {
        sets.indices.flatMap { block -> [Question] in
            let (all, some) = range(block, split)
            return split.blocks[block].senders.indices.filter {
                (some & ~all) >> UInt32($0) & 1 == 1
            }
            .map { Question(block: block, sender: $0) }
        }
    }

    /// With one question answered.
    func answered(_ question: Question, comes: Bool, _ split: ReceiverBlocks) -> TeamDomains {
        var other = self
        other.keep(in: question.block, split) {
            ($0 >> UInt32(question.sender) & 1 == 1) == comes
        }
        return other
    }

    /// Whether some receiving school has no set left, so that there is no solution.
    var isEmpty: Bool { sets.contains(where: \.isEmpty) }

    /// Drops the sets of a block that are not wanted.
    mutating func keep(in block: Int, _ split: ReceiverBlocks, _ isWanted: (UInt32) -> Bool) {
        for (place, subset) in split.blocks[block].subsets.enumerated()
        where sets[block].contains(place) && !isWanted(subset) {
            sets[block].remove(place)
        }
    }

    /// The values that columns have in all solutions within the domains.
    func held(_ split: ReceiverBlocks) -> [Int?] {
        var values = [Int?](repeating: nil, count: split.program.columnCount)
        for (number, block) in split.blocks.enumerated() {
            let (all, some) = range(number, split)
            for sender in block.senders.indices {
                let column = block.teamColumns[sender]
                if some >> UInt32(sender) & 1 == 0 {
                    if column >= 0 { values[column] = 0 }
                    for subject in 0..<block.subjectCount {
                        for move in block.pools[sender * block.subjectCount + subject] {
                            values[move] = 0
                        }
                    }
                } else if all >> UInt32(sender) & 1 == 1, column >= 0 {
                    values[column] = 1
                }
            }
        }
        return values
    }

    /// The sets of senders that a solution uses.
    init(_ solution: [Int], _ split: ReceiverBlocks) {
        sets = split.blocks.map { block in
            var senders: UInt32 = 0
            for (pool, columns) in block.pools.enumerated()
            where columns.contains(where: { solution[$0] == 1 }) {
                senders |= 1 << UInt32(pool / block.subjectCount)
            }
            var own = SubsetBits()
            if let place = block.subsets.firstIndex(of: senders) { own.insert(place) }
            return own
        }
    }

    /// Every set of senders of every block.
    init(allOf split: ReceiverBlocks) {
        sets = split.blocks.map { SubsetBits(first: $0.subsets.count) }
    }
}
