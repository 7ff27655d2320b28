package import TaoliModels

extension YearPlan {
    /// Schools see the plan and may object until the day.
    ///
    /// - Throws: `not-your-district`, `plan-state`, `plan-decided`, `consultation-past`.
    package func consulted(
        by caller: Caller, until: CalendarDate, today: CalendarDate
    ) throws(Refusal) -> PlanDecision {
        try BureauAuthority.check(caller, of: district)
        var plan = self
        plan.state = try state.stepped(.consult)
        guard until > today else { throw PlanRefusals.consultationPast(today) }
        plan.consultedUntil = until
        return PlanDecision(plan, .consultationOpened)
    }

    /// A school of the plan or its group objects.
    ///
    /// - Throws: `not-your-plan`, `plan-state`, `plan-decided`, `consultation-over`, `not-in-plan`,
    ///   `too-many-objections`.
    package func objected(
        _ id: ObjectionID, by caller: Caller, about person: PersonID?, text: String,
        today: CalendarDate
    ) throws(Refusal) -> PlanDecision {
        guard let unit = caller.unit, [.school, .group].contains(caller.role),
            recipients.contains(unit)
        else { throw PlanRefusals.notYourPlan }
        var plan = self
        plan.state = try state.stepped(.object)
        guard let consultedUntil, today < consultedUntil else {
            throw PlanRefusals.consultationOver
        }
        if let person, !moves.contains(where: { $0.person == person }) {
            throw PlanRefusals.notInPlan
        }
        guard objections.count < RotationLimits.objectionsMax else {
            throw PlanRefusals.tooManyObjections
        }
        let objection = PlanObjection(
            id: id, unit: unit, person: person, text: text, raisedOn: today)
        plan.objections.append(objection)
        return PlanDecision(plan, .objectionRaised(objection))
    }

    /// The bureau answers an objection, once.
    ///
    /// - Parameter isUpheld: whether the bureau agrees; the plan is to be changed then.
    /// - Throws: `not-your-district`, `plan-state`, `plan-decided`, `not-found`,
    ///   `objection-answered`.
    package func answered(
        _ id: ObjectionID, by caller: Caller, isUpheld: Bool, answer: String, today: CalendarDate
    ) throws(Refusal) -> PlanDecision {
        try BureauAuthority.check(caller, of: district)
        var plan = self
        plan.state = try state.stepped(.answer)
        guard let place = objections.firstIndex(where: { $0.id == id }) else {
            throw PlanRefusals.unknownObjection
        }
        guard objections[place].status == .open else { throw PlanRefusals.answered }
        plan.objections[place].status = isUpheld ? .upheld : .rejected
        plan.objections[place].answer = answer
        plan.objections[place].answeredOn = today
        return PlanDecision(plan, .objectionAnswered(plan.objections[place]))
    }

    /// Given up before it is decided.
    ///
    /// - Throws: `not-your-district`, `plan-state`, `plan-decided`.
    package func withdrawn(by caller: Caller) throws(Refusal) -> PlanDecision {
        try BureauAuthority.check(caller, of: district)
        var plan = self
        plan.state = try state.stepped(.withdraw)
        return PlanDecision(plan, .withdrawn)
    }
}
