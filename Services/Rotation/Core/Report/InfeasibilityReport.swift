/// Why a unit has no plan, and what is possible instead.
package struct InfeasibilityReport: Sendable {
    /// Step 1: bounds that need no solver.
    package let bounds: NecessaryBounds
    /// Steps 2 and 3, when they were asked for.
    package let remedies: Remedies?

    /// What would help, and two plans to choose from.
    package struct Remedies: Sendable {
        /// Step 2: rules each of which alone, given up, makes a plan possible.
        package let feasibleIfDropped: [RuleFamily]
        /// Step 3: quotas are kept as far as possible, then the key share.
        package let quotaFirst: ReadyPlan
        /// Step 3: the key share is kept as far as possible, then quotas.
        package let keyFirst: ReadyPlan
    }

    /// Step 1 only.
    package init(bounds facts: UnitFacts) {
        bounds = NecessaryBounds(facts)
        remedies = nil
    }

    /// All three steps.
    package init(_ facts: UnitFacts, limits: SolverLimits = .none) {
        bounds = NecessaryBounds(facts)
        let planner = UnitPlanner(facts, limits: limits)
        remedies = Remedies(
            feasibleIfDropped: RuleFamily.allCases.filter(planner.isFeasible(without:)),
            quotaFirst: planner.ready(ReadyKind.quotaFirst.objectives + [.points]),
            keyFirst: planner.ready(ReadyKind.keyFirst.objectives + [.points]))
    }
}

/// A plan that keeps every rule but quotas and key shares, with what is missing of those.
package struct ReadyPlan: Sendable {
    package let answer: UnitAnswer
    /// Teachers missing from the quota, by sender.
    package let quotaMissing: [Int]
    /// Key teachers missing, by sender.
    package let keyMissing: [Int]
}

extension UnitPlanner {
    /// Whether some plan keeps all rules but one family; `quota` keeps its upper limit.
    func isFeasible(without family: RuleFamily) -> Bool {
        var options = ModelOptions()
        options.dropped = [family]
        return isFeasible(options) == true
    }

    /// Whether some plan keeps to these options; `nil` when the search was cut short before it knew.
    func isFeasible(_ options: ModelOptions) -> Bool? {
        let model = UnitModel(facts, options)
        if model.isImpossible { return false }
        var search = BranchAndBound(model.program, limits: limits, wantsAny: true)
        let answer = search.solve()
        return answer.values != nil ? true : answer.isFinished ? false : nil
    }

    /// The best plan by several objectives in turn when quotas and key shares may be missed.
    func ready(_ objectives: [ModelObjective]) -> ReadyPlan {
        var options = ModelOptions()
        options.isQuotaElastic = true
        options.isKeyElastic = true
        let answer = solve(UnitModel(facts, options), objectives)
        return ReadyPlan(answer, facts)
    }
}

extension ReadyPlan {
    /// Counts what is missing from the plan itself.
    init(_ answer: UnitAnswer, _ facts: UnitFacts) {
        let sent = Set(answer.plan.map(\.teacher))
        var people = [(all: Int, key: Int)](repeating: (0, 0), count: facts.senders.count)
        var counted: Set<Int> = []
        for move in facts.moves
        where sent.contains(move.teacher) && counted.insert(move.teacher).inserted {
            people[move.sender].all += 1
            if move.isKey { people[move.sender].key += 1 }
        }
        let percent = facts.parameters.keyPercent
        self.answer = answer
        quotaMissing = zip(facts.senders, people).map { max(0, $0.quota - $1.all) }
        keyMissing = people.map { max(0, SenderFacts.keyRequired($0.all, percent) - $0.key) }
    }
}
