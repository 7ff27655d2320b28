package import TaoliModels

/// What a certificate of service states (SH-6): whole months at other schools of a unit.
///
/// A month counts once the receiving school has confirmed the beginning; what is only planned does
/// not. Months are counted from day to day: from 1 September until 1 December are three.
package struct ServiceMonths: Hashable, Sendable {
    /// Months of experience that a unit's teachers need (SH-6: 2 年经历).
    package static let experienceMonths = 24

    /// One placement's months.
    package struct Line: Hashable, Sendable {
        package let stay: TeacherStay
        /// First day counted.
        package let from: CalendarDate
        /// First day no longer counted.
        package let until: CalendarDate
        /// Whole months.
        package let months: Int
    }

    /// In the order in which they began; placements that never began are left out.
    package let lines: [Line]

    /// - Parameters:
    ///   - stays: of one person.
    ///   - on: months until that day.
    package init(_ stays: [TeacherStay], on day: CalendarDate) {
        lines = stays.compactMap { stay in
            guard let from = stay.beganOn, from < day, from < stay.until else { return nil }
            let until = min(day, stay.until)
            return Line(
                stay: stay, from: from, until: until,
                months: ServiceMonths.months(from: from, until: until))
        }.sorted { ($0.from, $0.stay.id.description) < ($1.from, $1.stay.id.description) }
    }

    /// All lines together.
    package var months: Int { lines.reduce(0) { $0 + $1.months } }

    /// Whether the experience is reached in one unit (学区、集团内).
    package var hasExperience: Bool {
        Dictionary(grouping: lines, by: \.stay.group).values.contains {
            $0.reduce(0) { $0 + $1.months } >= ServiceMonths.experienceMonths
        }
    }

    /// One placement's whole months until a day.
    package static func months(of stay: TeacherStay, on day: CalendarDate) -> Int {
        ServiceMonths([stay], on: day).months
    }

    /// Whole months between two days.
    package static func months(from: CalendarDate, until: CalendarDate) -> Int {
        let (left, right) = (from.components, until.components)
        let months = (right.year - left.year) * 12 + right.month - left.month
        return max(0, right.day < left.day ? months - 1 : months)
    }
}
