/// Answers why: by solving the unit again with one thing decided otherwise.
package struct PlanExplainer: Sendable {
    /// What is explained.
    package let plan: UnitPlan
    private let instance: PlanInstance
    private let planner: UnitPlanner
    /// The plan's points.
    package let points: Int

    /// Works the plan's points out; ``PlanExplainer/whyGoing(_:)`` and the others solve when asked.
    ///
    /// - Parameter limits: of each search.
    package init(_ plan: UnitPlan, _ instance: PlanInstance, limits: SolverLimits = .none) {
        self.plan = plan
        self.instance = instance
        planner = UnitPlanner(plan.facts, limits: limits)
        points = plan.points.total
    }

    /// What another decision leads to.
    package enum Alternative: Hashable, Sendable {
        /// No plan keeps every rule then.
        case impossible
        /// The best plan then has so many points more than this one (fewer when negative: this plan
        /// is not the best), and sends and keeps these teachers in exchange.
        case costs(points: Int, sent: [Placement], kept: [Placement])
        /// The time was up.
        case unfinished
    }

    /// Why a teacher who is not sent stays.
    package enum StayReason: Hashable, Sendable {
        /// The column `eligible` says no.
        case notEligible
        /// No receiving school within the commute limit.
        case outOfReach
        /// Could go; what that would mean.
        case notNeeded(Alternative)
    }

    /// Why a teacher who is sent goes there.
    package struct GoReason: Hashable, Sendable {
        /// Who goes where.
        package let placement: Placement
        /// What the move costs by itself.
        package let cost: MoveCost
        /// The post's need and weight, and how many come for it; `nil` when nobody is needed.
        package let need: NeedFacts?
        /// How many come for the post.
        package let coming: Int
        /// The best plan in which the teacher goes elsewhere or stays.
        package let otherwise: Alternative
        /// The best plan in which the teacher stays.
        package let staying: Alternative
    }

    /// A post: what is needed, who comes, and what one teacher more or fewer would mean.
    package struct PostReason: Hashable, Sendable {
        /// Number of the receiver.
        package let receiver: Int
        /// Number of the subject.
        package let subject: Int
        /// `nil` when nobody is needed.
        package let need: NeedFacts?
        /// How many come.
        package let coming: Int
        /// Teachers of the subject who could come.
        package let candidates: Int
        /// The best plan in which one teacher more comes.
        package let oneMore: Alternative
        /// `nil` when nobody comes.
        package let oneFewer: Alternative?
    }

    /// - Parameter place: a place in `plan.moves`.
    package func whyGoing(_ place: Int) -> GoReason {
        let move = plan.facts.moves[place]
        let school = plan.facts.receivers[move.receiver].school
        var forbidden = PlanChoices()
        forbidden.forbidden = [.init(teacher: move.teacher, school: school)]
        let otherwise = alternative(forbidden)
        var staying = otherwise
        if case .costs(_, let sent, _) = otherwise,
            sent.contains(where: { $0.teacher == move.teacher })
        {
            var withdrawn = PlanChoices()
            withdrawn.withdrawn = [move.teacher]
            staying = alternative(withdrawn)
        }
        return GoReason(
            placement: Placement(teacher: move.teacher, school: school), cost: move.cost,
            need: need(move.receiver, move.subject),
            coming: plan.coming(move.receiver, move.subject), otherwise: otherwise,
            staying: staying)
    }

    /// - Parameter teacher: one of the unit's strong schools who is not sent.
    package func whyStaying(_ teacher: Int) -> StayReason {
        if !instance.teachers[teacher].isEligible { return .notEligible }
        guard plan.facts.moves.contains(where: { $0.teacher == teacher }) else {
            return .outOfReach
        }
        var choices = PlanChoices()
        choices.going = [teacher]
        return .notNeeded(alternative(choices))
    }

    /// Every post that is needed or filled, by receiver and subject.
    ///
    /// - Parameter receivers: only those.
    package func posts(of receivers: Set<Int>) -> [PostReason] {
        var posts = Set(
            plan.facts.needs.filter { $0.amount > 0 }.map { [$0.receiver, $0.subject] })
        for place in plan.moves {
            let move = plan.facts.moves[place]
            posts.insert([move.receiver, move.subject])
        }
        return posts.filter { receivers.contains($0[0]) }
            .sorted { $0.lexicographicallyPrecedes($1) }
            .map { post($0[0], $0[1]) }
    }

    /// How many points the unit would save without each rule; `nil` when the search was cut short.
    package func prices() -> [(family: RuleFamily, saved: Int?)] {
        RuleFamily.allCases.map { family in
            var options = ModelOptions()
            options.dropped = [family]
            let answer = planner.solve(UnitModel(plan.facts, options), [.points])
            let saved = answer.status == .optimal ? answer.objective.map { points - $0 } : nil
            return (family, saved)
        }
    }

    private func post(_ receiver: Int, _ subject: Int) -> PostReason {
        let coming = plan.coming(receiver, subject)
        let key = PlanChoices.Post(
            school: plan.facts.receivers[receiver].school, subject: subject)
        var more = PlanChoices()
        more.leastComing = [key: coming + 1]
        var fewer = PlanChoices()
        fewer.mostComing = [key: coming - 1]
        return PostReason(
            receiver: receiver, subject: subject, need: need(receiver, subject), coming: coming,
            candidates: plan.facts.moves.count {
                $0.receiver == receiver && $0.subject == subject
            },
            oneMore: alternative(more), oneFewer: coming > 0 ? alternative(fewer) : nil)
    }

    private func need(_ receiver: Int, _ subject: Int) -> NeedFacts? {
        plan.facts.needs.first { $0.receiver == receiver && $0.subject == subject }
    }

    /// The best plan under another decision, against this one; of several the most similar.
    package func alternative(_ choices: PlanChoices) -> Alternative {
        var options = ModelOptions()
        options.choices = choices
        options.present = Set(
            plan.placements.map { PlanChoices.Pair(teacher: $0.teacher, school: $0.school) })
        options.isPointsFirst = true
        let answer = planner.solve(UnitModel(plan.facts, options), [.pointsThenChanges])
        guard answer.status != .infeasible else { return .impossible }
        guard answer.status == .optimal, let objective = answer.objective else {
            // The bound is one of points and changes together and says little of points alone.
            return .unfinished
        }
        let before = Set(plan.placements)
        let after = Set(answer.plan)
        return .costs(
            points: objective - points, sent: answer.plan.filter { !before.contains($0) },
            kept: plan.placements.filter { !after.contains($0) })
    }
}
