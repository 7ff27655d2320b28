package import TaoliModels

/// Ends a person's main post and begins another on the same day: at another school (调动), or
/// another post at the same one.
package struct TransferPerson: Sendable {
    /// The new post; a main one. Its first day is the first day out of the former.
    package let employment: BeginEmployment

    package init(employment: BeginEmployment) { self.employment = employment }

    /// - Parameter staffing: of the new post's school, without the person's own post there.
    /// - Returns: `EmploymentEnded` and `EmploymentBegan`. Concurrent posts stay.
    /// - Throws: `no-main-post`, `date-order`, `already-in-post` when nothing would change, and
    ///   what `BeginEmployment` throws.
    package func decide(_ person: Person, staffing: StaffingFacts, on today: CalendarDate)
        throws(Refusal) -> Decision<Person>
    {
        guard !person.isWithdrawn else { throw StaffRefusals.withdrawn }
        let open = person.employments.firstIndex {
            $0.kind == .main && $0.validity.until == nil && $0.isReal
        }
        guard let open else { throw StaffRefusals.noMainPost }
        let former = person.employments[open]
        guard employment.from > former.validity.from else {
            throw StaffRefusals.dateOrder("from", after: former.validity.from)
        }
        guard former.school != employment.school.id || former.facts != employment.facts else {
            throw StaffRefusals.samePost
        }
        var left = person
        left.employments[open].validity = Validity(
            from: former.validity.from, until: employment.from)
        var log = ChangeLog(.person(person.id), version: person.version)
        log.record(
            .employmentEnded(person.id, left.employments[open]), on: employment.from,
            fields: EmploymentText.ended(left.employments[open]), districts: person.districts)
        left.version = log.version
        let begun = try employment.decide(left, staffing: staffing, on: today)
        return Decision(state: begun.state, changes: log.changes + begun.changes)
    }
}
