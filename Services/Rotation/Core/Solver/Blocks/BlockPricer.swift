/// Finds a block's best solution at given costs, and a bound for every set of senders.
final class BlockPricer {
    let block: ReceiverBlock
    private let flow: BlockFlow
    private let starts: [Int]
    /// Columns in the order of `flow.marginals`.
    private var order: [Int32]
    /// What each set of senders costs at the last prices; a bound from below where it was seen that
    /// it is not the best, infinite where it cannot be.
    private(set) var values: [Int]
    private var isExact: [Bool]
    /// Cost of a team by sender.
    private var entries: [Int]
    private var singles: [Int]
    private var bestTaken: [Int]
    private var lastDomain = SubsetBits()
    /// Senders of any set of the last domain.
    private var possible: UInt32 = 0
    /// Place of the best set in `block.subsets`.
    private(set) var best = 0

    /// - Parameters:
    ///   - costs: of the program's columns, scaled.
    init(_ block: ReceiverBlock, costs: [Int]) {
        self.block = block
        var starts = [0]
        for pool in block.pools { starts.append(starts[starts.count - 1] + pool.count) }
        self.starts = starts
        order = block.pools.flatMap { $0.map { Int32($0) } }
        flow = BlockFlow(
            block, starts: starts,
            limits: zip(block.pools, block.limits).map { min($0.count, $1) },
            relief: block.openColumns.map { $0 < 0 ? 0 : costs[$0] })
        values = Array(repeating: 0, count: block.subsets.count)
        isExact = Array(repeating: false, count: block.subsets.count)
        entries = Array(repeating: 0, count: block.senders.count)
        singles = entries
        bestTaken = Array(repeating: 0, count: block.pools.count)
    }

    /// Solves at new costs.
    ///
    /// - Parameters:
    ///   - costs: of columns, prices taken off, scaled.
    ///   - domain: sets of senders that are still possible.
    /// - Returns: the least cost; infinite when no set is possible.
    func solve(_ costs: UnsafePointer<Int>, domain: SubsetBits) -> Int {
        sort(costs)
        if domain != lastDomain {
            lastDomain = domain
            possible = 0
            for (place, subset) in block.subsets.enumerated()
            where domain.contains(place) {
                possible |= subset
            }
        }
        for sender in block.senders.indices {
            let column = block.teamColumns[sender]
            entries[sender] = column < 0 ? 0 : costs[column]
            singles[sender] =
                possible >> UInt32(sender) & 1 == 1
                ? exact(UInt32(1) << UInt32(sender)) : BlockFlow.infinite
        }
        let empty = flow.solve(0) ?? 0
        var waiting: [(place: Int, bound: Int)] = []
        waiting.reserveCapacity(block.subsets.count)
        for (place, subset) in block.subsets.enumerated() {
            isExact[place] = false
            values[place] = BlockFlow.infinite
            guard domain.contains(place) else { continue }
            let bound = bound(subset, empty)
            guard bound < BlockFlow.infinite else { continue }
            values[place] = bound
            waiting.append((place, bound))
        }
        // The costs of sets are at least the sum of what their senders cost alone.
        waiting.sort { $0.bound < $1.bound }
        var least = BlockFlow.infinite
        for (place, bound) in waiting {
            if bound >= least { break }
            let value = exact(block.subsets[place])
            (values[place], isExact[place]) = (value, true)
            if value < least {
                (least, best) = (value, place)
                for pool in bestTaken.indices { bestTaken[pool] = flow.taken[pool] }
            }
        }
        return least
    }

    /// Without the sets that cost more than `most` at the last prices.
    func filtered(_ domain: SubsetBits, atMost most: Int) -> SubsetBits {
        var left = domain
        for place in values.indices where domain.contains(place) {
            if !isExact[place], values[place] <= most {
                (values[place], isExact[place]) = (exact(block.subsets[place]), true)
            }
            if values[place] > most { left.remove(place) }
        }
        return left
    }

    /// The columns of moves that the best solution takes.
    func forEachChosen(_ body: (Int) -> Void) {
        for pool in bestTaken.indices {
            for place in 0..<bestTaken[pool] { body(Int(order[starts[pool] + place])) }
        }
    }

    private func bound(_ subset: UInt32, _ empty: Int) -> Int {
        var sum = empty
        for sender in singles.indices where subset >> UInt32(sender) & 1 == 1 {
            guard singles[sender] < BlockFlow.infinite else { return BlockFlow.infinite }
            sum += singles[sender] - empty
        }
        return sum
    }

    private func exact(_ subset: UInt32) -> Int {
        guard var value = flow.solve(subset) else { return BlockFlow.infinite }
        for sender in entries.indices where subset >> UInt32(sender) & 1 == 1 {
            value += entries[sender]
        }
        return value
    }

    /// Sorts each pool; prices move little from round to round, so that insertion is quick.
    private func sort(_ costs: UnsafePointer<Int>) {
        let marginals = flow.marginals
        order.withUnsafeMutableBufferPointer { order in
            for pool in 0..<starts.count - 1 {
                let first = starts[pool]
                for place in first..<starts[pool + 1] {
                    let column = order[place]
                    let cost = costs[Int(column)]
                    var hole = place
                    while hole > first, marginals[hole - 1] > cost {
                        marginals[hole] = marginals[hole - 1]
                        order[hole] = order[hole - 1]
                        hole -= 1
                    }
                    marginals[hole] = cost
                    order[hole] = column
                }
            }
        }
    }
}
