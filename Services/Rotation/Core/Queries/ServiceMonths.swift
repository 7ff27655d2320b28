package import TaoliModels

/// What a certificate of service states (SH-6): whole months at other schools of a unit.
///
/// A month counts once the receiving school has confirmed the beginning; what is only planned does
/// not. Months are counted from day to day: from 1 September until 1 December are three. Time spent
/// at two schools at once counts once in a sum, whatever the shares of working time.
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
        /// The person was the mentor (SH-6: 指导), not the one who was placed.
        package let isMentor: Bool
    }

    /// In the order in which they began; placements that never began are left out.
    package let lines: [Line]

    /// - Parameters:
    ///   - stays: of one person, or with the person as mentor.
    ///   - mentor: the person, where some may be another's placements.
    ///   - on: months until that day.
    package init(_ stays: [TeacherStay], of mentor: PersonID? = nil, on day: CalendarDate) {
        lines = stays.compactMap { stay in
            guard let from = stay.beganOn, from < day, from < stay.until else { return nil }
            let until = min(day, stay.until)
            return Line(
                stay: stay, from: from, until: until,
                months: ServiceMonths.months(from: from, until: until),
                isMentor: mentor != nil && stay.arrangement?.mentor == mentor)
        }.sorted { ($0.from, $0.stay.id.description) < ($1.from, $1.stay.id.description) }
    }

    /// At other schools, all lines together.
    package var months: Int { ServiceMonths.together(lines.filter { !$0.isMentor }) }

    /// As a mentor, all lines together.
    package var mentoringMonths: Int { ServiceMonths.together(lines.filter(\.isMentor)) }

    /// Whether the experience is reached in one unit (学区、集团内); guiding is part of it (SH-6).
    package var hasExperience: Bool {
        Dictionary(grouping: lines, by: \.stay.group).values.contains {
            ServiceMonths.together($0) >= ServiceMonths.experienceMonths
        }
    }

    /// Whole months of spans of time, each day once; spans that touch are one.
    private static func together(_ lines: [Line]) -> Int {
        var spans: [(from: CalendarDate, until: CalendarDate)] = []
        for line in lines.sorted(by: { $0.from < $1.from }) {
            if let last = spans.last, line.from <= last.until {
                spans[spans.count - 1].until = max(last.until, line.until)
            } else {
                spans.append((line.from, line.until))
            }
        }
        return spans.reduce(0) { $0 + months(from: $1.from, until: $1.until) }
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
