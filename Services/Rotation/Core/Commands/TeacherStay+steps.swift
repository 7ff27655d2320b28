package import TaoliModels
package import TaoliPolicy

extension TeacherStay {
    /// The placement that a plan's move becomes.
    static func decide(
        _ id: PlacementID, _ move: PlannedMove, _ plan: YearPlan, _ terms: PlacementTerms
    ) -> StayDecision {
        StayDecision(
            TeacherStay(
                id: id, plan: plan.id, group: plan.group, district: plan.district,
                districts: plan.districts, person: move.person, kind: terms.kind, home: move.home,
                receiving: move.receiving, stage: plan.stage, subject: move.subject,
                isKey: move.isKey, year: plan.year, from: terms.from, until: terms.until,
                state: .decided, pack: plan.pack, packVersion: plan.packVersion,
                clause: terms.clause, yearsAtLeast: terms.yearsAtLeast,
                appraiser: terms.appraiser, allowance: terms.allowance), .decided)
    }

    /// The bureau directs every placement, a group those that it arranged itself.
    ///
    /// - Throws: `not-your-district`.
    package func checkDirector(_ caller: Caller) throws(Refusal) {
        if arrangement?.by == .group, caller.unit == UnitReference(.group, group.description) {
            return
        }
        try BureauAuthority.check(caller, of: district)
    }

    /// Teacher and schools were notified.
    ///
    /// - Throws: `not-your-district`, `placement-state`.
    package func notified(by caller: Caller, today: CalendarDate) throws(Refusal) -> StayDecision {
        try checkDirector(caller)
        var stay = self
        stay.state = try state.stepped(.notify)
        return StayDecision(stay, .notified(today))
    }

    /// The receiving school, or the bureau, confirms that the teacher has begun.
    ///
    /// - Throws: `not-your-district`, `placement-state`, `not-yet`, `outside-placement`.
    package func began(by caller: Caller, on day: CalendarDate, today: CalendarDate)
        throws(Refusal) -> StayDecision
    {
        if caller.unit != UnitReference(.school, receiving.description) {
            try checkDirector(caller)
        }
        var stay = self
        stay.state = try state.stepped(.begin)
        guard day >= from, day < until else { throw StayRefusals.outsideStay(self) }
        guard day <= today else { throw StayRefusals.notYet(day) }
        stay.beganOn = day
        return StayDecision(stay, .began(day))
    }

    /// A school year's appraisal (SH-3: the receiving school; XN-35: the lead), once its last month has
    /// come, or the placement's end.
    ///
    /// - Parameter leads: the schools that lead the group now.
    /// - Throws: `not-the-appraiser`, `placement-state`, `year-outside`, `not-yet`,
    ///   `appraised-already`.
    package func appraised(
        by caller: Caller, leads: Set<SchoolID>, _ year: SchoolYear, _ grade: AppraisalGrade,
        today: CalendarDate
    ) throws(Refusal) -> StayDecision {
        let by = isAppraiser(caller, leads) ? appraiser : nil
        guard by != nil || BureauAuthority.isBureau(caller, of: district) else {
            throw StayRefusals.notAppraiser
        }
        var stay = self
        stay.state = try state.stepped(.appraise)
        guard year.firstDay < until, from < year.firstDayAfter else {
            throw StayRefusals.yearOutside(self)
        }
        let due = min(year.appraisedFrom, until)
        guard due <= today else { throw StayRefusals.notYet(due) }
        guard !appraisals.contains(where: { $0.year == year }) else {
            throw StayRefusals.appraisedAlready
        }
        let appraisal = StayAppraisal(year: year, grade: grade, recordedOn: today)
        stay.appraisals.append(appraisal)
        return StayDecision(stay, .appraised(appraisal, by: by?.rawValue ?? "bureau"))
    }

    private func isAppraiser(_ caller: Caller, _ leads: Set<SchoolID>) -> Bool {
        switch appraiser {
        case .receiving: caller.unit == UnitReference(.school, receiving.description)
        case .home: caller.unit == UnitReference(.school, home.description)
        case .lead:
            caller.unit == UnitReference(.group, group.description)
                || leads.contains { caller.unit == UnitReference(.school, $0.description) }
        case nil: false
        }
    }

