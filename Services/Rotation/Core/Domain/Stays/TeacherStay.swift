package import TaoliModels
package import TaoliPolicy

/// A teacher's placement at another school, from the decision to its end.
package struct TeacherStay: Hashable, Sendable {
    /// Its id.
    package let id: PlacementID
    /// The plan that decided it; `nil` for one that was arranged singly.
    package let plan: PlanID?
    /// The unit in which the teacher serves.
    package let group: GroupID
    /// The district whose bureau decided.
    package let district: DistrictCode
    /// All districts concerned, for scopes.
    package let districts: [DistrictCode]
    /// Who is placed.
    package let person: PersonID
    package let kind: PlacementKind
    /// The school that employs the teacher.
    package let home: SchoolID
    /// The school where the teacher works.
    package let receiving: SchoolID
    package let stage: Stage
    /// Empty where unknown.
    package let subject: String
    /// Whether a key teacher when the plan was decided.
    package let isKey: Bool
    /// The school year of the plan, or of the first day.
    package let year: SchoolYear
    /// First day at the receiving school.
    package let from: CalendarDate
    /// First day back at home, as agreed by now; of one that never began `from` itself.
    package var until: CalendarDate
    package var state: StayState
    /// Id of the pack by which it was decided.
    package let pack: String
    /// Version of that pack.
    package let packVersion: String
    /// The clause for how long it lasts, or `ours`.
    package let clause: String
    /// Full school years below which an end breaks the year's share; 0 without such a rule.
    package let yearsAtLeast: Int
    /// `nil` where the pack names nobody: the bureau appraises.
    package let appraiser: AppraiserRule.Appraiser?
    /// The day on which the teacher began, as the receiving school confirmed it.
    package var beganOn: CalendarDate?
    /// One a school year.
    package var appraisals: [StayAppraisal]
    /// Why it ended early; `nil` while it did not.
    package var ground: EndGround?
    /// In words; kept here and told in no event.
    package var endedReason: String
    /// Whole percent of the working time, 1-100.
    package let share: Int
    /// How it was arranged; `nil` where a plan decided.
    package let arrangement: StayArrangement?
    /// What the person may owe the home school afterwards (SH-4); `nil` where nothing.
    package var duty: ReturnDuty?
    /// When an allowance is due (SH-6); `nil` where the pack gives none.
    package let allowance: AllowanceTerms?
    /// Its version: the sequence of its last event.
    package var version: Int64

    package init(
        id: PlacementID, plan: PlanID?, group: GroupID, district: DistrictCode,
        districts: [DistrictCode], person: PersonID, kind: PlacementKind, home: SchoolID,
        receiving: SchoolID, stage: Stage, subject: String, isKey: Bool, year: SchoolYear,
        from: CalendarDate, until: CalendarDate, state: StayState, pack: String,
        packVersion: String, clause: String, yearsAtLeast: Int,
        appraiser: AppraiserRule.Appraiser?, beganOn: CalendarDate? = nil,
        appraisals: [StayAppraisal] = [], ground: EndGround? = nil, endedReason: String = "",
        share: Int = 100, arrangement: StayArrangement? = nil, duty: ReturnDuty? = nil,
        allowance: AllowanceTerms? = nil, version: Int64 = 0
    ) {
        self.id = id
        self.plan = plan
        self.group = group
        self.district = district
        self.districts = districts
        self.person = person
        self.kind = kind
        self.home = home
        self.receiving = receiving
        self.stage = stage
        self.subject = subject
        self.isKey = isKey
        self.year = year
        self.from = from
        self.until = until
        self.state = state
        self.pack = pack
        self.packVersion = packVersion
        self.clause = clause
        self.yearsAtLeast = yearsAtLeast
        self.appraiser = appraiser
        self.beganOn = beganOn
        self.appraisals = appraisals
        self.ground = ground
        self.endedReason = endedReason
        self.share = share
        self.arrangement = arrangement
        self.duty = duty
        self.allowance = allowance
        self.version = version
    }

    /// Whom its events concern: both schools, the group and the bureau.
    package var recipients: [UnitReference] {
        [
            UnitReference(.school, home.description),
            UnitReference(.school, receiving.description),
            UnitReference(.group, group.description),
            UnitReference(.district, district.rawValue),
        ]
    }

    /// School years that it touches until a day.
    package func years(until day: CalendarDate) -> Int {
        guard day > from else { return 0 }
        let last = SchoolYear(containing: day.adding(days: -1)).startYear
        return max(0, last - SchoolYear(containing: from).startYear + 1)
    }

    /// Whole school years served when it ends on a day: a year that is broken off does not count.
    package func wholeYears(until day: CalendarDate) -> Int {
        let touched = years(until: day)
        guard touched > 0 else { return 0 }
        return day == SchoolYear(containing: day).firstDay ? touched : touched - 1
    }
}

/// A school year's appraisal.
package struct StayAppraisal: Hashable, Sendable {
    package let year: SchoolYear
    package let grade: AppraisalGrade
    /// The day on which it was recorded.
    package let recordedOn: CalendarDate

    package init(year: SchoolYear, grade: AppraisalGrade, recordedOn: CalendarDate) {
        self.year = year
        self.grade = grade
        self.recordedOn = recordedOn
    }
}

/// Why a placement ends before its time.
package enum EndGround: String, CaseIterable, Sendable {
    /// The teacher withdrew.
    case withdrawn
    /// Illness.
    case health
    /// Family.
    case family
    /// To another post or school.
    case transferred
    /// Retirement.
    case retired
    /// The plan was repaired and does without it.
    case replanned
    /// Anything else.
    case other

    /// Those that a person may name.
    package static var given: [EndGround] { allCases.filter { $0 != .replanned } }
}

/// What happened to a placement; the placement after it says the rest.
package enum StayEvent: Hashable, Sendable {
    /// It was decided.
    case decided
    /// Notified on the day.
    case notified(CalendarDate)
    /// Begun on the day.
    case began(CalendarDate)
    /// A school year was appraised: by whom the pack names, `receiving`, `home` or `lead`, or by the
    /// `bureau`.
    case appraised(StayAppraisal, by: String)
    /// It lasts longer than until that day.
    case extended(from: CalendarDate)
    /// - Parameter breaksYear: the share of the year for which it counted is no longer kept by it.
    case endedEarly(CalendarDate, EndGround, breaksYear: Bool)
    /// It lasted its time; whole months served.
    case completed(months: Int)
    /// A duty at the home school was taken up on the day.
    case tookUpDuty(task: String, CalendarDate)
}

/// A placement after a command, with the one event that the command led to.
package struct StayDecision: Hashable, Sendable {
    package let stay: TeacherStay
    package let event: StayEvent

    /// The placement's version is raised by the event.
    init(_ stay: TeacherStay, _ event: StayEvent) {
        var stay = stay
        stay.version += 1
        self.stay = stay
        self.event = event
    }
}
