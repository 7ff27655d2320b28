package import TaoliModels

/// Everything from which a year's instance is made: what registry told, what the bureau recorded,
/// and who is away from earlier years.
package struct PlanningFacts: Sendable {
    package let stage: Stage
    package let year: SchoolYear
    /// The day whose facts count.
    package let on: CalendarDate
    /// The group's schools of that day that teach the stage.
    package var members: [PlanningMember] = []
    /// What the bureau says of those schools.
    package var categories: [PlanningCategory] = []
    /// Posts of everybody at those schools.
    package var posts: [PlanningPost] = []
    /// Levels of those people.
    package var levels: [PlanningLevel] = []
    /// Placements that touch those schools or people on that day.
    package var serving: [ServingStay] = []
    /// What the bureau recorded.
    package var inputs = PlanInputs()

    /// Nothing is known yet.
    package init(stage: Stage, year: SchoolYear, on day: CalendarDate) {
        self.stage = stage
        self.year = year
        on = day
    }
}

/// A school of the group.
package struct PlanningMember: Hashable, Sendable {
    /// The school.
    package let school: SchoolID
    /// Whether one of its sites leads the group.
    package let isLead: Bool
    /// The stages that its sites in the group teach.
    package let stages: Set<Stage>

    package init(school: SchoolID, isLead: Bool, stages: Set<Stage>) {
        self.school = school
        self.isLead = isLead
        self.stages = stages
    }
}

/// What a bureau says of a school for a time, e.g. `weak`: registry's designation of a category.
package struct PlanningCategory: Hashable, Sendable {
    /// The school.
    package let school: SchoolID
    /// An id of the pack that was followed then.
    package let value: String
    /// `nil` for all stages.
    package let stage: Stage?
    package let validity: Validity

    package init(school: SchoolID, value: String, stage: Stage?, validity: Validity) {
        self.school = school
        self.value = value
        self.stage = stage
        self.validity = validity
    }
}

/// A person's main post at a school.
package struct PlanningPost: Hashable, Sendable {
    /// Who is meant.
    package let person: PersonID
    /// The school.
    package let school: SchoolID
    package let post: StaffPost
    /// Empty for who teaches none.
    package let subject: String
    /// `nil` for several, or none.
    package let stage: Stage?
    package let validity: Validity
    /// Since when the person works at the school, whatever the post.
    package let schoolSince: CalendarDate

    package init(
        person: PersonID, school: SchoolID, post: StaffPost, subject: String, stage: Stage?,
        validity: Validity, schoolSince: CalendarDate
    ) {
        self.person = person
        self.school = school
        self.post = post
        self.subject = subject
        self.stage = stage
        self.validity = validity
        self.schoolSince = schoolSince
    }
}

/// A level of key teacher, as long as it is held.
package struct PlanningLevel: Hashable, Sendable {
    /// Who is meant.
    package let person: PersonID
    package let level: KeyTeacherLevel
    package let validity: Validity

    package init(person: PersonID, level: KeyTeacherLevel, validity: Validity) {
        self.person = person
        self.level = level
        self.validity = validity
    }

    /// 骨干教师 and above: a rising star (学科新星) is not one yet. House rule, since SH-3 does not
    /// say who stands out.
    package var isKey: Bool { level >= .keyTeacher }
}

/// A placement that was decided or arranged before.
package struct ServingStay: Hashable, Sendable {
    /// Who is meant.
    package let person: PersonID
    /// Where the person is.
    package let receiving: SchoolID
    package let validity: Validity
    /// Whole percent of the working time. Who is away for a part of it is not sent by a plan, but
    /// fills no place either.
    package let share: Int

    package init(
        person: PersonID, receiving: SchoolID, validity: Validity, share: Int = 100
    ) {
        self.person = person
        self.receiving = receiving
        self.validity = validity
        self.share = share
    }
}
