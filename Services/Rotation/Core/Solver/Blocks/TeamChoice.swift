/// Which team is decided next: of those about which the blocks' solutions agree least, the one whose
/// two answers, tried for a few rounds, raise the bound most.
struct TeamChoice {
    private static let tried = 3
    private static let rounds = 6

    private let ascent: PriceAscent
    private let limit: Int
    private let isFar: Bool

    /// - Parameters: as of ``PriceAscent/run(_:_:rounds:limit:isFar:isTimeUp:)``.
    init(_ ascent: PriceAscent, limit: Int, isFar: Bool) {
        self.isFar = isFar
        self.ascent = ascent
        self.limit = limit
    }

    /// - Returns: `nil` only when there are no questions.
    func best(
        of questions: [TeamDomains.Question], _ node: TeamSearch.Node,
        _ state: PriceAscent.State, _ split: ReceiverBlocks
    ) -> TeamDomains.Question? {
        let doubts = questions.map { abs(state.shares[$0.block][$0.sender] - 0.5) }
        let ordered = questions.indices.sorted { (doubts[$0], $0) < (doubts[$1], $1) }
        var best: (question: TeamDomains.Question, score: Double)?
        for place in ordered.prefix(TeamChoice.tried) {
            let gains = [true, false].map { comes in
                gain(node.domains.answered(questions[place], comes: comes, split), node, state)
            }
            let score = max(gains[0], 0.05) * max(gains[1], 0.05)
            if score > best?.score ?? -1 { best = (questions[place], score) }
        }
        return best?.question
    }

    /// By how many points an answer raises the bound.
    private func gain(
        _ domains: TeamDomains, _ node: TeamSearch.Node, _ state: PriceAscent.State
    ) -> Double {
        let one = Double(ascent.relaxation.one)
        let most = Double(limit - state.bound) / one + 1
        if domains.isEmpty { return most }
        var domains = domains
        var probe = PriceAscent.State(prices: node.prices)
        probe.factor = node.factor
        let isClosed = ascent.run(
            &probe, &domains, rounds: TeamChoice.rounds, limit: limit, isFar: isFar)
        if isClosed { return most }
        return max(0, Double(probe.bound - state.bound) / one)
    }
}
