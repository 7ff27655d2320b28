package import TaoliModels

/// A survey of satisfaction: who is asked, and how many answered. Only counts are kept (JD-6).
package struct Survey: Hashable, Sendable {
    /// Names it.
    package let id: SurveyID
    /// Whose survey it is.
    package let district: DistrictCode
    /// As people read it.
    package let title: String
    /// The pack's id; its respondents are asked.
    package let pack: String
    /// Of the pack's file.
    package let packVersion: String
    /// The year it is about.
    package let period: CyclePeriod
    /// Whose schools are asked.
    package let groups: [GroupID]
    /// First day on which answers are taken.
    package let startsOn: CalendarDate
    /// Last day on which answers are taken.
    package let endsOn: CalendarDate
    /// Answers are taken, within its days.
    package internal(set) var isOpen: Bool
    /// One for each school and kind of respondent.
    package let counts: [SurveyCount]
    /// Where its schools lie. Sorted.
    package let districts: [DistrictCode]
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        id: SurveyID, district: DistrictCode, title: String, pack: String, packVersion: String,
        period: CyclePeriod, groups: [GroupID], startsOn: CalendarDate, endsOn: CalendarDate,
        isOpen: Bool, counts: [SurveyCount], districts: [DistrictCode], version: Int64
    ) {
        self.id = id
        self.district = district
        self.title = title
        self.pack = pack
        self.packVersion = packVersion
        self.period = period
        self.groups = groups
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.isOpen = isOpen
        self.counts = counts
        self.districts = districts
        self.version = version
    }

    /// All answers so far.
    package var answered: Int64 { counts.reduce(0) { $0 + $1.answered } }

    /// Units to be told.
    package var recipients: [UnitReference] {
        (groups.map { UnitReference(.group, "\($0)") }
            + counts.map { UnitReference(.school, "\($0.school)") }).uniqued
    }
}

/// One kind of respondent at one school.
package struct SurveyCount: Hashable, Sendable {
    /// Where they are.
    package let school: SchoolID
    /// The name when the survey was opened.
    package let schoolName: String
    /// As the pack names the kind.
    package let respondent: String
    /// Those who could be asked; each kind is weighted by it.
    package let roll: Int64
    /// Tokens given out.
    package let issued: Int64
    /// Tokens that answered.
    package let answered: Int64
    /// Answers of 4 and 5.
    package let satisfied: Int64

    package init(
        school: SchoolID, schoolName: String, respondent: String, roll: Int64, issued: Int64 = 0,
        answered: Int64 = 0, satisfied: Int64 = 0
    ) {
        self.school = school
        self.schoolName = schoolName
        self.respondent = respondent
        self.roll = roll
        self.issued = issued
        self.answered = answered
        self.satisfied = satisfied
    }

    /// Fewer answers are never shown for a school: somebody could be guessed from them (ours).
    package static let shownMin: Int64 = 10

    /// Whether the figure may be shown: the survey is over, enough answered, and they are not all of
    /// one mind, which would tell of each of them.
    package func isShown(isOpen: Bool) -> Bool {
        !isOpen && answered >= Self.shownMin && satisfied > 0 && satisfied < answered
    }
}
