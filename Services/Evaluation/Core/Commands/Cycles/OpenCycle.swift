package import TaoliModels
package import TaoliPolicy

/// Opens a cycle: its pack, its members of a day and what is assessed are frozen.
package struct OpenCycle: Sendable {
    /// Names it.
    package let id: CycleID
    /// Whose it is.
    package let district: DistrictCode
    /// What it judges by.
    package let kind: CycleKind
    /// The year that is assessed.
    package let period: CyclePeriod
    /// The day whose membership counts; `nil` for the year's last day, or today before it.
    package let membersOn: CalendarDate?
    /// Working days; `nil` for the usual number.
    package let contestDays: Int?
    /// It was decided before this program knew of it.
    package let isPast: Bool
    /// Whether the bureau named the groups; a pilot's tree is for those only (JD-14).
    package let namesGroups: Bool
    /// Why; at most `EvaluationLimits.reasonMax` characters.
    package let reason: String

    package init(
        id: CycleID, district: DistrictCode, kind: CycleKind, period: CyclePeriod,
        membersOn: CalendarDate? = nil, contestDays: Int? = nil, isPast: Bool = false,
        namesGroups: Bool = false, reason: String = ""
    ) {
        self.id = id
        self.district = district
        self.kind = kind
        self.period = period
        self.membersOn = membersOn
        self.contestDays = contestDays
        self.isPast = isPast
        self.namesGroups = namesGroups
        self.reason = reason
    }

    /// What must hold before members are looked up.
    ///
    /// - Returns: the day whose membership counts.
    /// - Throws: `not-your-cycle`, `members-in-future`, `day-outside-year`, `past-needs-reason`,
    ///   `not-past`, `bad-contest-days`.
    package func check(by caller: Caller, on today: CalendarDate) throws(Refusal) -> CalendarDate {
        try CycleAuthority.checkBureau(caller, district)
        let day = membersOn ?? min(period.lastDay, today)
        guard day <= today else { throw CycleRefusals.notBegun(day) }
        guard (period.firstDay...period.lastDay).contains(day) else {
            throw CycleRefusals.outsidePeriod(period)
        }
        if isPast {
            guard !reason.isEmpty else { throw CycleRefusals.pastNeedsReason }
            guard period.lastDay < today else { throw CycleRefusals.notPast(period) }
        }
        if let contestDays, !(1...EvaluationLimits.contestDaysMax).contains(contestDays) {
            throw CycleRefusals.contestDays
        }
        return day
    }

    /// - Parameters:
    ///   - members: of the groups on that day.
    ///   - running: packs of the district's other cycles that are not over.
    /// - Returns: the cycle; `CycleOpened`.
    /// - Throws: what `check` throws, `nothing-in-pack`, `unknown-tree`, `wrong-period`,
    ///   `not-a-pilot-unit`, `no-members`, `too-many-members`, `standard-changed-in-cycle`.
    package func decide(
        by caller: Caller, on today: CalendarDate, pack: PolicyPack, members: [CycleMember],
        running: [PolicyPack]
    ) throws(Refusal) -> CycleDecision {
        let day = try check(by: caller, on: today)
        let rule = try rule(in: pack, members)
        guard !members.isEmpty else { throw CycleRefusals.noMembers }
        for other in running where other.id == pack.id {
            if let refusal = CycleRules(other).refusal(changingTo: pack, isOpen: true) {
                throw refusal
            }
        }
        let cycle = Cycle(
            id: id, district: district, pack: pack.id, packVersion: pack.version, kind: kind,
            name: rule.name, clause: rule.clause, period: period, membersOn: day, isPast: isPast,
            contestDays: isPast ? 0 : contestDays ?? EvaluationLimits.contestDaysUsual,
            openedOn: today,
            members: members.sorted { $0.place.lexicographicallyPrecedes($1.place) })
        guard cycle.groups.count <= EvaluationLimits.groupsMax,
            members.count <= EvaluationLimits.membersMax
        else { throw CycleRefusals.tooMany }
        return cycle.happened(.opened, telling: isPast ? [] : cycle.assessed)
    }

    private typealias Rule = (name: Wording, clause: String)

    private func rule(in pack: PolicyPack, _ members: [CycleMember]) throws(Refusal) -> Rule {
        let section = pack[EvaluationSection.self]
        switch kind {
        case .standards:
            let first = section.standards.first?.source ?? section.resources.first?.source
            guard let first else { throw CycleRefusals.nothingToJudge }
            try checkPeriod(.schoolYear)
            return (Wording("各项标准", "standards"), first.citation)
        case .levels:
            guard let first = section.levels.first else { throw CycleRefusals.nothingToJudge }
            try checkPeriod(first.every)
            return (Wording("成员学校等第", "levels of members"), first.source.citation)
        case .tree(let id):
            let tree = try PackTree(pack, id)
            try checkPeriod(tree.rule.every)
            let pilots = Set(namesGroups ? members.map { "\($0.group)" } : [])
            for member in members {
                if let refusal = tree.refusal(for: "\(member.group)", pilots: pilots) {
                    throw refusal
                }
            }
            return (tree.rule.name, tree.rule.source.citation)
        }
    }

    private func checkPeriod(_ every: CalendarRule.Rhythm) throws(Refusal) {
        switch (every, period) {
        case (.schoolYear, .schoolYear), (.calendarYear, .calendarYear), (.twoYears, _): return
        case (.schoolYear, _):
            throw CycleRefusals.period(period, Wording("按学年评价", "it goes by school years"))
        case (.calendarYear, _):
            throw CycleRefusals.period(period, Wording("按年度评价", "it goes by calendar years"))
        }
    }
}

extension CycleMember {
    /// By group, the lead first, then by name; ids decide between equal names.
    fileprivate var place: [String] {
        [groupName, "\(group)", leads ? "0" : "1", schoolName, "\(school)"]
    }
}