    /// It lasts longer.
    ///
    /// - Throws: `not-your-district`, `placement-state`, `not-later`, `too-long-a-placement`.
    package func extended(by caller: Caller, until day: CalendarDate) throws(Refusal)
        -> StayDecision
    {
        try checkDirector(caller)
        var stay = self
        stay.state = try state.stepped(.extend)
        guard day > until else { throw StayRefusals.notLater(until) }
        guard years(until: day) <= RotationLimits.yearsMax else { throw StayRefusals.tooLong }
        stay.until = day
        return StayDecision(stay, .extended(from: until))
    }

    /// It ends before its time; one that has not begun never was.
    ///
    /// - Parameters:
    ///   - day: first day on which it no longer holds; of one that has not begun any.
    ///   - reason: in words; told in no event.
    /// - Throws: `not-your-district`, `placement-state`, `outside-placement`, `not-yet`.
    package func ended(
        by caller: Caller, on day: CalendarDate, ground: EndGround, reason: String,
        today: CalendarDate
    ) throws(Refusal) -> StayDecision {
        try checkDirector(caller)
        var stay = self
        stay.state = try state.stepped(.end)
        guard let beganOn else {
            stay.until = from
            stay.ground = ground
            stay.endedReason = reason
            return StayDecision(stay, .endedEarly(from, ground, breaksYear: yearsAtLeast > 0))
        }
        guard day > beganOn, day < until else { throw StayRefusals.outsideStay(self) }
        // Until then it holds, and its school year can be appraised.
        guard day <= today else { throw StayRefusals.notYet(day) }
        stay.until = day
        stay.ground = ground
        stay.endedReason = reason
        return StayDecision(
            stay,
            .endedEarly(day, ground, breaksYear: wholeYears(until: day) < yearsAtLeast))
    }

    /// It lasted its time, every school year appraised. Opens the duty after the return where every
    /// appraisal is good enough (SH-4).
    ///
    /// - Throws: `not-your-district`, `placement-state`, `not-yet`, `year-not-appraised`.
    package func completed(by caller: Caller, today: CalendarDate) throws(Refusal)
        -> StayDecision
    {
        try checkDirector(caller)
        var stay = self
        stay.state = try state.stepped(.complete)
        guard today >= until else { throw StayRefusals.notYet(until) }
        let first = SchoolYear(containing: from).startYear
        let missing = (first..<first + years(until: until)).map { SchoolYear(startYear: $0) }
            .filter { year in !appraisals.contains { $0.year == year } }
        guard missing.isEmpty else { throw StayRefusals.notAppraised(missing) }
        if let duty = stay.duty, duty.isOpened(by: appraisals) { stay.duty?.openedOn = today }
        return StayDecision(stay, .completed(months: ServiceMonths.months(of: stay, on: today)))
    }

    /// The home school, or the bureau, records that the person has taken up a duty (SH-4).
    ///
    /// - Throws: `not-your-district`, `no-duty`, `duty-taken-up`, `unknown-task`, `not-back`,
    ///   `not-yet`.
    package func tookUpDuty(
        by caller: Caller, _ task: String, on day: CalendarDate, today: CalendarDate
    ) throws(Refusal) -> StayDecision {
        if caller.unit != UnitReference(.school, home.description) { try checkDirector(caller) }
        guard let duty, duty.openedOn != nil else {
            throw StayRefusals.noDuty(duty?.clause, state)
        }
        guard duty.takenUpOn == nil else { throw StayRefusals.dutyTakenUp }
        guard duty.tasks.contains(task) else { throw StayRefusals.unknownTask(duty) }
        guard day >= until else { throw StayRefusals.notBack(until) }
        guard day <= today else { throw StayRefusals.notYet(day) }
        var stay = self
        stay.duty?.task = task
        stay.duty?.takenUpOn = day
        return StayDecision(stay, .tookUpDuty(task: task, day))
    }
}

extension SchoolYear {
    /// 1 June: a school year is appraised in its last month of lessons. House rule, since SH-3 says who
    /// appraises, not when.
    fileprivate var appraisedFrom: CalendarDate { firstDayAfter.adding(days: -92) }
}
