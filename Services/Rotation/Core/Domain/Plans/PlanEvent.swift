/// What happened to a plan; the plan after it says the rest.
package enum PlanEvent: Hashable, Sendable {
    /// It waits to be solved.
    case started
    /// - Parameter sent: of an infeasible plan those of the ready plan that sends more.
    case solved(sent: Int)
    /// It passed the check, or a ready plan was taken.
    case checked
    /// Schools may see it and object.
    case consultationOpened
    /// A school or the group objected.
    case objectionRaised(PlanObjection)
    /// The bureau answered.
    case objectionAnswered(PlanObjection)
    /// It was repaired; how many moves were given up and made.
    case repaired(removed: Int, added: Int)
    /// The bureau decided.
    case decided
    /// It was given up.
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
