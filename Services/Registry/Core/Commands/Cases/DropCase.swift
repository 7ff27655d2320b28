package import TaoliModels

/// Ends a case whose ground is gone, before it came about: the product itself does so.
package struct DropCase: Sendable {
    /// Why; empty where the case says it itself.
    package let reason: String

    package init(reason: String) { self.reason = reason }

    /// - Returns: the case, dropped; `CaseClosed`. `nil` when it is closed, or came about: what a bureau
    ///   consented to is a person's to take back.
    package func decide(_ item: Case, on today: CalendarDate, _ rules: CaseRules) -> CaseDecision? {
        guard !item.status.isClosed, item.effectiveOn == nil else { return nil }
        var after = item
        CaseFlow(rules: rules, today: today).close(&after, as: .dropped)
        after.closing = CaseClosing(by: .system, on: today, reason: reason)
        return CaseLog(rules: rules, before: item, author: .system)
            .decision(after, at: nil, answer: nil, reason: reason)
    }
}
