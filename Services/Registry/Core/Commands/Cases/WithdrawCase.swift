package import TaoliModels
import TaoliPolicy

/// Takes a case back before it came about.
package struct WithdrawCase: Sendable {
    /// 1 to 500 characters.
    package let reason: String

    package init(reason: String) { self.reason = reason }

    /// - Returns: the case, closed; `CaseClosed`.
    /// - Throws: `case-closed`, `already-decided`, `not-the-applicant`, `reason-needed`.
    package func decide(
        _ item: Case, by caller: Caller, on today: CalendarDate, _ rules: CaseRules
    ) throws(Refusal) -> CaseDecision {
        guard !item.status.isClosed else { throw CaseRefusals.closed(item) }
        if let date = item.effectiveOn {
            throw CaseRefusals.alreadyDecided(from: date, today: today)
        }
        guard CaseApplicant(rules: rules).admits(caller, of: item) else {
            throw CaseRefusals.notApplicant("caller")
        }
        guard !reason.isEmpty else { throw CaseRefusals.reasonNeeded }
        guard reason.count <= RegistryLimits.reasonMax else {
            throw CaseRefusals.reasonTooLong(max: RegistryLimits.reasonMax)
        }
        var after = item
        let author = CaseSignature(caller)
        CaseFlow(rules: rules, today: today).close(&after, as: .withdrawn)
        after.closing = CaseClosing(by: author, on: today, reason: reason)
        return CaseLog(rules: rules, before: item, author: author)
            .decision(after, at: nil, answer: nil, reason: reason)
    }
}
