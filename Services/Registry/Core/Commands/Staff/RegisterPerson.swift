package import TaoliModels

/// Registers a person together with the first post.
package struct RegisterPerson: Sendable {
    package let id: PersonID
    package let facts: PersonFacts
    /// The post with which the person begins; a main one.
    package let employment: BeginEmployment

    package init(id: PersonID, facts: PersonFacts, employment: BeginEmployment) {
        self.id = id
        self.facts = facts
        self.employment = employment
    }

    /// - Parameters:
    ///   - holder: who bears the number already; `nil` for nobody.
    ///   - staffing: what the school's limits and filled posts are.
    /// - Returns: the person; `PersonRegistered` and `EmploymentBegan`.
    /// - Throws: `person-exists`, `working-too-young`, and what `BeginEmployment` throws.
    package func decide(holder: PersonID?, staffing: StaffingFacts, on today: CalendarDate)
        throws(Refusal) -> Decision<Person>
    {
        guard holder == nil else { throw StaffRefusals.numberTaken }
        try PersonRules.check(facts)
        let district = employment.school.district
        let blank = Person(
            id: id, facts: facts, district: district, districts: [district], version: 0)
        var log = ChangeLog(.person(id), version: 0)
        log.record(
            .personRegistered(PersonNews(blank)),
            fields: PersonRules.differences(nil, facts), districts: [district])
        var person = blank
        person.version = log.version
        let begun = try employment.decide(person, staffing: staffing, on: today)
        return Decision(state: begun.state, changes: log.changes + begun.changes)
    }
}

/// Corrects what the register knows of a person.
package struct RevisePerson: Sendable {
    /// All facts as they shall be.
    package let facts: PersonFacts

    package init(facts: PersonFacts) { self.facts = facts }

    /// - Parameter holder: who bears the number; the person itself does no harm.
    /// - Returns: `PersonRevised`; nothing when all is so already.
    /// - Throws: `not-found` for one that was withdrawn, `person-exists`, `working-too-young`.
    package func decide(_ person: Person, holder: PersonID?) throws(Refusal) -> Decision<Person> {
        guard !person.isWithdrawn else { throw StaffRefusals.withdrawn }
        guard holder == nil || holder == person.id else { throw StaffRefusals.numberTaken }
        try PersonRules.check(facts)
        guard facts != person.facts else { return Decision(state: person, changes: []) }
        var revised = person
        revised.facts = facts
        var log = ChangeLog(.person(person.id), version: person.version)
        log.record(
            .personRevised(PersonNews(revised)),
            fields: PersonRules.differences(person.facts, facts), districts: person.districts)
        revised.version = log.version
        return Decision(state: revised, changes: log.changes)
    }
}

/// Takes a person back that only an undone import knew: it never was. The numbers are forgotten.
package struct WithdrawPerson: Sendable {
    package init() {}

    /// - Parameter date: the first day on which no post holds any more.
    /// - Returns: `EmploymentEnded` and `KeyLevelWithdrawn` for what was open, then
    ///   `PersonWithdrawn`; nothing when it was withdrawn before.
    package func decide(_ person: Person) -> Decision<Person> {
        guard !person.isWithdrawn else { return Decision(state: person, changes: []) }
        var withdrawn = person
        var log = ChangeLog(.person(person.id), version: person.version)
        for (index, post) in person.employments.enumerated() where post.validity.until == nil {
            withdrawn.employments[index].validity = Validity(
                from: post.validity.from, until: post.validity.from)
            log.record(
                .employmentEnded(person.id, withdrawn.employments[index]), on: post.validity.from,
                districts: person.districts)
        }
        for (index, award) in person.awards.enumerated() where award.validity.until == nil {
            withdrawn.awards[index].validity = Validity(
                from: award.validity.from, until: award.validity.from)
            log.record(
                .keyLevelWithdrawn(person.id, withdrawn.awards[index]), on: award.validity.from,
                districts: person.districts)
        }
        withdrawn.isWithdrawn = true
        withdrawn.facts.number = nil
        withdrawn.facts.phone = nil
        log.record(.personWithdrawn(person.id), districts: person.districts)
        withdrawn.version = log.version
        return Decision(state: withdrawn, changes: log.changes)
    }
}
