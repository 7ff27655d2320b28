import Synchronization

/// The search of a large unit: branches on which schools send teams where, with bounds from prices
/// (``PricedRelaxation``), and hands parts in which few teams are open to ``BranchAndBound``.
///
/// Once there is a solution the part with the least bound is always next. Several threads may work
/// on it, each with a ``TeamWorker``; the plan found then depends on the clock where several are
/// equally good.
final class TeamSearch: Sendable {
    /// A part of the search.
    struct Node: Sendable {
        var domains: TeamDomains
        /// What the ascent goes on from.
        var prices: [Double]
        var factor: Double
        /// No solution in it is better.
        var bound: Int
        /// With so many open teams or fewer it goes to the other search.
        var leafSize: Int
    }

    struct Shared {
        fileprivate(set) var open: [Node] = []
        /// Parts being looked at.
        fileprivate(set) var busy = 0
        fileprivate(set) var best: [Int]?
        fileprivate(set) var bestObjective: Int
        /// Sets of senders outside these are in no better solution.
        fileprivate(set) var domains: TeamDomains
        fileprivate(set) var nodes = 0
        var pivots = 0
    }

    let split: ReceiverBlocks
    let limits: SolverLimits
    /// Known beforehand: no solution is better.
    let floor: Int
    let shared: Mutex<Shared>

    /// - Parameter first: what another search has found and proved so far.
    init(_ split: ReceiverBlocks, limits: SolverLimits, after first: SearchAnswer? = nil) {
        self.split = split
        self.limits = limits
        let program = split.program
        let most = (0..<program.columnCount).reduce(program.offset + 1) { sum, column in
            let (cost, bounds) = (
                program.columnCosts[column],
                (program.columnLower[column], program.columnUpper[column])
            )
            return sum + cost * (cost > 0 ? bounds.1 : bounds.0)
        }
        let start = first?.values.flatMap { program.isSatisfied(by: $0) ? $0 : nil }
        floor = first?.bound ?? .min / 2
        shared = Mutex(
            Shared(
                best: start, bestObjective: start.map { program.objective($0) } ?? most,
                domains: TeamDomains(allOf: split)))
    }

    /// The best objective so far; without a solution, more than any has.
    var bestObjective: Int { shared.withLock { $0.bestObjective } }

    /// The best solution so far.
    var best: [Int]? { shared.withLock { $0.best } }

    /// Sets of senders outside these are in no better solution.
    var domains: TeamDomains { shared.withLock { $0.domains } }

    /// Takes a solution if it keeps every row and is better than what is known.
    ///
    /// - Returns: whether it was.
    @discardableResult
    func offer(_ values: [Int]?) -> Bool {
        guard let values, split.program.isSatisfied(by: values) else { return false }
        let objective = split.program.objective(values)
        return shared.withLock { shared in
            guard objective < shared.bestObjective else { return false }
            shared.best = values
            shared.bestObjective = objective
            return true
        }
    }

    /// Searches until all is proved or a limit is reached.
    func solve(_ help: SearchHelp? = nil) -> SearchAnswer {
        let worker = TeamWorker(self)
        if let root = worker.root() {
            shared.withLock {
                $0.open.append(root)
                $0.domains = root.domains
            }
        }
        help?.begin(self)
        worker.work()
        while isBusy { worker.pass() }
        worker.work()
        help?.end(self)
        return answer
    }

    /// Whether other threads still look at parts.
    private var isBusy: Bool {
        shared.withLock { $0.busy > 0 || (!$0.open.isEmpty && !isOver($0)) }
    }

    private func isOver(_ shared: Shared) -> Bool {
        shared.nodes >= limits.nodesMax || limits.isTimeUp()
    }

    private var answer: SearchAnswer {
        shared.withLock { shared in
            let isFinished = shared.open.isEmpty
            let bound = min(shared.open.map(\.bound).min() ?? .max, shared.bestObjective)
            return SearchAnswer(
                values: shared.best, objective: shared.best == nil ? nil : shared.bestObjective,
                bound: isFinished && shared.best == nil ? nil : bound, isFinished: isFinished,
                nodes: shared.nodes, pivots: shared.pivots)
        }
    }

    /// The part with the least bound, or the latest while there is no solution; `nil` when none waits
    /// or a limit is reached.
    func take() -> Node? {
        shared.withLock { shared in
            let best = shared.bestObjective
            shared.open.removeAll { $0.bound >= best }
            guard !isOver(shared), var place = shared.open.indices.last else { return nil }
            if shared.best != nil {
                place =
                    shared.open.indices.min {
                        shared.open[$0].bound < shared.open[$1].bound
                    } ?? place
            }
            shared.open.swapAt(place, shared.open.count - 1)
            shared.busy += 1
            shared.nodes += 1
            return shared.open.removeLast()
        }
    }

    /// Gives back what a part has become.
    func put(_ nodes: [Node]) {
        shared.withLock { shared in
            shared.busy -= 1
            shared.open += nodes.filter { $0.bound < shared.bestObjective }
        }
    }
}
