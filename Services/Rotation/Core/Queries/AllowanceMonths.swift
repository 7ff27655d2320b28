package import TaoliModels

/// What a month's allowance is in a district from a day on, until the next rate's.
package struct AllowanceRate: Hashable, Sendable {
    /// Its id; of two rates of one day the later id holds.
    package let id: AllowanceRateID
    /// The district whose bureau set it.
    package let district: DistrictCode
    /// First day on which it holds.
    package let from: CalendarDate
    /// For a whole month of whole working time.
    package let fenPerMonth: Int
    /// The decision that set it.
    package let reason: String

    package init(
        id: AllowanceRateID, district: DistrictCode, from: CalendarDate, fenPerMonth: Int,
        reason: String
    ) {
        self.id = id
        self.district = district
        self.from = from
        self.fenPerMonth = fenPerMonth
        self.reason = reason
    }
}

extension [AllowanceRate] {
    /// The rate that holds in a district on a day.
    package func rate(in district: DistrictCode, on day: CalendarDate) -> AllowanceRate? {
        filter { $0.district == district && $0.from <= day }
            .max { ($0.from, $0.id.description) < ($1.from, $1.id.description) }
    }
}

/// A placement's allowance of one school year, by verified months (SH-6: 城区教师在乡村交流期间补贴).
///
/// Month for month of the service: it belongs to the school year in which it is complete, so that two
/// years together have every month once. A month counts where on its first day the home school is
/// what the clause says and the receiving school too. The amount is in proportion to the share of
/// working time, whole fen, rounded down at the end. All but the clause's condition is ours.
package struct AllowanceMonths: Hashable, Sendable {
    package let stay: TeacherStay
    /// Whole months that count.
    package let months: Int
    /// Of those, months for which nobody has set a rate.
    package let withoutRate: Int
    /// The amount.
    package let fen: Int
    /// `pack` or `ours`; `nil` without a rate.
    package let source: Source?

    /// Where the rates come from.
    package enum Source: String, CaseIterable, Sendable {
        /// The pack's rule.
        case pack
        /// The bureau's rate.
        case ours
    }

    /// `nil` where the pack gives no allowance, or no month counts.
    ///
    /// - Parameters:
    ///   - day: months complete by then.
    ///   - categories: of both schools.
    package init?(
        _ stay: TeacherStay, in year: SchoolYear, on day: CalendarDate, rates: [AllowanceRate],
        categories: [PlanningCategory]
    ) {
        guard let terms = stay.allowance, let began = stay.beganOn else { return nil }
        let end = Swift.min(day, stay.until, year.firstDayAfter)
        let total = ServiceMonths.months(from: began, until: Swift.max(began, end))
        let before = ServiceMonths.months(
            from: began, until: Swift.max(began, Swift.min(year.firstDay, end)))
        var (counted, without, sum) = (0, 0, 0)
        var found: Source?
        for month in before..<total {
            let first = began.adding(months: month)
            guard categories.designate(stay.home, terms.home, stage: stay.stage, on: first),
                categories.designate(stay.receiving, terms.receiving, stage: stay.stage, on: first)
            else { continue }
            counted += 1
            if let fen = terms.fenPerMonth {
                sum += fen
                found = .pack
            } else if let rate = rates.rate(in: stay.district, on: first) {
                sum += rate.fenPerMonth
                found = .ours
            } else {
                without += 1
            }
        }
        guard counted > 0 else { return nil }
        self.stay = stay
        months = counted
        withoutRate = without
        fen = sum * stay.share / 100
        source = found
    }
}

extension CalendarDate {
    /// The same day so many months later; the first of the month after where there is none, as
    /// ``ServiceMonths`` counts.
    package func adding(months: Int) -> CalendarDate {
        let (year, month, day) = components
        let index = year * 12 + month - 1 + months
        return CalendarDate(year: index / 12, month: index % 12 + 1, day: day)
            ?? CalendarDate(year: (index + 1) / 12, month: (index + 1) % 12 + 1, day: 1) ?? self
    }
}
