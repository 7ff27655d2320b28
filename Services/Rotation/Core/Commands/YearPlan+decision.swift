package import TaoliModels
package import TaoliPolicy

extension YearPlan {
    /// Asked before facts are looked at anew, so that who decides second is told that first.
    ///
    /// - Parameters:
    ///   - version: the one that was looked at; `nil` for whichever it is.
    ///   - reason: lets the bureau decide while objections may still come, and says how one to the
    ///     plan as a whole that it upheld was met.
    /// - Throws: `not-your-district`, `plan-decided`, `plan-state`, `year-over`, `plan-changed`,
    ///   `objections-open`, `objection-upheld`, `consultation-open`.
    package func checkDecision(
        by caller: Caller, version: Int64?, reason: String, today: CalendarDate
    ) throws(Refusal) {
        try BureauAuthority.check(caller, of: district)
        _ = try state.stepped(.decide)
        try year.checkPlannable(today)
        if let version, version != self.version { throw PlanRefusals.changed(self.version) }
        let open = objections.count { $0.status == .open }
        guard open == 0 else { throw PlanRefusals.objectionsOpen(open) }
        let going = Set(moves.map(\.person))
        let upheld = objections.contains { objection in
            objection.status == .upheld && objection.person.map(going.contains) ?? false
        }
        guard !upheld else { throw PlanRefusals.objectionUpheld }
        let isPlanUpheld = objections.contains { $0.status == .upheld && $0.person == nil }
        if isPlanUpheld, reason.isEmpty { throw PlanRefusals.planObjectionUpheld }
        if let consultedUntil, today < consultedUntil, reason.isEmpty {
            throw PlanRefusals.consultationOpen(consultedUntil)
        }
    }

    /// The bureau decides: a placement for each move.
    ///
    /// - Parameters:
    ///   - stale: what has changed since it was solved.
    ///   - years: how long its placements last; `nil` for as long as the pack asks.
    ///   - newID: makes the placements' ids.
    /// - Throws: what ``checkDecision(by:version:reason:today:)`` does, `plan-stale`,
    ///   `stay-too-short`, `bad-years`.
    package func decided(
        stale: [Wording], terms: PlacementTerms, today: CalendarDate, newID: () -> PlacementID
    ) throws(Refusal) -> (decision: PlanDecision, placements: [StayDecision]) {
        guard stale.isEmpty else { throw PlanRefusals.stale(stale) }
        var plan = self
        plan.state = try state.stepped(.decide)
        plan.decidedOn = today
        plan.years = terms.years
        var placements: [StayDecision] = []
        for move in moves { placements.append(TeacherStay.decide(newID(), move, plan, terms)) }
        return (PlanDecision(plan, .decided), placements)
    }
}

/// What a plan's placements have in common.
package struct PlacementTerms: Hashable, Sendable {
    package let kind: PlacementKind
    /// School years that they last.
    package let years: Int
    /// First day at the receiving school.
    package let from: CalendarDate
    /// First day back at home.
    package let until: CalendarDate
    /// The clause for how long they last, or `ours`.
    package let clause: String
    /// Full school years below which an end breaks the year's share; 0 without such a rule.
    package let yearsAtLeast: Int
    /// Who appraises; `nil` where the pack names nobody.
    package let appraiser: AppraiserRule.Appraiser?
    /// When an allowance is due; `nil` where the pack gives none.
    package let allowance: AllowanceTerms?

    /// As the pack has them.
    ///
    /// - Parameters:
    ///   - years: `nil` for as long as the pack asks, one year where it asks nothing; counted from
    ///     the school year in which they begin.
    ///   - from: of substitutes, who come later; `nil` for the day of the plan's facts.
    /// - Throws: `bad-years`, `stay-too-short`.
    package init(
        _ pack: PolicyPack, _ plan: YearPlan, years: Int?, from: CalendarDate? = nil
    ) throws(Refusal) {
        let rules = PlacementRules(pack)
        kind = .rotation
        let rule = rules.stay(of: .rotation)
        yearsAtLeast = rule?.yearsAtLeast ?? 0
        let years = years ?? max(1, yearsAtLeast)
        guard (1...RotationLimits.yearsMax).contains(years) else { throw PlacementTerms.badYears }
        if years < yearsAtLeast {
            throw Refusal(
                .precondition, "stay-too-short", clause: rule?.source.clause, field: "years",
                what: Wording(
                    "期限 \(years) 年，少于 \(yearsAtLeast) 个学年。",
                    "\(years) years; at least \(yearsAtLeast) school years are asked."),
                next: Wording("请延长期限。", "Make it longer."))
        }
        clause = rule?.source.citation ?? "ours"
        self.years = years
        self.from = from ?? plan.factsOn
        until = SchoolYear(startYear: SchoolYear(containing: self.from).startYear + years).firstDay
        appraiser = rules.appraiser(of: .rotation)?.by
        allowance = rules.allowance(for: .rotation)
    }

    private static let badYears = Refusal(
        .invalid, "bad-years", field: "years",
        what: Wording(
            "期限应为 1 到 \(RotationLimits.yearsMax) 个学年。",
            "A placement lasts 1 to \(RotationLimits.yearsMax) school years."),
        next: Wording("请改正，或留空按政策包执行。", "Correct it, or leave it out to follow the pack."))
}

extension SchoolYear {
    /// 1 September.
    package var firstDay: CalendarDate {
        CalendarDate(year: startYear, month: 9, day: 1) ?? CalendarDate(daysSinceEpoch: 0)
    }

    /// The day after its last: the next year's first.
    package var firstDayAfter: CalendarDate { SchoolYear(startYear: startYear + 1).firstDay }

    /// A year that is over is not planned any more.
    ///
    /// - Throws: `year-over`.
    package func checkPlannable(_ today: CalendarDate) throws(Refusal) {
        guard firstDayAfter > today else { throw PlanRefusals.yearOver(self) }
    }
}

extension YearPlan {
    /// The placement of a move that a repair added after the decision.
    package func placement(_ id: PlacementID, _ move: PlannedMove, _ terms: PlacementTerms)
        -> StayDecision
    {
        TeacherStay.decide(id, move, self, terms)
    }
}
