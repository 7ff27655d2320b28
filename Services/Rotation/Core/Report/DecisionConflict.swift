import TaoliModels

/// Why decisions made beforehand leave a unit without a plan: which of them cannot be carried out
/// at all, which cannot be together, and which rule stands against them.
package struct DecisionConflict: Sendable {
    /// One decision of a person.
    package enum Decision: Hashable, Sendable {
        /// A teacher goes there.
        case pinned(PlanChoices.Pair)
        /// A teacher does not go there.
        case forbidden(PlanChoices.Pair)
        /// Somebody goes from the one to the other.
        case pinnedTeam(PlanChoices.Team)
        /// Nobody goes from the one to the other.
        case forbiddenTeam(PlanChoices.Team)
        /// A teacher goes nowhere.
        case withdrawn(Int)
    }

    /// Why a decision alone cannot be carried out.
    package enum Obstacle: Hashable, Sendable {
        /// The column `eligible` says no.
        case notEligible
        /// Not from a strong school to a receiving school of one stage in one group.
        case noSuchWay
        /// Beyond the commute limits.
        case outOfReach
    }

    /// Those that cannot be carried out, whatever else is decided.
    package let alone: [(decision: Decision, obstacle: Obstacle)]
    /// Of the others: a set without a plan, which has one as soon as any of them is given up. Empty
    /// when they do not stand against each other, or the unit has no plan even without decisions.
    package let together: [Decision]
    /// Whether the unit has a plan when nothing is decided.
    package let isPossibleWithout: Bool
    /// Rules each of which alone, given up, allows all of them.
    package let feasibleIfDropped: [RuleFamily]

    /// Finds the conflict by solving with decisions left out one after another. A search that is
    /// cut short counts as possible, so that a set may then hold more than it must.
    ///
    /// - Parameter choices: leave no plan.
    package init(
        _ facts: UnitFacts, _ instance: PlanInstance, _ choices: PlanChoices,
        limits: SolverLimits = .none
    ) {
        let planner = UnitPlanner(facts, limits: limits)
        let decisions = DecisionConflict.decisions(choices)
        alone = decisions.compactMap { decision in
            DecisionConflict.obstacle(decision, facts, instance).map { (decision, $0) }
        }
        isPossibleWithout = planner.isFeasible(ModelOptions()) != false
        guard alone.isEmpty, isPossibleWithout else {
            (together, feasibleIfDropped) = ([], [])
            return
        }
        var kept = decisions
        for decision in decisions {
            let fewer = kept.filter { $0 != decision }
            if planner.isFeasible(DecisionConflict.options(fewer)) == false { kept = fewer }
        }
        together = kept
        feasibleIfDropped = RuleFamily.allCases.filter { family in
            var options = DecisionConflict.options(decisions)
            options.dropped = [family]
            return planner.isFeasible(options) == true
        }
    }

    /// In the order in which they are given up.
    private static func decisions(_ choices: PlanChoices) -> [Decision] {
        let pairs = { (pairs: Set<PlanChoices.Pair>) in
            pairs.sorted { ($0.teacher, $0.school) < ($1.teacher, $1.school) }
        }
        let teams = { (teams: Set<PlanChoices.Team>) in
            teams.sorted { ($0.sender, $0.receiver) < ($1.sender, $1.receiver) }
        }
        return pairs(choices.pinned).map(Decision.pinned)
            + pairs(choices.forbidden).map(Decision.forbidden)
            + teams(choices.pinnedTeams).map(Decision.pinnedTeam)
            + teams(choices.forbiddenTeams).map(Decision.forbiddenTeam)
            + choices.withdrawn.sorted().map(Decision.withdrawn)
    }

    private static func options(_ decisions: [Decision]) -> ModelOptions {
        var options = ModelOptions()
        for decision in decisions {
            switch decision {
            case .pinned(let pair): options.choices.pinned.insert(pair)
            case .forbidden(let pair): options.choices.forbidden.insert(pair)
            case .pinnedTeam(let team): options.choices.pinnedTeams.insert(team)
            case .forbiddenTeam(let team): options.choices.forbiddenTeams.insert(team)
            case .withdrawn(let teacher): options.choices.withdrawn.insert(teacher)
            }
        }
        return options
    }

    private static func obstacle(
        _ decision: Decision, _ facts: UnitFacts, _ instance: PlanInstance
    ) -> Obstacle? {
        switch decision {
        case .pinned(let pair):
            let teacher = instance.teachers[pair.teacher]
            if !teacher.isEligible { return .notEligible }
            return way(from: Int(teacher.school), to: pair.school, facts) {
                $0.teacher == pair.teacher
            }
        case .pinnedTeam(let team):
            return way(from: team.sender, to: team.receiver, facts) {
                facts.senders[$0.sender].school == team.sender
            }
        case .forbidden, .forbiddenTeam, .withdrawn: return nil
        }
    }

    private static func way(
        from sender: Int, to receiver: Int, _ facts: UnitFacts, _ isOwn: (Move) -> Bool
    ) -> Obstacle? {
        let senders = facts.senders.filter { $0.school == sender }
        let receivers = facts.receivers.filter { $0.school == receiver }
        let share = senders.contains { sender in receivers.contains { $0.stage == sender.stage } }
        guard share else { return .noSuchWay }
        let isThere = facts.moves.contains {
            facts.receivers[$0.receiver].school == receiver && isOwn($0)
        }
        return isThere ? nil : .outOfReach
    }
}
