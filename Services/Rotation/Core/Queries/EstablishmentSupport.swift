package import TaoliModels
package import TaoliPolicy

/// How many dispatched teachers a sending school's establishment has to support in a school year
/// (XN-25: 编制核定支持派出教师人数). The clause names the figure and no formula: people, and posts as
/// days by share of the working time over the days of the year, are ours.
package struct EstablishmentSupport: Hashable, Sendable {
    /// Different people away in the year.
    package let teachers: Int
    /// Those of them who are away for their whole working time.
    package let wholeTime: Int
    /// Posts that they leave, in hundredths, rounded to the nearest.
    package let postsHundredths: Int
    /// Different people by kind, in the order of the kinds; somebody may be in two.
    package let kinds: [KindCount]

    /// People of one kind of placement.
    package struct KindCount: Hashable, Sendable {
        package let kind: PlacementKind
        /// Different people.
        package let teachers: Int
    }

    /// - Parameter stays: of one home school; those outside the year do not count.
    package init(_ stays: [TeacherStay], in year: SchoolYear) {
        let (first, after) = (year.firstDay, year.firstDayAfter)
        let own = stays.filter { $0.from < $0.until && $0.from < after && $0.until > first }
        teachers = Set(own.map(\.person)).count
        wholeTime = Set(own.filter { $0.share == 100 }.map(\.person)).count
        let days = own.reduce(0) { sum, stay in
            let (from, until) = (max(stay.from, first), min(stay.until, after))
            return sum + (until.daysSinceEpoch - from.daysSinceEpoch) * stay.share
        }
        let length = after.daysSinceEpoch - first.daysSinceEpoch
        postsHundredths = (days * 2 + length) / (length * 2)
        kinds = PlacementKind.allCases.compactMap { kind in
            let people = Set(own.filter { $0.kind == kind }.map(\.person)).count
            return people == 0 ? nil : KindCount(kind: kind, teachers: people)
        }
    }
}
