package import TaoliModels
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
        let year = year(whole, of: record.subject)
        var log = VerdictLog(record, isHushed: isHushed)
        if isJudged(whole) {
            log.record(
                .published(year, figures(results)), clause: whole.clause, telling: record.own)
        } else {
            missing(whole, record, &log)
        }
        var state = entering(year, record)
        follow(&state, record, on: year.publishedOn, reason: "", &log)
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

    /// The cycle was corrected: the result takes the place of the one that it gave before, and what
    /// follows is counted anew.
    ///
    /// - Parameters:
    ///   - record: as it stands, with a result of this cycle.
    ///   - results: of that subject, as they are now.
    ///   - day: from which they count.
    ///   - reason: why they were corrected.
    /// - Returns: `ResultCorrected`, then what `decide` may return, and
    ///   `ConsecutiveFailureWithdrawn` for a row of years that is none any more.
    package func correct(
        _ record: VerdictRecord, _ results: [CycleResult], on day: CalendarDate, reason: String
    ) -> VerdictDecision {
        let place = record.years.firstIndex { $0.cycle == cycle.id && $0.replacedOn == nil }
        guard let whole = results.first(where: \.isWhole), let place else {
            return VerdictDecision(state: record, changes: [])
        }
        let year = year(whole, of: record.subject)
        var log = VerdictLog(record, isHushed: isHushed)
        let correction = ResultCorrection(
            year: year, former: record.years[place], figures: figures(results), correctedOn: day,
            reason: reason)
        log.record(
            .corrected(correction), clause: whole.clause, telling: record.own + [record.bureau])
        if !isJudged(whole) { missing(whole, record, &log) }
        var state = entering(year, record)
        state.years[place].replacedOn = day
        follow(&state, record, on: day, reason: reason, &log)
        return log.decision(state)
    }

    private func year(_ whole: CycleResult, of subject: CycleSubject) -> VerdictYear {
        VerdictYear(
            period: cycle.period, cycle: cycle.id, kind: cycle.kind, result: result(whole),
            name: whole.name, membership: cycle.member(subject)?.membership,
            publishedOn: cycle.publishedOn ?? cycle.membersOn, isPast: cycle.isPast)
    }

    private func isJudged(_ whole: CycleResult) -> Bool {
        whole.verdict != Verdict.noData.rawValue
    }

    private func entering(_ year: VerdictYear, _ record: VerdictRecord) -> VerdictRecord {
        var state = record
        state.years.append(year)
        let member = cycle.member(record.subject)
        state.districts = Set(record.districts + (member?.districts ?? [])).sorted()
        return state
    }

    private func missing(_ whole: CycleResult, _ record: VerdictRecord, _ log: inout VerdictLog) {
        log.record(.levelMissing, clause: whole.clause, telling: record.own + [record.bureau])
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
        _ state: inout VerdictRecord, _ before: VerdictRecord, on day: CalendarDate,
        reason: String, _ log: inout VerdictLog
    ) {
        guard case .levels = cycle.kind else { return }
        let (levels, telling) = (state.levels, state.own + [state.bureau])
        let (outcomes, known) = (levels.outcomes(pack), before.levels.outcomes(pack))
        warn(&state, outcomes, on: day, &log)
        let sites = cycle.member(state.subject)?.sites ?? []
        for outcome in outcomes where outcome.rule.then == .forcedExit && !known.contains(outcome) {
            log.record(
                .consecutiveFailure(outcome.rule, outcome.row, sites),
                clause: outcome.rule.source.citation, telling: telling)
        }
        for outcome in known where outcome.rule.then == .forcedExit && !outcomes.contains(outcome) {
            // Another row of the same membership still leads to the exit.
            let stands = outcomes.contains {
                $0.rule == outcome.rule
                    && levels.membership(in: $0.year) == levels.membership(in: outcome.year)
            }
            guard !stands else { continue }
            log.record(
                .failureWithdrawn(outcome.rule, outcome.row, sites, reason: reason),
                clause: outcome.rule.source.citation, telling: telling)
        }
    }

    /// The last year's level decides whether the plate hangs; without one it stays as it is.
    private func warn(
        _ state: inout VerdictRecord, _ outcomes: [LevelHistory.Outcome], on day: CalendarDate,
        _ log: inout VerdictLog
    ) {
        guard let latest = state.levels.years.last, latest.level != nil else { return }
        let warning = outcomes.first { $0.year == latest.year && $0.rule.then == .warning }
        let telling = state.own + [state.bureau]
        if let warning, state.warnedSince == nil {
            state.warnedSince = day
            log.record(
                .warningBegan(day), clause: warning.rule.source.citation, telling: telling)
        } else if warning == nil, state.warnedSince != nil {
            state.warnedSince = nil
            log.record(.warningEnded(day), clause: cycle.clause, telling: telling)
        }
    }
}

extension LevelHistory.Outcome {
    /// The years that make it, the earliest first.
    fileprivate var row: [SchoolYear] {
        (0..<rule.inARow).reversed().map { SchoolYear(startYear: year.startYear - $0) }
    }
}
