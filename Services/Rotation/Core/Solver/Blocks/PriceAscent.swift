/// Raises the bound of a relaxation by moving prices: the volume algorithm (Barahona and Anbil 2000),
/// whose average of the blocks' solutions also says how much each team is wanted.
struct PriceAscent {
    /// Of the step after a round that raised the bound.
    private static let growth = 1.1
    /// Of the step after `patience` rounds that did not.
    private static let shrinkage = 0.66
    private static let patience = 20
    /// Of a round's solutions in the average.
    private static let weight = 0.02

    /// Where an ascent stands.
    struct State {
        /// One a link.
        var prices: [Double]
        /// The largest bound found, scaled, `offset` left out.
        var bound = Int.min / 2
        /// How far a step goes of the way that would close the gap.
        var factor = 0.5
        /// What the links add up to on average.
        var activities: [Double] = []
        /// How often each block's senders come, on average.
        var shares: [[Double]] = []
    }

    let relaxation: PricedRelaxation

    /// Moves prices for so many rounds, and drops sets of senders that no solution below `limit`
    /// needs.
    ///
    /// - Parameters:
    ///   - limit: scaled, `offset` left out; a bound that reaches it ends the ascent.
    ///   - isFar: whether the limit says nothing about where bounds end, since no solution is known.
    /// - Returns: whether the limit was reached.
    func run(
        _ state: inout State, _ domains: inout TeamDomains, rounds: Int, limit: Int,
        isFar: Bool = false, isTimeUp: () -> Bool = { false }
    ) -> Bool {
        var prices = state.prices
        state.bound = Int.min / 2
        state.activities = []
        var idle = 0
        for round in 0..<rounds {
            let bound = relaxation.bound(prices, domains.sets)
            if bound >= limit { return true }
            if bound > state.bound, round & 3 == 0 || round == rounds - 1 {
                filter(bound, limit, &domains.sets)
            }
            average(&state, weight: round == 0 ? 1 : max(PriceAscent.weight, 1 / Double(round + 1)))
            if bound > state.bound {
                idle = 0
                if round > 0 { state.factor = min(state.factor * PriceAscent.growth, 1.5) }
                state.bound = bound
                state.prices = prices
            } else {
                idle += 1
                if idle >= PriceAscent.patience {
                    state.factor = max(state.factor * PriceAscent.shrinkage, 0.002)
                    idle = 0
                }
            }
            if round & 7 == 7, isTimeUp() { break }
            prices = step(state, isFar ? min(limit, near(state.bound)) : limit)
        }
        return false
    }

    private func filter(_ bound: Int, _ limit: Int, _ domains: inout [SubsetBits]) {
        for (place, pricer) in relaxation.pricers.enumerated() {
            let room = relaxation.blockValues[place] + (limit - 1 - bound)
            domains[place] = pricer.filtered(domains[place], atMost: room)
        }
    }

    private func average(_ state: inout State, weight: Double) {
        let now = relaxation.activities
        if state.activities.isEmpty {
            state.activities = now.map { Double($0) }
            state.shares = relaxation.pricers.map { pricer in
                let subset = pricer.block.subsets[pricer.best]
                return pricer.block.senders.indices.map { Double(subset >> UInt32($0) & 1) }
            }
            return
        }
        for link in now.indices {
            state.activities[link] += weight * (Double(now[link]) - state.activities[link])
        }
        for (place, pricer) in relaxation.pricers.enumerated() {
            let subset = pricer.block.subsets[pricer.best]
            for sender in pricer.block.senders.indices {
                let comes = Double(subset >> UInt32(sender) & 1)
                state.shares[place][sender] += weight * (comes - state.shares[place][sender])
            }
        }
    }

    /// What a bound may well reach: an eighth more.
    private func near(_ bound: Int) -> Int {
        let whole = abs(bound + relaxation.split.program.offset * relaxation.one)
        return bound + whole / 8 + 64 * relaxation.one
    }

    /// From the best prices in the direction in which the average breaks the links.
    private func step(_ state: State, _ target: Int) -> [Double] {
        var direction = [Double](repeating: 0, count: state.prices.count)
        var square = 0.0
        for (number, link) in relaxation.split.links.enumerated() {
            let activity = state.activities[number]
            let price = state.prices[number]
            let below = Double(link.lower) - activity
            let above = Double(link.upper) - activity
            var way = price > 0 ? below : price < 0 ? above : 0
            if price == 0 { way = below > 0 ? below : above < 0 ? above : 0 }
            direction[number] = way
            square += way * way
        }
        guard square > 1e-9 else { return state.prices }
        let gap = Double(max(target - state.bound, relaxation.one)) / Double(relaxation.one)
        let length = state.factor * gap / square
        return zip(zip(state.prices, direction), relaxation.split.links).map { pair, link in
            let moved = pair.0 + length * pair.1
            // Across zero the link's other side would count.
            return pair.0 * moved < 0 ? 0 : moved
        }
    }
}
