package import TaoliModels

/// Whether a post is somebody's own or held besides it.
package enum EmploymentKind: String, CaseIterable, Sendable {
    /// 主岗: nobody has two on one day.
    case main
    /// 兼任: beside the main post.
    case concurrent
}

/// What a post is, whoever holds it.
package struct PostFacts: Hashable, Sendable {
    package let post: StaffPost
    /// `nil` for who teaches none.
    package let subject: TeachingSubject?
    /// `nil` for who works for several.
    package let stage: Stage?
    /// `nil` when nobody recorded it.
    package let channel: RecruitmentChannel?
    /// The limit of posts does not count it (XN-23).
    package let isOutsideLimit: Bool

    package init(
        post: StaffPost, subject: TeachingSubject? = nil, stage: Stage? = nil,
        channel: RecruitmentChannel? = nil, isOutsideLimit: Bool = false
    ) {
        self.post = post
        self.subject = subject
        self.stage = stage
        self.channel = channel
        self.isOutsideLimit = isOutsideLimit
    }
}

/// A person's time in one post at one school.
package struct Employment: Hashable, Sendable {
    package let id: EmploymentID
    /// Where the post is held.
    package let school: SchoolID
    /// The school's district when it began.
    package let district: DistrictCode
    package let kind: EmploymentKind
    package let facts: PostFacts
    /// Half-open; one that was taken back ends on its first day.
    package internal(set) var validity: Validity
    /// Since when the person works at this school, whatever the post (入校年月): rotation counts
    /// from it.
    package let schoolSince: CalendarDate

    package init(
        id: EmploymentID, school: SchoolID, district: DistrictCode, kind: EmploymentKind,
        facts: PostFacts, validity: Validity, schoolSince: CalendarDate
    ) {
        self.id = id
        self.school = school
        self.district = district
        self.kind = kind
        self.facts = facts
        self.validity = validity
        self.schoolSince = schoolSince
    }

    /// Whether it was ever held on any day.
    package var isReal: Bool { validity.until.map { $0 > validity.from } ?? true }
}
