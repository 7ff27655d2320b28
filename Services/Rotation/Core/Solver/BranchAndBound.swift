/// Depth-first branch and bound over one tableau.
///
/// A part of the search is given up only for a reason that holds in exact integers
/// (``ExactBound``); where rounding leaves a doubt the tableau is made anew, and then the part is
/// searched. Incumbents are recomputed in integers against every row.
struct BranchAndBound: ~Copyable {
    /// A part of the search not yet looked at.
    private struct Node {
        /// How many bound changes lead to its parent.
        let depth: Int
        let branch: Branch?
        /// The parent's bound.
        let bound: Int
    }

    private struct Change {
        let variable: Int
        let lower: Double
        let upper: Double
    }

    private let tableau: DualTableau
    private let exact: ExactBound
    private let limits: SolverLimits
    /// Ends with the first solution.
    private let wantsAny: Bool
    private var open: [Node] = []
    private var trail: [Change] = []
    private var best: [Int]?
    private var bestObjective = Int.max
    private var nodes = 0
    private var lazyRows: LazyRows
    /// No solution is below this.
    private let floor: Int

    /// - Parameters:
    ///   - start: a solution known beforehand; ignored unless it keeps every row.
    ///   - wantsAny: whether any solution will do.
    init(
        _ program: IntegerProgram, limits: SolverLimits, start: [Int]? = nil, wantsAny: Bool = false
    ) {
        tableau = DualTableau(program)
        exact = ExactBound(program)
        lazyRows = LazyRows(program.lazyRows)
        self.limits = limits
        self.wantsAny = wantsAny
        floor = (0..<program.columnCount).reduce(program.offset) { sum, column in
            let cost = program.columnCosts[column]
            return sum + cost
                * (cost > 0 ? program.columnLower[column] : program.columnUpper[column])
        }
        if let start, program.isSatisfied(by: start) {
            best = start
            bestObjective = program.objective(start)
        }
    }

    /// Searches until all is proved or a limit is reached.
    mutating func solve() -> SearchAnswer {
        open = [Node(depth: 0, branch: nil, bound: floor)]
        while let node = open.popLast() {
            if node.bound >= bestObjective { continue }
            if wantsAny, best != nil { break }
            if nodes >= limits.nodesMax || limits.isTimeUp() {
                open.append(node)
                return answer(isFinished: false)
            }
            nodes += 1
            enter(node)
            if !explore(node) {
                // Whatever the multipliers are by now, they prove a bound.
                let bound = max(node.bound, exact.objectiveBound(tableau) ?? node.bound)
                open.append(Node(depth: node.depth, branch: node.branch, bound: bound))
                return answer(isFinished: false)
            }
        }
        return answer(isFinished: true)
    }

    private func answer(isFinished: Bool) -> SearchAnswer {
        let open = isFinished ? nil : open.map(\.bound).min()
        let bound = min(open ?? .max, bestObjective)
        return SearchAnswer(
            values: best, objective: best == nil ? nil : bestObjective,
            bound: bound == .max ? nil : bound, isFinished: isFinished, nodes: nodes,
            pivots: tableau.pivotCount)
    }

    /// Undoes the changes of other parts and makes those of this one.
    private mutating func enter(_ node: Node) {
        while trail.count > node.depth {
            let change = trail.removeLast()
            tableau.setBounds(change.lower, change.upper, of: change.variable)
        }
        guard let branch = node.branch else { return }
        trail.append(
            Change(
                variable: branch.variable, lower: tableau.lower[branch.variable],
                upper: tableau.upper[branch.variable]))
        tableau.setBounds(Double(branch.lower), Double(branch.upper), of: branch.variable)
    }

    /// - Returns: `false` when the time was up before the part was dealt with.
    private mutating func explore(_ node: Node) -> Bool {
        var bound = node.bound
        var isRebuilt = false
        while true {
            switch relax() {
            case .closed: return true
            case .timeUp: return false
            case .doubtful where !isRebuilt:
                isRebuilt = true
                tableau.rebuild()
                continue
            case .doubtful:
                split(bound)
                return true
            case .solved: break
            }
            bound = max(bound, exact.objectiveBound(tableau) ?? bound)
            if bound >= bestObjective { return true }
            if lazyRows.add(to: tableau, isRoot: node.branch == nil) { continue }
            guard let choice = Branching.choose(tableau) else {
                if takeCandidate() { return true }
                guard isRebuilt else {
                    isRebuilt = true
                    tableau.rebuild()
                    continue
                }
                split(bound)
                return true
            }
            push(choice, bound)
            return true
        }
    }

    private enum Relaxation {
        case solved, closed, doubtful, timeUp
    }

    private func relax() -> Relaxation {
        let limit = bestObjective == .max ? Double.infinity : Double(bestObjective) - 0.999
        switch tableau.run(limit: limit, isTimeUp: limits.isTimeUp) {
        case .optimal: return .solved
        case .infeasible(let row):
            return exact.provesInfeasible(row: row, tableau) ? .closed : .doubtful
        case .beyondLimit:
            return exact.proves(atLeast: bestObjective, tableau) ? .closed : .doubtful
        case .unfinished: return limits.isTimeUp() ? .timeUp : .doubtful
        }
    }

    /// Takes the present values if they are integers that keep every row.
    ///
    /// - Returns: whether this part of the search is done with.
    private mutating func takeCandidate() -> Bool {
        let program = tableau.program
        let values = (0..<program.columnCount).map {
            Int(tableau.value(of: $0).rounded())
        }
        guard program.isSatisfied(by: values) else { return false }
        let objective = program.objective(values)
        if objective < bestObjective {
            best = values
            bestObjective = objective
        }
        return exact.proves(atLeast: bestObjective, tableau)
    }

    private mutating func push(_ choice: Branching.Choice, _ bound: Int) {
        open.append(Node(depth: trail.count, branch: choice.second, bound: bound))
        open.append(Node(depth: trail.count, branch: choice.first, bound: bound))
    }

    /// Splits a part about which nothing could be proved by any column that is still open; one that
    /// has none left is a single point, and is looked at as such.
    private mutating func split(_ bound: Int) {
        let program = tableau.program
        let undecided = (0..<program.columnCount).first { tableau.lower[$0] < tableau.upper[$0] }
        guard let column = undecided else {
            let values = (0..<program.columnCount).map { Int(tableau.lower[$0]) }
            if program.isSatisfied(by: values), program.objective(values) < bestObjective {
                best = values
                bestObjective = program.objective(values)
            }
            return
        }
        let (low, high) = (Int(tableau.lower[column]), Int(tableau.upper[column]))
        let middle = low + (high - low) / 2
        push(
            Branching.Choice(
                first: Branch(variable: column, lower: low, upper: middle),
                second: Branch(variable: column, lower: middle + 1, upper: high)),
            bound)
    }
}
