/// A school year such as `2025-2026`: it begins on 1 September and ends on 31 August.
package struct SchoolYear: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The calendar year in which it begins.
    package let startYear: Int

    package init(startYear: Int) { self.startYear = startYear }

    /// Reads `2025-2026`; `nil` when the second year is not the first plus one.
    package init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let first = Int(parts[0]), let second = Int(parts[1]),
            second == first + 1, (1900...2198).contains(first)
        else { return nil }
        startYear = first
    }

    /// The school year in which a day lies.
    package init(containing date: CalendarDate) {
        let (year, month, _) = date.components
        startYear = month >= 9 ? year : year - 1
    }

    package var description: String { "\(startYear)-\(startYear + 1)" }

    package static func < (left: Self, right: Self) -> Bool { left.startYear < right.startYear }
}
