package import TaoliModels

/// A person with a main post, as a row of a `staff` file gives it. `nil` is an empty cell: it
/// changes nothing.
package struct StaffRecord: Hashable, Sendable {
    /// Name and number, and what else the row says of the person.
    package let facts: PersonFacts
    /// The school that the row's code or name means.
    package let school: SchoolID
    package let post: StaffPost
    /// `nil` for an empty cell.
    package let subject: TeachingSubject?
    /// `nil` for an empty cell.
    package let stage: Stage?
    /// `nil` for an empty cell.
    package let channel: RecruitmentChannel?
    /// A level that the person holds; `nil` for an empty cell.
    package let level: KeyTeacherLevel?
    /// 入校年月; `nil` for an empty cell.
    package let schoolSince: CalendarDate?

    package init(
        facts: PersonFacts, school: SchoolID, post: StaffPost, subject: TeachingSubject?,
        stage: Stage?, channel: RecruitmentChannel?, level: KeyTeacherLevel?,
        schoolSince: CalendarDate?
    ) {
        self.facts = facts
        self.school = school
        self.post = post
        self.subject = subject
        self.stage = stage
        self.channel = channel
        self.level = level
        self.schoolSince = schoolSince
    }
}

/// One change that a row made, with what is needed to take it back.
package enum StaffStep: Hashable, Sendable {
    /// The person is new.
    case registered
    /// The facts before.
    case revised(before: PersonFacts)
    /// A post where there was none.
    case employed(EmploymentID)
    /// Another post at the same school.
    case postChanged(ended: EmploymentID, begun: EmploymentID)
    /// A level.
    case awarded(AwardID)
}
