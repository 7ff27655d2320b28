package import TaoliModels
package import TaoliPolicy

/// Names a unit that reached its standards (SH-13).
package struct NameUnit: Sendable {
    /// The day of the naming, not in the future.
    package let namedOn: CalendarDate

    package init(namedOn: CalendarDate) { self.namedOn = namedOn }

    /// - Returns: `UnitNamed` with the window of its review.
    /// - Throws: `not-your-cycle`, `nothing-to-name`, `named-already`, `standards-not-met`,
    ///   `disqualified-this-year`, `day-in-future`, `named-too-early`.
    package func decide(
        _ record: VerdictRecord, by caller: Caller, on today: CalendarDate, pack: PolicyPack
    ) throws(Refusal) -> VerdictDecision {
        try CycleAuthority.checkBureau(caller, record.district)
        guard let rule = pack[EvaluationSection.self].naming.first else {
            throw NamingRefusals.nothingToName
        }
        guard namedOn <= today else { throw NamingRefusals.dayInFuture }
        guard record.state.namedOn == nil else { throw NamingRefusals.named }
        if let day = record.naming.disqualifiedOn, day.components.year == namedOn.components.year {
            throw NamingRefusals.disqualified(day)
        }
        let last = record.counted.filter { $0.kind == .standards }
            .max {
                ($0.period.schoolYear, $0.publishedOn) < ($1.period.schoolYear, $1.publishedOn)
            }
        guard let last, last.result == Verdict.met.rawValue else {
            throw NamingRefusals.notReached(rule.source.clause)
        }
        // When the result of a past year was published is not always known.
        let first = last.isPast ? last.period.lastDay : last.publishedOn
        guard namedOn >= first else { throw NamingRefusals.tooEarly(after: first) }
        var state = record
        state.naming = VerdictRecord.Naming(namedOn: namedOn)
        var log = VerdictLog(record)
        log.record(
            .named(namedOn, rule.window(after: namedOn)), clause: rule.source.citation,
            telling: record.own + [record.bureau])
        return log.decision(state)
    }
}

/// A named unit was reviewed and keeps its name (SH-13, decision 10).
package struct PassReview: Sendable {
    /// The day of the review, not in the future.
    package let reviewedOn: CalendarDate

    package init(reviewedOn: CalendarDate) { self.reviewedOn = reviewedOn }

    /// - Returns: `ReviewPassed` with the window of the next one.
    /// - Throws: `not-your-cycle`, `not-named`, `review-too-early`, `day-in-future`.
    package func decide(
        _ record: VerdictRecord, by caller: Caller, on today: CalendarDate, pack: PolicyPack
    ) throws(Refusal) -> VerdictDecision {
        try CycleAuthority.checkBureau(caller, record.district)
        guard let rule = pack[EvaluationSection.self].naming.first else {
            throw NamingRefusals.nothingToName
        }
        guard reviewedOn <= today else { throw NamingRefusals.dayInFuture }
        switch record.state.review(on: reviewedOn, pack) {
        case .none: throw NamingRefusals.notNamed
        case .waiting:
            let start = record.state.reviewedOn ?? record.state.namedOn ?? reviewedOn
            throw NamingRefusals.tooEarly(rule.window(after: start), rule.source.clause)
        case .open, .overdue: break
        }
        var state = record
        state.naming.reviewedOn = reviewedOn
        state.naming.told = .none
        var log = VerdictLog(record)
        log.record(
            .reviewPassed(reviewedOn, rule.window(after: reviewedOn)),
            clause: rule.source.citation, telling: record.own + [record.bureau])
        return log.decision(state)
    }
}

/// Tells when the window of a review opened, and when it passed without one.
package struct RunReviewClock: Sendable {
    package init() {}

    /// - Returns: `ReviewDue`; `nil` when there is nothing new to tell.
    package func decide(_ record: VerdictRecord, on today: CalendarDate, pack: PolicyPack)
        -> VerdictDecision?
    {
        let review = record.state.review(on: today, pack)
        guard review == .open || review == .overdue, review != record.naming.told,
            let rule = pack[EvaluationSection.self].naming.first,
            let start = record.state.reviewedOn ?? record.state.namedOn
        else { return nil }
        var state = record
        state.naming.told = review
        var log = VerdictLog(record)
        log.record(
            .reviewDue(rule.window(after: start), isOverdue: review == .overdue),
            clause: rule.source.citation, telling: record.own + [record.bureau])
        return log.decision(state)
    }
}

/// Grounds of the negative list: together they disqualify a unit that is assessed, or revoke the
/// name of one that has it. One of them alone does neither (SH-13).
package struct RecordGrounds: Sendable {
    /// Ids in the pack; each is evidenced.
    package let grounds: [String]
    /// What shows them; not empty.
    package let evidence: String
    /// Why; at most `EvaluationLimits.reasonMax` characters.
    package let reason: String

    package init(grounds: [String], evidence: String, reason: String) {
        self.grounds = grounds
        self.evidence = evidence
        self.reason = reason
    }

    /// - Returns: `UnitDisqualified` or `NamingRevoked`.
    /// - Throws: `not-your-cycle`, `unknown-ground`, `evidence-needed`, `reason-needed`,
    ///   `grounds-not-together`.
    package func decide(
        _ record: VerdictRecord, by caller: Caller, on today: CalendarDate, pack: PolicyPack
    ) throws(Refusal) -> VerdictDecision {
        try CycleAuthority.checkBureau(caller, record.district)
        let known = pack[EvaluationSection.self].grounds.map(\.id)
        for ground in grounds where !known.contains(ground) {
            throw NamingRefusals.unknownGround(ground, known)
        }
        guard !evidence.isEmpty else { throw NamingRefusals.evidenceNeeded }
        guard !reason.isEmpty else { throw CycleRefusals.reasonNeeded }
        guard let rule = record.state.outcome(Set(grounds), pack) else {
            throw NamingRefusals.notTogether(pack)
        }
        var state = record
        let sorted = grounds.sorted()
        state.naming.grounds = sorted
        var log = VerdictLog(record)
        let telling = record.own + [record.bureau]
        switch rule.then {
        case .disqualify:
            state.naming.disqualifiedOn = today
            log.record(
                .disqualified(today, sorted, reason: reason), clause: rule.source.citation,
                telling: telling)
        case .revoke:
            state.naming.revokedOn = today
            log.record(
                .revoked(today, sorted, reason: reason), clause: rule.source.citation,
                telling: telling)
        }
        return log.decision(state)
    }
}
