@testable import RotationCore
import Testing

@Suite("Bounds from prices on what ties receiving schools together")
struct BlockTests {
    /// A small unit's program taken apart, where it can be.
    static func split(_ sketch: Sketch) -> (UnitModel, ReceiverBlocks)? {
        let model = UnitModel(sketch.facts())
        guard !model.isImpossible, let split = ReceiverBlocks(model, model.program(for: .points))
        else { return nil }
        return (model, split)
    }

    private func prices(_ split: ReceiverBlocks, _ random: inout SplitMix) -> [Double] {
        split.links.map { _ in
            random.chance(50) ? 0 : Double(random.below(4001) - 2000) / 16
        }
    }

    @Test("Whatever the prices, no plan beats the bound")
    func anyPrices() {
        var compared = 0
        for seed in 0..<150 {
            let sketch = Sketch.random(seed, scope: .pair)
            guard let (_, split) = BlockTests.split(sketch), let best = BruteForce(sketch).best
            else { continue }
            var random = SplitMix(seed)
            let relaxation = PricedRelaxation(split)
            let all = TeamDomains(allOf: split)
            for _ in 0..<20 {
                let bound = relaxation.bound(prices(split, &random), all.sets)
                #expect(bound < BlockFlow.infinite, "seed \(seed)")
                #expect(relaxation.points(bound) <= best, "seed \(seed)")
                #expect(bound < relaxation.reaching(best + 1), "seed \(seed)")
            }
            compared += 1
        }
        #expect(compared > 20, "\(compared)")
    }

    @Test("Moving prices raises the bound, never above the optimum, and keeps the best plan")
    func ascent() {
        var (raised, dropped) = (0, 0)
        for seed in 0..<150 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 14)
            guard let (_, split) = BlockTests.split(sketch) else { continue }
            var search = BranchAndBound(split.program, limits: .none)
            guard let best = search.solve().values else { continue }
            let objective = split.program.objective(best)
            let relaxation = PricedRelaxation(split)
            var state = PriceAscent.State(
                prices: Array(repeating: 0, count: split.links.count))
            var domains = TeamDomains(allOf: split)
            let first = relaxation.points(relaxation.bound(state.prices, domains.sets))
            let isReached = PriceAscent(relaxation: relaxation).run(
                &state, &domains, rounds: 60, limit: relaxation.reaching(objective + 1))
            #expect(!isReached, "seed \(seed)")
            let bound = relaxation.points(state.bound)
            #expect(bound <= objective, "seed \(seed)")
            if bound > first { raised += 1 }
            let own = TeamDomains(best, split)
            for (left, wanted) in zip(domains.sets, own.sets) {
                #expect(wanted.isSubset(of: left) && !wanted.isEmpty, "seed \(seed)")
            }
            if domains.sets != TeamDomains(allOf: split).sets { dropped += 1 }
        }
        #expect(raised > 10 && dropped > 10, "\(raised) \(dropped)")
    }

    @Test("A block's best set of senders is what trying all numbers of teachers finds")
    func blocks() {
        var compared = 0
        for seed in 0..<240 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 14)
            guard let (_, split) = BlockTests.split(sketch) else { continue }
            var random = SplitMix(seed + 1000)
            // Open posts cost so much that schools vie for them.
            let columns = split.program.columnCosts.map { _ in random.below(400) }
            let costs = columns.map { _ in random.below(301) - 100 }
            for block in split.blocks {
                let pricer = BlockPricer(block, costs: columns)
                let all = SubsetBits(first: block.subsets.count)
                let least = costs.withUnsafeBufferPointer { costs in
                    costs.baseAddress.map { pricer.solve($0, domain: all) }
                }
                let tried = trial(block, costs, relief: columns)
                #expect(least == tried.values.min(), "seed \(seed)")
                // Nothing is dropped that costs no more, and nothing is kept that costs more.
                for room in [0, 100] {
                    let most = (least ?? 0) + room
                    let left = pricer.filtered(all, atMost: most)
                    for (place, subset) in block.subsets.enumerated() {
                        let isLeft = left.contains(place)
                        #expect(isLeft == (tried[subset] ?? .max <= most), "seed \(seed)")
                    }
                }
                compared += 1
            }
        }
        #expect(compared > 30, "\(compared)")
    }

    /// Least cost by set of senders.
    private func trial(
        _ block: ReceiverBlock, _ costs: [Int], relief: [Int]
    ) -> [UInt32: Int] {
        let sorted = block.pools.map { pool in pool.map { costs[$0] }.sorted() }
        var counts = Array(repeating: 0, count: block.pools.count)
        var best: [UInt32: Int] = [:]
        func judge() {
            var (subset, cost, coming) = (UInt32(0), 0, 0)
            for sender in block.senders.indices {
                let first = sender * block.subjectCount
                let sent = counts[first..<first + block.subjectCount].reduce(0, +)
                coming += sent
                if sent == 0 { continue }
                guard (block.least[sender]...block.most[sender]).contains(sent) else { return }
                subset |= 1 << UInt32(sender)
                cost += block.teamColumns[sender] < 0 ? 0 : costs[block.teamColumns[sender]]
            }
            guard coming <= block.places else { return }
            for (pool, count) in counts.enumerated() {
                cost += sorted[pool].prefix(count).reduce(0, +)
            }
            for subject in 0..<block.subjectCount where block.openColumns[subject] >= 0 {
                let filled = block.senders.indices.reduce(0) {
                    $0 + counts[$1 * block.subjectCount + subject]
                }
                cost += max(0, block.needs[subject] - filled) * relief[block.openColumns[subject]]
            }
            best[subset] = min(best[subset] ?? .max, cost)
        }
        func tryAll(_ pool: Int) {
            guard pool < counts.count else { return judge() }
            for count in 0...min(sorted[pool].count, block.limits[pool]) {
                counts[pool] = count
                tryAll(pool + 1)
            }
            counts[pool] = 0
        }
        tryAll(0)
        return best
    }
}
