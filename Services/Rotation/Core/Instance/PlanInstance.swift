package import TaoliModels

/// The facts of one year's planning: schools, teachers, needs, wishes and ways. Numbers refer to
/// places in these lists.
package struct PlanInstance: Sendable {
    /// Codes of the groups, in the order of the file.
    package var groups: [String] = []
    /// Names of the subjects, in the order in which files name them.
    package var subjects: [String] = []
    /// In the order of the file.
    package var schools: [PlanSchool] = []
    /// Which school is in which group, and as what.
    package var members: [PlanMember] = []
    /// In the order of the file.
    package var teachers: [PlanTeacher] = []
    /// Needs, grouped by school.
    package var needs = Grouped<PlanNeed>()
    /// Wishes, grouped by teacher.
    package var wishes = Grouped<PlanWish>()
    /// Ways to receiving schools, grouped by teacher.
    package var ways = Grouped<PlanWay>()

    /// Nothing is known yet.
    package init() {}
}

/// A school of the instance.
package struct PlanSchool: Hashable, Sendable {
    /// Its code in the files.
    package let code: String
    package let stage: Stage
    /// Places for teachers who come.
    package let places: Int
    /// Whether a team is asked for here (only read by ``TeamScope/marked``).
    package let isTeamAsked: Bool

    package init(code: String, stage: Stage, places: Int, isTeamAsked: Bool = false) {
        self.code = code
        self.stage = stage
        self.places = places
        self.isTeamAsked = isTeamAsked
    }
}

/// A school's part in a group.
package struct PlanMember: Hashable, Sendable {
    /// Number of the school.
    package let school: Int
    /// Number of the group.
    package let group: Int
    /// Strong schools send, the others receive.
    package let isStrong: Bool

    package init(school: Int, group: Int, isStrong: Bool) {
        self.school = school
        self.group = group
        self.isStrong = isStrong
    }
}

/// A teacher of the instance.
package struct PlanTeacher: Hashable, Sendable {
    /// The teacher's code in the files.
    package let code: String
    /// Number of the school.
    package let school: Int32
    /// Number of the subject.
    package let subject: Int32
    package let stage: Stage
    /// Whether a key teacher (骨干教师).
    package let isKey: Bool
    /// Whether the teacher may be sent, by the column `eligible`.
    package let isEligible: Bool
    /// Whether the shorter commute limit holds.
    package let isInHardship: Bool
    /// −1 unwilling, 0 nothing said, 1 willing.
    package let willing: Int8
    /// Number of the school where the teacher still is from an earlier year, `nil` when at home.
    package let awayAt: Int32?
    /// Whole years at the school, `nil` when not known; shown, never reckoned with.
    package let years: Int32?

    package init(
        code: String, school: Int32, subject: Int32, stage: Stage, isKey: Bool, isEligible: Bool,
        isInHardship: Bool, willing: Int8, awayAt: Int32? = nil, years: Int32? = nil
    ) {
        self.code = code
        self.school = school
        self.subject = subject
        self.stage = stage
        self.isKey = isKey
        self.isEligible = isEligible
        self.isInHardship = isInHardship
        self.willing = willing
        self.awayAt = awayAt
        self.years = years
    }
}

/// Posts that a receiving school needs filled in one subject.
package struct PlanNeed: Hashable, Sendable {
    /// Number of the subject.
    package let subject: Int
    /// Posts.
    package let amount: Int
    /// How much each counts.
    package let weight: Int

    package init(subject: Int, amount: Int, weight: Int) {
        self.subject = subject
        self.amount = amount
        self.weight = weight
    }
}

/// A school that a teacher would like to go to.
package struct PlanWish: Hashable, Sendable {
    /// Number of the school.
    package let school: Int32
    /// From 1.
    package let rank: Int32

    package init(school: Int32, rank: Int32) {
        self.school = school
        self.rank = rank
    }
}

/// A teacher's way to a school.
package struct PlanWay: Hashable, Sendable {
    /// Number of the school.
    package let school: Int32
    /// One way.
    package let minutes: Int32
    /// Beyond the way to the teacher's own school.
    package let extraMinutes: Int32

    package init(school: Int32, minutes: Int32, extraMinutes: Int32) {
        self.school = school
        self.minutes = minutes
        self.extraMinutes = extraMinutes
    }
}
