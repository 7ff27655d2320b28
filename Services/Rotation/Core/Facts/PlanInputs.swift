package import TaoliModels

/// What a bureau recorded for a group's year, as far as events do not say it.
package struct PlanInputs: Hashable, Sendable {
    /// Of receiving schools.
    package var places: [PlacesInput] = []
    /// Of receiving schools, by subject.
    package var needs: [NeedInput] = []
    /// Of teachers at sending schools.
    package var teachers: [TeacherInput] = []
    /// To receiving schools.
    package var ways: [WayInput] = []

    /// Nothing is recorded.
    package init() {}
}

/// The four tables of inputs.
package enum InputTable: String, CaseIterable, Sendable {
    /// Places of receiving schools.
    case places
    /// Posts that they need.
    case needs
    /// Circumstances and wishes of teachers.
    case teachers
    /// Ways in minutes.
    case ways

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .places: "接收名额"
        case .needs: "岗位需求"
        case .teachers: "教师情况"
        case .ways: "通勤时间"
        }
    }
}

/// Places of a receiving school.
package struct PlacesInput: Hashable, Sendable {
    /// The receiving school.
    package let school: SchoolID
    package let stage: Stage
    /// Teachers who may come, guests of earlier years included.
    package let places: Int
    /// Whether a team is asked for here.
    package let isTeamAsked: Bool

    package init(school: SchoolID, stage: Stage, places: Int, isTeamAsked: Bool) {
        self.school = school
        self.stage = stage
        self.places = places
        self.isTeamAsked = isTeamAsked
    }
}

/// Posts that a receiving school needs in a subject.
package struct NeedInput: Hashable, Sendable {
    /// The receiving school.
    package let school: SchoolID
    package let stage: Stage
    /// As registry names it.
    package let subject: String
    /// Posts.
    package let posts: Int
    /// How much each open post counts.
    package let weight: Int

    package init(school: SchoolID, stage: Stage, subject: String, posts: Int, weight: Int) {
        self.school = school
        self.stage = stage
        self.subject = subject
        self.posts = posts
        self.weight = weight
    }
}

/// A teacher's circumstances and wishes.
package struct TeacherInput: Hashable, Sendable {
    /// Who is meant.
    package let person: PersonID
    /// Against what the years say; `nil`: the years decide.
    package let isEligible: Bool?
    /// Whether the shorter commute limit holds.
    package let isInHardship: Bool
    /// −1 unwilling, 0 nothing said, 1 willing.
    package let willing: Int
    /// Whole years; `nil` where unknown.
    package let yearsToRetirement: Int?
    /// By preference.
    package let wishes: [SchoolID]

    package init(
        person: PersonID, isEligible: Bool?, isInHardship: Bool, willing: Int,
        yearsToRetirement: Int?, wishes: [SchoolID]
    ) {
        self.person = person
        self.isEligible = isEligible
        self.isInHardship = isInHardship
        self.willing = willing
        self.yearsToRetirement = yearsToRetirement
        self.wishes = wishes
    }
}

/// A way, one way in minutes.
package struct WayInput: Hashable, Sendable {
    /// Whose.
    package enum Owner: Hashable, Sendable {
        /// One teacher's.
        case person(PersonID)
        /// Of everybody at a school who has none of their own.
        case school(SchoolID)
    }

    /// Whose way it is.
    package let owner: Owner
    /// The receiving school.
    package let to: SchoolID
    /// One way.
    package let minutes: Int
    /// Beyond the way to the teacher's own school.
    package let extraMinutes: Int

    package init(owner: Owner, to: SchoolID, minutes: Int, extraMinutes: Int) {
        self.owner = owner
        self.to = to
        self.minutes = minutes
        self.extraMinutes = extraMinutes
    }
}
