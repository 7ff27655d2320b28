/// What happened to a plan; the plan after it says the rest.
package enum PlanEvent: Hashable, Sendable {
    case started
    /// - Parameter sent: of an infeasible plan those of the ready plan that sends more.
    case solved(sent: Int)
    case checked
    case consultationOpened
    case objectionRaised(PlanObjection)
    case objectionAnswered(PlanObjection)
    case repaired(removed: Int, added: Int)
    case decided
    case withdrawn
}

/// A plan after a command, with the one event that the command led to.
package struct PlanDecision: Hashable, Sendable {
    package let plan: YearPlan
    package let event: PlanEvent

    /// The plan's version is raised by the event.
    init(_ plan: YearPlan, _ event: PlanEvent) {
        var plan = plan
        plan.version += 1
        self.plan = plan
        self.event = event
    }
}
