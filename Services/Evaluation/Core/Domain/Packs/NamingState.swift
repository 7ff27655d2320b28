package import TaoliModels
package import TaoliPolicy

/// Naming, its review, and what the negative list takes away (SH-13).
package struct NamingState: Hashable, Sendable {
    /// When the unit was named; `nil` while it is assessed.
    package let namedOn: CalendarDate?
    /// The last review; `nil` before the first.
    package let reviewedOn: CalendarDate?

    package init(namedOn: CalendarDate?, reviewedOn: CalendarDate? = nil) {
        self.namedOn = namedOn
        self.reviewedOn = reviewedOn
    }

    /// Where a named unit stands with its review.
    package enum Review: String, CaseIterable, Sendable {
        /// Not named.
        case none
        /// Too early.
        case waiting
        /// The window is open.
        case open
        /// The window has passed.
        case overdue
    }

    /// The window opens so many years after naming, or after the last review, and is overdue after
    /// so many more; it recurs (decision 10).
    package func review(on date: CalendarDate, _ pack: PolicyPack) -> Review {
        guard let start = reviewedOn ?? namedOn, namedOn != nil,
            let rule = pack[EvaluationSection.self].naming.first
        else { return .none }
        if date < start.adding(years: rule.reviewYears.lowerBound) { return .waiting }
        return date > start.adding(years: rule.reviewYears.upperBound) ? .overdue : .open
    }

    /// What grounds lead to: only where each that the list needs is evidenced, and not the same
    /// before naming and after it.
    package func outcome(_ evidenced: Set<String>, _ pack: PolicyPack) -> NegativeRule? {
        let phase: NegativeRule.Phase = namedOn == nil ? .assessment : .named
        return pack[EvaluationSection.self].negatives.first {
            $0.phase == phase && !$0.needs.isEmpty && $0.needs.allSatisfy(evidenced.contains)
        }
    }
}

extension NamingRule {
    /// The days between which a review takes place.
    package func window(after day: CalendarDate) -> ReviewWindow {
        ReviewWindow(
            from: day.adding(years: reviewYears.lowerBound),
            until: day.adding(years: reviewYears.upperBound))
    }
}

extension CalendarDate {
    /// The same day so many years later; 29 February becomes 28 February.
    fileprivate func adding(years: Int) -> CalendarDate {
        let (year, month, day) = components
        return CalendarDate(year: year + years, month: month, day: day)
            ?? CalendarDate(year: year + years, month: month, day: day - 1) ?? self
    }
}
