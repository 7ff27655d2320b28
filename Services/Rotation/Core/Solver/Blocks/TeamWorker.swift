import Synchronization

/// One thread's part of a ``TeamSearch``.
final class TeamWorker {
    /// Rounds of the ascent at the root: blocks of so many while they raise the bound.
    private static let rootRounds = (blocks: 8, rounds: 200)
    /// Rounds of the ascent at every other part.
    private static let rounds = 50
    /// Parts with so many open teams or fewer go to ``BranchAndBound``, and for how many nodes.
    private static let leafSize = 20
    private static let leafNodes = 100
    /// Every so many parts better solutions are looked for.
    private static let improveEvery = 20

    let search: TeamSearch
    private let relaxation: PricedRelaxation
    private let ascent: PriceAscent
    private let neighbourhoods: Neighbourhoods
    private var turns = 0
    private var split: ReceiverBlocks { search.split }

    init(_ search: TeamSearch) {
        self.search = search
        relaxation = PricedRelaxation(search.split)
        ascent = PriceAscent(relaxation: relaxation)
        neighbourhoods = Neighbourhoods(search)
    }

    /// The root: prices from nothing, then solutions where they point, then prices again, which
    /// drop more sets of senders the better the solutions are.
    ///
    /// - Returns: what is left to search.
    func root() -> TeamSearch.Node? {
        var state = PriceAscent.State(prices: Array(repeating: 0, count: split.links.count))
        var domains = TeamDomains(allOf: split)
        var bound = search.floor
        for step in 0..<3 {
            let known = search.bestObjective
            if ascend(&state, &domains, &bound) || domains.isEmpty { return nil }
            if step == 2 { break }
            neighbourhoods.dive(domains, state.shares)
            neighbourhoods.improve(domains, failuresMax: 3 * split.blocks.count)
            if bound >= search.bestObjective { return nil }
            if known == search.bestObjective { break }
            state.factor = 0.1
        }
        return TeamSearch.Node(
            domains: domains, prices: state.prices, factor: 0.05, bound: bound,
            leafSize: TeamWorker.leafSize)
    }

    /// - Returns: whether it is proved that nothing better is left.
    private func ascend(
        _ state: inout PriceAscent.State, _ domains: inout TeamDomains, _ bound: inout Int
    ) -> Bool {
        var before = Int.min / 2
        for _ in 0..<TeamWorker.rootRounds.blocks {
            let isDone = ascent.run(
                &state, &domains, rounds: TeamWorker.rootRounds.rounds,
                limit: relaxation.reaching(search.bestObjective), isFar: search.best == nil,
                isTimeUp: search.limits.isTimeUp)
            if isDone { return true }
            bound = max(bound, relaxation.points(state.bound))
            if search.limits.isTimeUp() || state.bound - before < relaxation.one / 4 { break }
            before = state.bound
        }
        return false
    }

    /// Takes parts until none waits or a limit is reached.
    func work() {
        while let node = search.take() { search.put(process(node)) }
    }

    /// What a thread does while others look at the last parts.
    func pass() {
        guard !search.limits.isTimeUp() else { return }
        neighbourhoods.improve(search.domains, failuresMax: 1)
        work()
    }

    /// - Returns: what is left to do of the part.
    private func process(_ node: TeamSearch.Node) -> [TeamSearch.Node] {
        var node = node
        var state = PriceAscent.State(prices: node.prices)
        state.factor = node.factor
        let isDone = ascent.run(
            &state, &node.domains, rounds: TeamWorker.rounds,
            limit: relaxation.reaching(search.bestObjective), isFar: search.best == nil,
            isTimeUp: search.limits.isTimeUp)
        if isDone || node.domains.isEmpty { return [] }
        node.bound = max(node.bound, relaxation.points(state.bound))
        node.prices = state.prices
        node.factor = min(max(state.factor, 0.02), 0.1)
        if search.limits.isTimeUp() { return [node] }
        turns += 1
        if turns % TeamWorker.improveEvery == 0 { improve(node, state) }
        let questions = node.domains.questions(split)
        if questions.count <= node.leafSize {
            if finish(&node, isLast: questions.isEmpty) { return [] }
            if questions.isEmpty || search.limits.isTimeUp() { return [node] }
            node.leafSize = questions.count * 2 / 3
        }
        let choice = TeamChoice(
            ascent, limit: relaxation.reaching(search.bestObjective), isFar: search.best == nil)
        guard let question = choice.best(of: questions, node, state, split) else { return [node] }
        // What the average wants comes last: that is where a search without a solution goes on.
        let isWanted = state.shares[question.block][question.sender] > 0.5
        return [!isWanted, isWanted].compactMap { comes in
            var child = node
            child.domains = node.domains.answered(question, comes: comes, split)
            return child.domains.isEmpty ? nil : child
        }
    }

    private func improve(_ node: TeamSearch.Node, _ state: PriceAscent.State) {
        let known = search.bestObjective
        neighbourhoods.dive(node.domains, state.shares)
        let domains = search.domains
        neighbourhoods.improve(domains, failuresMax: 4)
        if search.bestObjective < known { neighbourhoods.improve(domains, failuresMax: 10) }
    }

    /// Hands a part to the other search.
    ///
    /// - Parameter isLast: whether it can be made no smaller here.
    /// - Returns: whether it is done with.
    private func finish(_ node: inout TeamSearch.Node, isLast: Bool) -> Bool {
        let held = HeldProgram(split.program, values: node.domains.held(split))
        var leaf = BranchAndBound(
            held.program,
            limits: SolverLimits(
                isTimeUp: search.limits.isTimeUp,
                nodesMax: isLast ? .max : TeamWorker.leafNodes),
            cutoff: search.bestObjective)
        let answer = leaf.solve()
        search.offer(answer.values.map(held.whole))
        search.shared.withLock { $0.pivots += answer.pivots }
        if !answer.isFinished, let bound = answer.bound { node.bound = max(node.bound, bound) }
        return answer.isFinished
    }
}
