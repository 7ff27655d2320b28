package import TaoliModels
package import TaoliPolicy

/// What a pack's calendar asks for in a month.
package enum DueCalendar {
    /// One thing that is due by the end of a month.
    package struct Item: Hashable, Sendable {
        /// The rule's id in the pack.
        package let rule: String
        /// In the words of the system.
        package let name: Wording
        /// The last day of the month.
        package let dueOn: CalendarDate
    }

    /// What is due in the month of a day.
    ///
    /// - Parameter since: the school year from which the district follows the pack; what comes every
    ///   second year is due in it, and every second year after it.
    package static func due(
        in pack: PolicyPack, on day: CalendarDate, since: SchoolYear
    ) -> [Item] {
        let (year, month, _) = day.components
        let next = month == 12 ? (year + 1, 1) : (year, month + 1)
        guard let first = CalendarDate(year: next.0, month: next.1, day: 1) else { return [] }
        let age = SchoolYear(containing: day).startYear - since.startYear
        return pack[CalendarSection.self].dates.filter { rule in
            rule.month == month && age >= 0 && (rule.every != .twoYears || age.isMultiple(of: 2))
        }.map { rule in
            Item(rule: rule.id, name: rule.name, dueOn: first.adding(days: -1))
        }
    }
}
