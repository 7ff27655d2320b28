/// Better solutions from good ones: the teams of some schools are opened, all others are kept, and
/// what is left is solved by ``BranchAndBound``.
final class Neighbourhoods {
    private static let diveNodes = 60
    private static let nodes = 40

    private let search: TeamSearch
    private var random = Draws()
    private var split: ReceiverBlocks { search.split }

    init(_ search: TeamSearch) { self.search = search }

    /// Looks where the average of the blocks' solutions points: with the teams that it wants now
    /// and then.
    func dive(_ domains: TeamDomains, _ shares: [[Double]]) {
        var part = domains
        for (number, block) in split.blocks.enumerated() {
            part.keep(in: number, split) { subset in
                block.senders.indices.allSatisfy { sender in
                    let share = shares[number][sender]
                    return subset >> UInt32(sender) & 1 == 1 ? share > 0.1 : share < 0.9
                }
            }
            if part.sets[number].isEmpty { part.sets[number] = domains.sets[number] }
        }
        solve(part, nodesMax: Neighbourhoods.diveNodes)
    }

    /// Looks around the best solution until so many neighbourhoods in a row have nothing better.
    ///
    /// - Parameter domains: what schools may change to.
    func improve(_ domains: TeamDomains, failuresMax: Int) {
        var failures = 0
        while failures < failuresMax, !search.limits.isTimeUp(), let best = search.best {
            let around = TeamDomains(best, split)
            let part =
                random.below(3) == 0 ? senders(around, domains) : receivers(around, domains)
            failures = solve(part, nodesMax: Neighbourhoods.nodes) ? 0 : failures + 1
        }
    }

    /// Three or four receiving schools are open.
    private func receivers(_ around: TeamDomains, _ domains: TeamDomains) -> TeamDomains {
        var part = around
        for _ in 0..<(3 + random.below(2)) {
            let block = random.below(split.blocks.count)
            part.sets[block].formUnion(domains.sets[block])
        }
        return part
    }

    /// Two strong schools are open: they may send their teams elsewhere.
    private func senders(_ around: TeamDomains, _ domains: TeamDomains) -> TeamDomains {
        let count = 1 + (split.blocks.flatMap(\.senders).max() ?? 0)
        let open = [random.below(count), random.below(count)]
        var part = domains
        for (number, block) in split.blocks.enumerated() {
            guard let place = around.sets[number].first else { continue }
            let now = block.subsets[place]
            let others = block.senders.indices.reduce(UInt32(0)) { mask, place in
                open.contains(block.senders[place]) ? mask : mask | 1 << UInt32(place)
            }
            part.keep(in: number, split) { $0 & others == now & others }
            part.sets[number].formUnion(around.sets[number])
        }
        return part
    }

    /// - Returns: whether something better was found.
    @discardableResult
    private func solve(_ part: TeamDomains, nodesMax: Int) -> Bool {
        let held = HeldProgram(split.program, values: part.held(split))
        var inner = BranchAndBound(
            held.program,
            limits: SolverLimits(isTimeUp: search.limits.isTimeUp, nodesMax: nodesMax),
            cutoff: search.bestObjective)
        return search.offer(inner.solve().values.map(held.whole))
    }
}

/// Numbers that look drawn, the same in every run (Knuth's 64-bit linear congruence).
struct Draws {
    private var state: UInt64 = 1

    /// From 0 to `count` − 1.
    mutating func below(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }
}
