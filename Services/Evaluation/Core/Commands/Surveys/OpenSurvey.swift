package import TaoliModels
package import TaoliPolicy

/// Opens a survey of some groups' schools.
package struct OpenSurvey: Sendable {
    /// Names it.
    package let id: SurveyID
    /// Whose it is.
    package let district: DistrictCode
    /// As people read it.
    package let title: String
    /// The year it is about.
    package let period: CyclePeriod
    /// Whose schools are asked.
    package let groups: [GroupID]
    /// First day on which answers are taken.
    package let startsOn: CalendarDate
    /// Last day on which answers are taken.
    package let endsOn: CalendarDate
    /// One for each school and kind of respondent.
    package let rolls: [Roll]

    /// How many could be asked.
    package struct Roll: Hashable, Sendable {
        /// Where they are.
        package let school: SchoolID
        /// As the pack names the kind.
        package let respondent: String
        /// Those who could be asked; positive.
        package let roll: Int64

        package init(school: SchoolID, respondent: String, roll: Int64) {
            self.school = school
            self.respondent = respondent
            self.roll = roll
        }
    }

    package init(
        id: SurveyID, district: DistrictCode, title: String, period: CyclePeriod,
        groups: [GroupID], startsOn: CalendarDate, endsOn: CalendarDate, rolls: [Roll]
    ) {
        self.id = id
        self.district = district
        self.title = title
        self.period = period
        self.groups = groups
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.rolls = rolls
    }

    /// - Parameter members: of the groups on the first day.
    /// - Returns: the survey with version 1, to be told by `SurveyOpened`.
    /// - Throws: `not-your-cycle`, `survey-dates`, `no-respondents`, `unknown-respondent`,
    ///   `school-not-in-groups`, `roll-twice`, `bad-roll`.
    package func decide(
        by caller: Caller, on today: CalendarDate, pack: PolicyPack, members: [CycleMember]
    ) throws(Refusal) -> Survey {
        try CycleAuthority.checkBureau(caller, district)
        guard startsOn <= endsOn, endsOn >= today else { throw SurveyRefusals.dates }
        let respondents = pack[EvaluationSection.self].respondents.map(\.id)
        guard !respondents.isEmpty else { throw SurveyRefusals.noRespondents }
        var counts: [SurveyCount] = []
        var seen: Set<[String]> = []
        for roll in rolls {
            guard respondents.contains(roll.respondent) else {
                throw SurveyRefusals.unknownRespondent(roll.respondent, respondents)
            }
            guard let member = members.first(where: { $0.school == roll.school }) else {
                throw SurveyRefusals.schoolNotThere(roll.school)
            }
            guard seen.insert(["\(roll.school)", roll.respondent]).inserted else {
                throw SurveyRefusals.rollTwice(roll.school)
            }
            guard (1...Int64(EvaluationLimits.countMax)).contains(roll.roll) else {
                throw SurveyRefusals.badRoll
            }
            counts.append(
                SurveyCount(
                    school: roll.school, schoolName: member.schoolName,
                    respondent: roll.respondent, roll: roll.roll))
        }
        let schools = Set(counts.map(\.school))
        let places = members.filter { schools.contains($0.school) }.flatMap(\.districts)
        return Survey(
            id: id, district: district, title: title, pack: pack.id, packVersion: pack.version,
            period: period, groups: groups, startsOn: startsOn, endsOn: endsOn, isOpen: true,
            counts: counts, districts: Set(places + [district]).sorted(), version: 1)
    }
}

/// Ends a survey: its counts go into cycles of its year.
package struct CloseSurvey: Sendable {
    package init() {}

    /// - Returns: the survey, one version on, to be told by `SurveyClosed`.
    /// - Throws: `not-your-cycle`, `survey-closed`.
    package func decide(_ survey: Survey, by caller: Caller) throws(Refusal) -> Survey {
        try CycleAuthority.checkBureau(caller, survey.district)
        guard survey.isOpen else { throw SurveyRefusals.closed }
        var state = survey
        state.isOpen = false
        state.version += 1
        return state
    }
}

/// Issues tokens, no more than there are people to ask.
package struct IssueTokens: Sendable {
    /// Where they are.
    package let school: SchoolID
    /// As the pack names the kind.
    package let respondent: String
    /// How many.
    package let count: Int

    package init(school: SchoolID, respondent: String, count: Int) {
        self.school = school
        self.respondent = respondent
        self.count = count
    }

    /// A school may issue its own.
    ///
    /// - Returns: the survey, one version on, to be told by `SurveyTokensIssued`.
    /// - Throws: `not-your-cycle`, `survey-closed`, `school-not-in-survey`, `bad-token-count`,
    ///   `more-than-roll`.
    package func decide(_ survey: Survey, by caller: Caller) throws(Refusal) -> Survey {
        let isOwn = caller.role == .school && caller.unit?.id == school.description
        guard isOwn || CycleAuthority.isBureau(caller, survey.district) else {
            throw CycleRefusals.notYours(survey.district)
        }
        guard survey.isOpen else { throw SurveyRefusals.closed }
        let place = survey.counts.first { $0.school == school && $0.respondent == respondent }
        guard let place else { throw SurveyRefusals.notAsked }
        guard (1...EvaluationLimits.tokensMax).contains(count) else {
            throw SurveyRefusals.tokenCount
        }
        guard place.issued + Int64(count) <= place.roll else {
            throw SurveyRefusals.moreThanRoll(place.roll - place.issued)
        }
        var state = survey
        state.version += 1
        return state
    }
}
