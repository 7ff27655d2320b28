import TaoliModels
package import TaoliPolicy

/// Enters a published cycle's result into the record of one subject, with what follows from it.
///
/// Years may come in any order, since past ones are recorded afterwards: a row of failures is told
/// once, when the year that completes it comes.
package struct RecordResult: Sendable {
    private let cycle: Cycle
    private let pack: PolicyPack

    /// - Parameters:
    ///   - cycle: as it was published.
    ///   - pack: the one with which it began.
    package init(_ cycle: Cycle, _ pack: PolicyPack) {
        self.cycle = cycle
        self.pack = pack
    }

    /// - Parameters:
    ///   - record: as it stands; one without years when it is new.
    ///   - results: of that subject.
    /// - Returns: `ResultPublished` or `LevelMissing`, then `WarningBegan`, `WarningEnded`,
    ///   `ConsecutiveFailureFound` where the pack's consequences say so.
    package func decide(_ record: VerdictRecord, _ results: [CycleResult]) -> VerdictDecision {
        guard let whole = results.first(where: \.isWhole) else {
            return VerdictDecision(state: record, changes: [])
        }
        let member = cycle.member(record.subject)
        let publishedOn = cycle.publishedOn ?? cycle.membersOn
        let isJudged = whole.verdict != Verdict.noData.rawValue
        let year = VerdictYear(
            period: cycle.period, cycle: cycle.id, kind: cycle.kind,
            result: result(whole), name: whole.name, membership: member?.membership,
            publishedOn: publishedOn, isPast: cycle.isPast)
        var state = record
        state.years.append(year)
        state.districts = Set(record.districts + (member?.districts ?? [])).sorted()
        var log = VerdictLog(record, isHushed: isHushed)
        if isJudged {
            log.record(
                .published(year, figures(results)), clause: whole.clause, telling: record.own)
        } else {
            log.record(
                .levelMissing, clause: whole.clause, telling: record.own + [record.bureau])
        }
        if case .levels = cycle.kind { follow(&state, record, year, member, &log) }
        return log.decision(state)
    }

    /// Whom a past year concerns was told then. What has to be done about it now is told: an exit,
    /// and a plate that hangs for the last school year that was over when it was recorded.
    private func isHushed(_ event: VerdictEvent) -> Bool {
        guard cycle.isPast else { return false }
        switch event {
        case .published, .levelMissing: return true
        case .warningBegan, .warningEnded:
            let last = SchoolYear(containing: cycle.openedOn).startYear - 1
            return cycle.period.schoolYear.startYear < last
        default: return false
        }
    }

    private func result(_ whole: CycleResult) -> String {
        switch cycle.kind {
        case .standards: whole.verdict
        case .levels, .tree: whole.figure
        }
    }

    /// What stands in the way first; the whole itself is told apart.
    private func figures(_ results: [CycleResult]) -> [CycleResult] {
        let parts = results.filter { !$0.isWhole }
        return Array(
            (parts.filter(\.isAgainst) + parts.filter { !$0.isAgainst })
                .prefix(EvaluationLimits.figuresMax))
    }

    private func follow(
        _ state: inout VerdictRecord, _ before: VerdictRecord, _ year: VerdictYear,
        _ member: CycleMember?, _ log: inout VerdictLog
    ) {
        let outcomes = state.levels.outcomes(pack)
        let known = Set(before.levels.outcomes(pack))
        if case .schoolYear(let latest) = year.period,
            !state.levels.years.contains(where: { $0.year > latest })
        {
            let warning = outcomes.first { $0.year == latest && $0.rule.then == .warning }
            let telling = state.own + [state.bureau]
            if let warning, before.warnedSince == nil {
                state.warnedSince = year.publishedOn
                log.record(
                    .warningBegan(year.publishedOn), clause: warning.rule.source.citation,
                    telling: telling)
            } else if warning == nil, before.warnedSince != nil, !year.result.isEmpty {
                state.warnedSince = nil
                log.record(
                    .warningEnded(year.publishedOn), clause: cycle.clause, telling: telling)
            }
        }
        for outcome in outcomes where outcome.rule.then == .forcedExit && !known.contains(outcome) {
            let row = (0..<outcome.rule.inARow).reversed().map {
                SchoolYear(startYear: outcome.year.startYear - $0)
            }
            log.record(
                .consecutiveFailure(outcome.rule, row, member?.sites ?? []),
                clause: outcome.rule.source.citation, telling: state.own + [state.bureau])
        }
    }
}
