package import TaoliModels
package import TaoliPolicy

/// How many units of a district have a grade in a school year (SH-16: 占比进一步提高).
package struct GradeShare: Hashable, Sendable {
    /// Whose units are counted.
    package let district: DistrictCode
    package let year: SchoolYear
    /// The grade's id; empty for units without one.
    package let grade: String
    /// What the pack calls the grade.
    package let name: Wording
    /// Units of exactly this grade.
    package let units: Int
    /// Units of this grade or a higher one: a demonstration unit is close-knit too.
    package let orHigher: Int
    /// All units of the district.
    package let all: Int

    /// One unit on the day looked at.
    package struct Unit: Hashable, Sendable {
        /// Whose it is.
        package let district: DistrictCode
        /// `nil` while it has none.
        package let grade: String?

        package init(district: DistrictCode, grade: String?) {
            self.district = district
            self.grade = grade
        }
    }

    /// The rows of one district and year, from the lowest grade; those without a grade first, where
    /// there are any. A grade that the pack no longer has stands before the others.
    package static func rows(
        _ units: [Unit], of district: DistrictCode, in year: SchoolYear, pack: PolicyPack?
    ) -> [GradeShare] {
        let known = pack?[UnitsSection.self].grades ?? []
        let ids = known.map(\.id)
        let strange = Set(units.compactMap(\.grade)).subtracting(ids).sorted()
        var order = strange.map { ($0, Wording($0, $0)) } + known.map { ($0.id, $0.name) }
        if units.contains(where: { $0.grade == nil }) {
            order.insert(("", Wording("未定级", "no grade")), at: 0)
        }
        let counts = Dictionary(grouping: units) { $0.grade ?? "" }.mapValues(\.count)
        return order.enumerated().map { index, item in
            let higher = order[index...].reduce(0) { $0 + (counts[$1.0] ?? 0) }
            return GradeShare(
                district: district, year: year, grade: item.0, name: item.1,
                units: counts[item.0] ?? 0, orHigher: higher, all: units.count)
        }
    }

    /// The day on which a year is looked at: its last, or today while it runs.
    package static func day(of year: SchoolYear, today: CalendarDate) -> CalendarDate? {
        guard let first = CalendarDate(year: year.startYear, month: 9, day: 1), first <= today
        else {
            return nil
        }
        return min(first.adding(years: 1).adding(days: -1), today)
    }
}
