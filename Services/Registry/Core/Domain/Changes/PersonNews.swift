package import TaoliModels

/// What the news about a person says: an id and what rules need, no name and no number.
package struct PersonNews: Hashable, Sendable {
    package let id: PersonID
    /// `nil` when unknown.
    package let workingSince: CalendarDate?
    /// `nil` when unknown or never.
    package let teachingSince: CalendarDate?
    /// `nil` without one.
    package let title: TeacherTitle?
    /// `nil` without one.
    package let principalGrade: PrincipalGrade?

    init(_ person: Person) {
        id = person.id
        workingSince = person.facts.workingSince
        teachingSince = person.facts.teachingSince
        title = person.facts.title
        principalGrade = person.facts.principalGrade
    }
}
