/// The bound that prices on the links give: exact, since prices are whole numbers (of a power of two
/// to the point) and blocks are solved in integers. It holds for any prices.
final class PricedRelaxation {
    let split: ReceiverBlocks
    /// What stands for 1.
    let one: Int
    let pricers: [BlockPricer]
    /// Scaled prices beyond this help nobody, and sums of them might not fit into 64 bits.
    private let largestPrice: Double
    private let scaledCosts: [Int]
    private let costs: UnsafeMutablePointer<Int>
    /// What every link adds up to in the blocks' best solutions.
    private(set) var activities: [Int]
    /// Least cost of each block at the last prices.
    private(set) var blockValues: [Int]

    init(_ split: ReceiverBlocks) {
        self.split = split
        let largest = split.program.columnCosts.reduce(1) { max($0, abs($1)) }
        let bits = Int.bitWidth - largest.leadingZeroBitCount
        one = 1 << max(0, min(10, 30 - bits))
        let entries = split.links.lazy.flatMap { $0.terms.lazy.map { abs($0.value) } }
        largestPrice = 0x1p38 / Double(entries.max() ?? 1)
        let one = one
        let scaledCosts = split.program.columnCosts.map { $0 * one }
        self.scaledCosts = scaledCosts
        costs = .allocate(capacity: scaledCosts.count + 1)
        pricers = split.blocks.map { BlockPricer($0, costs: scaledCosts) }
        activities = Array(repeating: 0, count: split.links.count)
        blockValues = Array(repeating: 0, count: split.blocks.count)
    }

    deinit { costs.deallocate() }

    /// A bound in points: rounded up, `offset` added.
    func points(_ scaled: Int) -> Int {
        let whole = scaled >= 0 ? (scaled + one - 1) / one : -(-scaled / one)
        return whole + split.program.offset
    }

    /// The scaled bound from which on solutions have `objective` points at least.
    func reaching(_ objective: Int) -> Int { (objective - 1 - split.program.offset) * one + 1 }

    /// The least scaled objective, `offset` left out, that solutions within the domains may have.
    func bound(_ prices: [Double], _ domains: [SubsetBits]) -> Int {
        for column in scaledCosts.indices { costs[column] = scaledCosts[column] }
        var sum = 0
        for (number, link) in split.links.enumerated() {
            activities[number] = 0
            let price = whole(prices[number])
            guard price != 0 else { continue }
            sum += price * (price > 0 ? link.lower : link.upper)
            for term in link.terms { costs[term.column] -= price * term.value }
        }
        for (place, pricer) in pricers.enumerated() {
            let value = pricer.solve(costs, domain: domains[place])
            guard value < BlockFlow.infinite else { return BlockFlow.infinite }
            blockValues[place] = value
            sum += value
        }
        for pricer in pricers { count(pricer) }
        return sum
    }

    /// The whole number that a price stands for.
    private func whole(_ price: Double) -> Int {
        let scaled = (price * Double(one)).rounded()
        return Int(max(-largestPrice, min(largestPrice, scaled)))
    }

    private func count(_ pricer: BlockPricer) {
        pricer.forEachChosen { add($0) }
        let subset = pricer.block.subsets[pricer.best]
        for (sender, column) in pricer.block.teamColumns.enumerated()
        where column >= 0 && subset >> UInt32(sender) & 1 == 1 {
            add(column)
        }
    }

    private func add(_ column: Int) {
        for entry in split.columnStarts[column]..<split.columnStarts[column + 1] {
            activities[Int(split.columnLinks[entry])] += split.columnValues[entry]
        }
    }
}
