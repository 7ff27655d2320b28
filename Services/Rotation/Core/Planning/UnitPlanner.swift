/// Finds and proves the best plan of one unit.
package struct UnitPlanner: Sendable {
    package let facts: UnitFacts
    let limits: SolverLimits

    /// Makes a planner; nothing is solved yet.
    ///
    /// - Parameter limits: of each search.
    package init(_ facts: UnitFacts, limits: SolverLimits = .none) {
        self.facts = facts
        self.limits = limits
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
            var search = BranchAndBound(
                model.program(for: objective), limits: limits, start: last?.values)
            let answer = search.solve()
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
