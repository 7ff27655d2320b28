package import TaoliModels

/// The year that is assessed: councils go by school years, bureaus by calendar years (decision 24).
package enum CyclePeriod: Hashable, Sendable, CustomStringConvertible {
    /// 学年
    case schoolYear(SchoolYear)
    /// 年度
    case calendarYear(Int)

    /// Reads `2024-2025` or `2024`.
    package init?(_ text: String) {
        if let year = SchoolYear(text) {
            self = .schoolYear(year)
        } else if text.utf8.count == 4, let year = Int(text), (1900...2198).contains(year) {
            self = .calendarYear(year)
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .schoolYear(let year): "\(year)"
        case .calendarYear(let year): "\(year)"
        }
    }

    /// Its last day: 31 August, or 31 December.
    package var lastDay: CalendarDate {
        let (year, month) =
            switch self {
            case .schoolYear(let school): (school.startYear + 1, 8)
            case .calendarYear(let year): (year, 12)
            }
        return CalendarDate(year: year, month: month, day: 31) ?? CalendarDate(daysSinceEpoch: 0)
    }

    /// Its first day: 1 September, or 1 January.
    package var firstDay: CalendarDate {
        let (year, month) =
            switch self {
            case .schoolYear(let school): (school.startYear, 9)
            case .calendarYear(let year): (year, 1)
            }
        return CalendarDate(year: year, month: month, day: 1) ?? CalendarDate(daysSinceEpoch: 0)
    }

    /// The school year whose data it uses: of a calendar year the one that ends in it.
    package var schoolYear: SchoolYear {
        switch self {
        case .schoolYear(let year): year
        case .calendarYear(let year): SchoolYear(startYear: year - 1)
        }
    }
}
