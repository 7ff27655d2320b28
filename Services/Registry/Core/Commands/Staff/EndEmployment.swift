package import TaoliModels

/// Ends a post that is still held.
package struct EndEmployment: Sendable {
    /// One of the person's posts.
    package let employment: EmploymentID
    /// First day out of the post; the first day in it takes it back, as if it never was.
    package let until: CalendarDate

    package init(employment: EmploymentID, until: CalendarDate) {
        self.employment = employment
        self.until = until
    }

    /// - Returns: `EmploymentEnded`; concurrent posts end with the main one.
    /// - Throws: `employment-not-found`, `employment-ended`, `date-order`.
    package func decide(_ person: Person, on today: CalendarDate)
        throws(Refusal) -> Decision<Person>
    {
        guard let index = person.employments.firstIndex(where: { $0.id == employment }) else {
            throw StaffRefusals.noSuchEmployment
        }
        let post = person.employments[index]
        guard post.validity.until == nil else { throw StaffRefusals.endedAlready }
        guard until >= post.validity.from else {
            throw StaffRefusals.dateOrder("until", after: post.validity.from)
        }
        var ended = person
        var log = ChangeLog(.person(person.id), version: person.version)
        end(index, &ended)
        var gone = [index]
        if post.kind == .main {
            for (other, held) in person.employments.enumerated()
            where held.kind == .concurrent && held.validity.until == nil {
                end(other, &ended)
                gone.append(other)
            }
        }
        ended.settle(on: today)
        let districts = Set(person.districts + ended.districts).sorted()
        for index in gone {
            log.record(
                .employmentEnded(person.id, ended.employments[index]),
                on: ended.employments[index].validity.until,
                fields: EmploymentText.ended(ended.employments[index]), districts: districts)
        }
        ended.version = log.version
        return Decision(state: ended, changes: log.changes)
    }

    /// A post that would begin later than it ends never was.
    private func end(_ index: Int, _ person: inout Person) {
        let from = person.employments[index].validity.from
        person.employments[index].validity = Validity(from: from, until: max(from, until))
    }
}

/// Lets a post that an undone import ended be held again.
package struct ReopenEmployment: Sendable {
    /// One of the person's posts.
    package let employment: EmploymentID

    package init(employment: EmploymentID) { self.employment = employment }

    /// - Returns: `EmploymentBegan` once more, with the next sequence.
    /// - Throws: `employment-not-found`, `main-post-overlap`.
    package func decide(_ person: Person, on today: CalendarDate)
        throws(Refusal) -> Decision<Person>
    {
        guard let index = person.employments.firstIndex(where: { $0.id == employment }) else {
            throw StaffRefusals.noSuchEmployment
        }
        var post = person.employments[index]
        post.validity = Validity(from: post.validity.from)
        if post.kind == .main {
            let other = person.employments.first {
                $0.id != post.id && $0.kind == .main && $0.isReal
                    && $0.validity.overlaps(post.validity)
            }
            if let other { throw StaffRefusals.overlap(other) }
        }
        var reopened = person
        reopened.employments[index] = post
        reopened.settle(on: today)
        var log = ChangeLog(.person(person.id), version: person.version)
        log.record(
            .employmentBegan(person.id, post), on: post.validity.from,
            fields: EmploymentText.began(post),
            districts: Set(person.districts + reopened.districts).sorted())
        reopened.version = log.version
        return Decision(state: reopened, changes: log.changes)
    }
}
