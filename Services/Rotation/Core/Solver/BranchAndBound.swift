/// Branch and bound over one tableau: depth first, and when that takes long, from the part with the
/// lowest bound down, so that the bound of all rises as well.
///
/// A part of the search is given up only for a reason that holds in exact integers
/// (``ExactBound``); where rounding leaves a doubt the tableau is made anew, and then the part is
/// searched. Incumbents are recomputed in integers against every row.
struct BranchAndBound: ~Copyable {
    /// Small searches end before so many nodes; longer ones go on by bounds once they have a
    /// solution.
    private static let depthFirstNodes = 300

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
    private var open = OpenNodes()
    /// The nodes whose changes hold in the tableau, from the root's child down.
    private var path: [SearchNode] = []
    /// What each of them changed, as it was before.
    private var trail: [Change] = []
    private var best: [Int]?
    private var bestObjective = Int.max
    private var nodes = 0
    private var lazyRows: LazyRows
    /// Rows of the program itself.
    private let ownRows: Int
    /// No solution is below this.
    private let floor: Int

    /// - Parameters:
    ///   - start: a solution known beforehand; ignored unless it keeps every row.
    ///   - cutoff: only solutions below it are looked for.
    ///   - wantsAny: whether any solution will do.
    init(
        _ program: IntegerProgram, limits: SolverLimits, start: [Int]? = nil,
        cutoff: Int = .max, wantsAny: Bool = false
    ) {
        tableau = DualTableau(program)
        exact = ExactBound(program)
        lazyRows = LazyRows(program.lazyRows)
        ownRows = program.rowCount
        self.limits = limits
        self.wantsAny = wantsAny
        floor = (0..<program.columnCount).reduce(program.offset) { sum, column in
            let cost = program.columnCosts[column]
            return sum + cost
                * (cost > 0 ? program.columnLower[column] : program.columnUpper[column])
        }
        bestObjective = cutoff
        if let start, program.isSatisfied(by: start), program.objective(start) < cutoff {
            best = start
            bestObjective = program.objective(start)
        }
    }

    /// Searches until all is proved or a limit is reached.
    mutating func solve() -> SearchAnswer {
        open.push(SearchNode(bound: floor))
        while let node = open.pop(byBound: isLong && best != nil) {
            if node.bound >= bestObjective { continue }
            if wantsAny, best != nil { break }
            if nodes >= limits.nodesMax || limits.isTimeUp() {
                open.push(node)
                return answer(isFinished: false)
            }
            nodes += 1
            enter(node)
            if !explore(node) {
                // Whatever the multipliers are by now, they prove a bound.
                node.bound = max(node.bound, exact.objectiveBound(tableau) ?? node.bound)
                open.push(node)
                return answer(isFinished: false)
            }
        }
        return answer(isFinished: true)
    }

    private var isLong: Bool { nodes > BranchAndBound.depthFirstNodes }

    private func answer(isFinished: Bool) -> SearchAnswer {
        let bound = min(isFinished ? .max : open.leastBound ?? .max, bestObjective)
        return SearchAnswer(
            values: best, objective: best == nil ? nil : bestObjective,
            bound: bound == .max ? nil : bound, isFinished: isFinished, nodes: nodes,
            pivots: tableau.pivotCount)
    }

    /// Undoes the changes of other parts and makes those of this one.
    private mutating func enter(_ node: SearchNode) {
        let wanted = node.path
        var common = 0
        while common < min(path.count, wanted.count), path[common] === wanted[common] {
            common += 1
        }
        while path.count > common {
            path.removeLast()
            let change = trail.removeLast()
            tableau.setBounds(change.lower, change.upper, of: change.variable)
        }
        for step in wanted[common...] {
            guard let branch = step.branch else { continue }
            path.append(step)
            trail.append(
                Change(
                    variable: branch.variable, lower: tableau.lower[branch.variable],
                    upper: tableau.upper[branch.variable]))
            tableau.setBounds(Double(branch.lower), Double(branch.upper), of: branch.variable)
        }
    }

    /// - Returns: `false` when the time was up before the part was dealt with.
    private mutating func explore(_ node: SearchNode) -> Bool {
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
                split(node, bound)
                return true
            case .solved: break
            }
            bound = max(bound, exact.objectiveBound(tableau) ?? bound)
            if bound >= bestObjective { return true }
            if lazyRows.add(to: tableau, isRoot: node.branch == nil) { continue }
            if node.branch == nil { lazyRows.takeBack(from: tableau, after: ownRows) }
            guard let choice = Branching.choose(tableau) else {
                if takeCandidate() { return true }
                guard isRebuilt else {
                    isRebuilt = true
                    tableau.rebuild()
                    continue
                }
                split(node, bound)
                return true
            }
            push(choice, node, bound)
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

    private mutating func push(_ choice: Branching.Choice, _ node: SearchNode, _ bound: Int) {
        open.push(SearchNode(choice.second, below: node, bound: bound))
        open.push(SearchNode(choice.first, below: node, bound: bound))
    }

    /// Splits a part about which nothing could be proved by any column that is still open; one that
    /// has none left is a single point, and is looked at as such.
    private mutating func split(_ node: SearchNode, _ bound: Int) {
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
            node, bound)
    }
}
