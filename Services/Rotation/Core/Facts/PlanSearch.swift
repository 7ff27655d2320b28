package import TaoliModels

/// The search for a year's plan, step by step, as a job runs it.
package struct PlanSearch: Sendable {
    /// What a job is at.
    package enum Step: String, CaseIterable, Sendable {
        /// Looks for the best plan.
        case plan
        /// There is none: works out why, and the two ready plans.
        case report
    }

    /// What came out.
    package struct Answer: Sendable {
        package let result: PlanResult
        /// The plan's moves; none where there is no plan.
        package let moves: [PlannedMove]
        /// Why there is none, and what would help; `nil` where there is a plan, or no time was left.
        package let report: InfeasibilityReport?
        /// Rules that the plan breaks by the independent check: a fault of ours, told as such.
        package let broken: [PlanViolation]
    }

    /// A plan without those who withdrew.
    package struct Repaired: Sendable {
        /// Who goes where.
        package let moves: [PlannedMove]
        /// Its points.
        package let objective: Int
        /// What is missing where quotas and key shares were to give way; `nil` where they were not.
        package let shortfall: ReadyChoice?

        package init(moves: [PlannedMove], objective: Int, shortfall: ReadyChoice? = nil) {
            self.moves = moves
            self.objective = objective
            self.shortfall = shortfall
        }
    }

    private let problem: RecordedProblem
    private let limits: SolverLimits

    /// - Parameter limits: of each search.
    package init(_ problem: RecordedProblem, limits: SolverLimits) {
        self.problem = problem
        self.limits = limits
    }

    /// Searches; takes from milliseconds to the limit.
    ///
    /// - Parameter isAt: told before each step.
    package func run(isAt: (Step) -> Void) -> Answer {
        isAt(.plan)
        let answer = UnitPlanner(problem.facts, limits: limits).best()
        guard answer.status == .infeasible else {
            let broken = problem.violations(answer.plan)
            let isFault = !broken.isEmpty && !answer.plan.isEmpty
            return Answer(
                result: PlanResult(
                    outcome: isFault ? .failed : PlanResult.Outcome(answer.status),
                    objective: answer.objective, bound: answer.bound),
                moves: isFault ? [] : problem.moves(answer.plan), report: nil, broken: broken)
        }
        isAt(.report)
        return Answer(
            result: PlanResult(outcome: .infeasible, objective: nil, bound: nil), moves: [],
            report: InfeasibilityReport(problem.facts, limits: limits), broken: [])
    }

    /// The plan without teachers who withdrew, with as few changes as possible, then as few points.
    ///
    /// - Parameters:
    ///   - moves: what stands.
    ///   - fixed: moves that may not change, since the teachers are at work already.
    ///   - ready: quotas and key shares may be missed, in that order, as in a ready plan.
    /// - Returns: `nil` where no plan keeps every rule without them, or every rule but those.
    /// - Throws: `out-of-time`, `plan-breaks-rules` for a fault of ours.
    package func repaired(
        _ moves: [PlannedMove], without people: Set<PersonID>, fixed: [PlannedMove],
        ready: ReadyKind? = nil
    ) throws(Refusal) -> Repaired? {
        var choices = PlanChoices()
        choices.withdrawn = Set(
            problem.personIDs.indices.filter { people.contains(problem.personIDs[$0]) })
        choices.pinned = Set(
            problem.placements(fixed).map {
                PlanChoices.Pair(teacher: $0.teacher, school: $0.school)
            })
        let plan = UnitPlan(problem.facts, problem.placements(moves))
        let answer = PlanRepair(plan, limits: limits).repaired(choices, ready: ready)
        if answer.status == .infeasible { return nil }
        guard let objective = answer.objective else { throw PlanRefusals.outOfTime }
        let moves = problem.moves(answer.plan)
        let broken = problem.violations(moves, ready: ready)
        guard broken.isEmpty else { throw PlanRefusals.broken(broken.map(\.text)) }
        let lacks = ReadyPlan(answer, problem.facts)
        return Repaired(
            moves: moves, objective: objective,
            shortfall: ready.map {
                ReadyChoice(
                    kind: $0, moves: moves, quotaMissing: lacks.quotaMissing.reduce(0, +),
                    keyMissing: lacks.keyMissing.reduce(0, +))
            })
    }
}

extension RecordedProblem {
    /// What a plan breaks, by the check that shares nothing with the search.
    package func violations(_ plan: [Placement]) -> [PlanViolation] {
        PlanChecker(instance, facts.parameters).violations(plan)
    }

    /// The same for moves as they are kept; a ready plan may miss quotas and key shares.
    package func violations(_ moves: [PlannedMove], ready: ReadyKind?) -> [PlanViolation] {
        let plan = placements(moves)
        return violations(plan).filter { violation in
            ready == nil || (violation.rule != .quota && violation.rule != .keyShare)
        }
    }
}

extension PlanResult.Outcome {
    /// As the search ended.
    init(_ status: UnitAnswer.Status) {
        switch status {
        case .optimal: self = .optimal
        case .infeasible: self = .infeasible
        case .limit: self = .limit
        }
    }
}
