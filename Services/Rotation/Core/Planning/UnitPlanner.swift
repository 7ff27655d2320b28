/// Finds and proves the best plan of one unit.
package struct UnitPlanner: Sendable {
    /// Nodes after which a search is given up for the one by teams, by how many entries its tableau
    /// has at least: the larger, the dearer is each of them.
    private static let firstNodes = [(3_000_000, 0), (1_000_000, 1), (100_000, 30), (0, 300)]

    package let facts: UnitFacts
    let limits: SolverLimits
    private let help: SearchHelp?

    /// Makes a planner; nothing is solved yet.
    ///
    /// - Parameters:
    ///   - limits: of each search.
    ///   - help: where a long search asks for help; with help the plan found may depend on the
    ///     clock where several are equally good.
    package init(_ facts: UnitFacts, limits: SolverLimits = .none, help: SearchHelp? = nil) {
        self.facts = facts
        self.limits = limits
        self.help = help
    }

    /// The plan with the fewest points that keeps every rule and every decision made beforehand.
    package func best(_ choices: PlanChoices = .none) -> UnitAnswer {
        if !NecessaryBounds(facts).causes.isEmpty { return UnitPlanner.impossible }
        var options = ModelOptions()
        options.choices = choices
        return solve(UnitModel(facts, options), [.points])
    }

    /// Solves for each objective in turn, the ones before held at their best.
    func solve(_ model: UnitModel, _ objectives: [ModelObjective]) -> UnitAnswer {
        if model.isImpossible { return UnitPlanner.impossible }
        var model = model
        var last: SearchAnswer?
        var nodes = 0
        for (step, objective) in objectives.enumerated() {
            let answer = search(model, model.program(for: objective), start: last?.values)
            nodes += answer.nodes
            last = answer
            guard answer.isFinished, let best = answer.objective else {
                let isLast = step == objectives.count - 1
                return self.answer(model, answer, nodes, boundCounts: isLast)
            }
            if step < objectives.count - 1 { model.hold(objective, atMost: best) }
        }
        guard let last else { return UnitPlanner.impossible }
        return answer(model, last, nodes, boundCounts: true)
    }

    /// One search, or where it takes long and the model can be taken apart, another after it.
    ///
    /// - Parameter firstNodes: after which the first one is given up; `nil` goes by its size.
    func search(
        _ model: UnitModel, _ program: IntegerProgram, start: [Int]? = nil, firstNodes: Int? = nil
    ) -> SearchAnswer {
        let entries = program.columnCount * program.rowCount
        let first =
            ReceiverBlocks.fits(model)
            ? firstNodes ?? UnitPlanner.firstNodes.first { $0.0 <= entries }?.1 ?? .max : .max
        var answer = run(program, nodesMax: min(first, limits.nodesMax), start)
        guard !answer.isFinished, answer.nodes < limits.nodesMax, !limits.isTimeUp() else {
            return answer
        }
        guard let split = ReceiverBlocks(model, program) else {
            return run(program, nodesMax: limits.nodesMax, answer.values ?? start)
        }
        let nodes = answer.nodes
        let left = SolverLimits(isTimeUp: limits.isTimeUp, nodesMax: limits.nodesMax - nodes)
        answer = TeamSearch(split, limits: left, after: answer).solve(help)
        answer.nodes += nodes
        return answer
    }

    private func run(_ program: IntegerProgram, nodesMax: Int, _ start: [Int]?) -> SearchAnswer {
        var search = BranchAndBound(
            program, limits: SolverLimits(isTimeUp: limits.isTimeUp, nodesMax: nodesMax),
            start: start)
        return search.solve()
    }

    private func answer(
        _ model: UnitModel, _ search: SearchAnswer, _ nodes: Int, boundCounts: Bool
    ) -> UnitAnswer {
        let chosen = search.values.map(model.chosen)
        return UnitAnswer(
            status: search.isFinished ? (chosen == nil ? .infeasible : .optimal) : .limit,
            plan: chosen.map(placements) ?? [],
            objective: chosen.map { PlanPointsCount(facts, moves: $0).total },
            bound: boundCounts ? search.bound.map { max(0, $0) } : 0, nodes: nodes)
    }

    private func placements(_ chosen: [Int]) -> [Placement] {
        chosen.map { place in
            let move = facts.moves[place]
            return Placement(
                teacher: move.teacher, school: facts.receivers[move.receiver].school)
        }
    }

    static let impossible = UnitAnswer(
        status: .infeasible, plan: [], objective: nil, bound: nil, nodes: 0)
}
