package import TaoliModels
package import TaoliPolicy

/// A school's membership of a unit, with its dates.
package struct DatedMember: Hashable, Sendable {
    /// Code of the unit.
    package let unit: String
    /// Code of the school.
    package let school: String
    package let stage: Stage
    /// Whether the bureau calls it relatively weak (相对薄弱).
    package let isWeak: Bool
    package let validity: Validity

    package init(unit: String, school: String, stage: Stage, isWeak: Bool, validity: Validity) {
        self.unit = unit
        self.school = school
        self.stage = stage
        self.isWeak = isWeak
        self.validity = validity
    }
}

/// Everything that the standards of one unit are judged by, as files or services give it.
package struct UnitEvidence: Sendable {
    /// The unit judged.
    package let unit: String
    /// Members on the date of the judgement.
    package let members: [DatedMember]
    /// Counts of schools, of any unit.
    package let counts: [SchoolCount]
    /// Counts of regions.
    package let regions: [RegionCount]
    /// Figures that others published.
    package let published: [PublishedFigure]
    /// Answers, school by school.
    package let surveys: [SurveyAnswer]
    /// Progress of weak schools.
    package let progress: [SchoolProgress]

    /// - Parameter date: membership of that day counts.
    package init(
        unit: String, on date: CalendarDate, members: [DatedMember], counts: [SchoolCount] = [],
        regions: [RegionCount] = [], published: [PublishedFigure] = [],
        surveys: [SurveyAnswer] = [], progress: [SchoolProgress] = []
    ) {
        self.unit = unit
        self.members = members.filter { $0.unit == unit && $0.validity.holds(on: date) }
        let own = Set(self.members.map(\.school))
        self.counts = counts.filter { own.contains($0.school) }
        self.regions = regions
        self.published = published.filter { $0.unit == unit }
        self.surveys = surveys.filter { own.contains($0.school) }
        self.progress = progress.filter { own.contains($0.school) }
    }

    /// Stages with members, from the lowest.
    var stages: [Stage] { Set(members.map(\.stage)).sorted() }

    /// Schools of a stage, by code.
    func schools(_ stage: Stage) -> [String] {
        Set(members.filter { $0.stage == stage }.map(\.school)).sorted(by: ByteOrder.isBefore)
    }
}

/// How many of how many at one school.
package struct SchoolCount: Hashable, Sendable {
    /// Code of the school.
    package let school: String
    package let stage: Stage
    /// Subject of instruction; empty where there is none.
    package let subject: String
    package let measure: StandardRule.Measure
    package let rate: Rate
    /// Where it comes from.
    package let source: String

    package init(
        school: String, stage: Stage, subject: String, measure: StandardRule.Measure, rate: Rate,
        source: String
    ) {
        self.school = school
        self.stage = stage
        self.subject = subject
        self.measure = measure
        self.rate = rate
        self.source = source
    }
}

/// How many of how many in the unit's district or in the city, same year.
package struct RegionCount: Hashable, Sendable {
    package let region: StandardRule.Region
    package let stage: Stage
    /// Subject of instruction; empty where there is none.
    package let subject: String
    package let measure: StandardRule.Measure
    package let rate: Rate

    package init(
        region: StandardRule.Region, stage: Stage, subject: String,
        measure: StandardRule.Measure, rate: Rate
    ) {
        self.region = region
        self.stage = stage
        self.subject = subject
        self.measure = measure
        self.rate = rate
    }
}

/// A unit's between-school share as the monitoring published it.
package struct PublishedFigure: Hashable, Sendable {
    /// The unit.
    package let unit: String
    package let stage: Stage
    /// Subject of instruction; empty where there is none.
    package let subject: String
    /// The share, 0 … 1.
    package let figure: Double
    /// Where it comes from.
    package let source: String

    package init(unit: String, stage: Stage, subject: String, figure: Double, source: String) {
        self.unit = unit
        self.stage = stage
        self.subject = subject
        self.figure = figure
        self.source = source
    }
}

/// The answers of one kind of respondent at one school.
package struct SurveyAnswer: Hashable, Sendable {
    /// Code of the school.
    package let school: String
    /// As the pack names the kind.
    package let respondent: String
    /// How many were asked, answered and were satisfied.
    package let answers: Satisfaction.School
    /// Where they come from.
    package let source: String

    package init(
        school: String, respondent: String, answers: Satisfaction.School, source: String
    ) {
        self.school = school
        self.respondent = respondent
        self.answers = answers
        self.source = source
    }
}

/// What shows whether a weak school came on; gaps in standard deviations of students' results.
package struct SchoolProgress: Hashable, Sendable {
    /// Code of the weak school.
    package let school: String
    package let stage: Stage
    /// Subject of instruction; empty where there is none.
    package let subject: String
    /// `nil` where it was not estimated.
    package let valueAdded: ValueAdded?
    /// `nil` without the year before.
    package let gap: WeakSchoolProgress.Gap?
    /// Where they come from.
    package let source: String

    package init(
        school: String, stage: Stage, subject: String, valueAdded: ValueAdded?,
        gap: WeakSchoolProgress.Gap?, source: String
    ) {
        self.school = school
        self.stage = stage
        self.subject = subject
        self.valueAdded = valueAdded
        self.gap = gap
        self.source = source
    }
}
