package import TaoliModels
package import TaoliPolicy

/// The levels that a council gave one member, year by year (XN-19).
package struct LevelHistory: Hashable, Sendable {
    /// One school year's level.
    package struct Year: Hashable, Sendable {
        package let year: SchoolYear
        /// The pack's level; `nil` where the council gave no verdict, or could not tell.
        package let level: String?
        /// Whether the council's word is final.
        package let isFinal: Bool
        /// The membership it was given to; a school that left and came back begins anew.
        package let membership: String

        package init(year: SchoolYear, level: String?, isFinal: Bool = true, membership: String) {
            self.year = year
            self.level = level
            self.isFinal = isFinal
            self.membership = membership
        }
    }

    /// What follows in one year.
    package struct Outcome: Hashable, Sendable {
        package let year: SchoolYear
        package let rule: ConsequenceRule
    }

    /// By year.
    package let years: [Year]

    /// - Parameter years: in any order, each school year once.
    package init(_ years: [Year]) { self.years = years.sorted { $0.year < $1.year } }

    /// What each year's level leads to, by the pack. Only adjacent years of one membership with a
    /// final level make a row (decision 12).
    package func outcomes(_ pack: PolicyPack) -> [Outcome] {
        let rules = pack[EvaluationSection.self].consequences
        return years.indices.flatMap { place in
            rules.filter { row(endingAt: place, of: $0.level) >= $0.inARow }
                .map { Outcome(year: years[place].year, rule: $0) }
        }
    }

    /// The membership to which a year's level was given; `nil` without that year.
    package func membership(in year: SchoolYear) -> String? {
        years.first { $0.year == year }?.membership
    }

    /// Years without a final level, which the council has to be told of.
    package var gaps: [SchoolYear] {
        years.filter { $0.level == nil || !$0.isFinal }.map(\.year)
    }

    private func row(endingAt place: Int, of level: String) -> Int {
        var count = 0
        var index = place
        while index >= 0, years[index].level == level, years[index].isFinal,
            years[index].membership == years[place].membership,
            years[index].year.startYear == years[place].year.startYear - count
        {
            count += 1
            index -= 1
        }
        return count
    }
}
