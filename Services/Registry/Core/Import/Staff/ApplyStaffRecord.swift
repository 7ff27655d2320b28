package import TaoliModels

/// What a row of a `staff` file makes of a person: used to judge the row, and again to apply it.
package struct ApplyStaffRecord: Sendable {
    package let record: StaffRecord
    /// The record's school.
    package let school: School
    /// The job's day: from when what changes holds.
    package let effectiveOn: CalendarDate

    package init(record: StaffRecord, school: School, effectiveOn: CalendarDate) {
        self.record = record
        self.school = school
        self.effectiveOn = effectiveOn
    }

    /// Ids for what may come into being.
    package struct NewIDs: Sendable {
        let person: PersonID
        let employment: EmploymentID
        let award: AwardID

        package init(person: PersonID, employment: EmploymentID, award: AwardID) {
            self.person = person
            self.employment = employment
            self.award = award
        }
    }

    /// What became of the person.
    package struct Outcome: Sendable {
        /// The person after the row.
        package private(set) var person: Person
        /// What happened, in order.
        package private(set) var changes: [RegistryChange]
        /// How to take it back, in order.
        package private(set) var steps: [StaffStep]

        mutating func take(_ decision: Decision<Person>, _ step: StaffStep) {
            guard !decision.changes.isEmpty else { return }
            person = decision.state
            changes += decision.changes
            steps.append(step)
        }

        init(_ person: Person) {
            self.person = person
            changes = []
            steps = []
        }

        /// As a work takes it over.
        package var decision: Decision<Person> { Decision(state: person, changes: changes) }
    }

    /// - Parameter known: whoever bears the number; `nil` for nobody.
    /// - Throws: `name-differs`, `employed-elsewhere`, and what the commands throw that it uses:
    ///   `RegisterPerson`, `RevisePerson`, `BeginEmployment`, `TransferPerson`, `AwardLevel`.
    package func decide(_ known: Person?, ids: NewIDs, on today: CalendarDate)
        throws(Refusal) -> Outcome
    {
        var outcome: Outcome
        if let known {
            guard known.facts.name == record.facts.name else {
                throw StaffImportRefusals.nameDiffers
            }
            outcome = Outcome(known)
            let revise = RevisePerson(facts: merged(known.facts))
            outcome.take(
                try revise.decide(known, holder: known.id), .revised(before: known.facts))
            try place(&outcome, ids, today)
        } else {
            let register = RegisterPerson(
                id: ids.person, facts: record.facts,
                employment: employment(ids, from: record.schoolSince ?? effectiveOn))
            let decision = try register.decide(holder: nil, staffing: .unlimited, on: today)
            outcome = Outcome(decision.state)
            outcome.take(decision, .registered)
        }
        if let level = record.level, !isHeld(level, outcome.person) {
            let award = AwardLevel(id: ids.award, level: level, from: effectiveOn)
            outcome.take(try award.decide(outcome.person), .awarded(ids.award))
        }
        return outcome
    }

    /// Gives a known person the row's post.
    private func place(_ outcome: inout Outcome, _ ids: NewIDs, _ today: CalendarDate)
        throws(Refusal)
    {
        let person = outcome.person
        let open = person.employments.first {
            $0.kind == .main && $0.isReal && $0.validity.until == nil
        }
        guard let open else {
            let begin = employment(ids, from: effectiveOn)
            let decision = try begin.decide(person, staffing: .unlimited, on: today)
            return outcome.take(decision, .employed(ids.employment))
        }
        guard open.school == record.school else { throw StaffImportRefusals.employedElsewhere }
        let facts = postFacts(over: open.facts)
        guard facts != open.facts else { return }
        let change = BeginEmployment(
            id: ids.employment, school: school, kind: .main, facts: facts, from: effectiveOn,
            schoolSince: record.schoolSince ?? open.schoolSince)
        let decision = try TransferPerson(employment: change)
            .decide(person, staffing: .unlimited, on: today)
        outcome.take(decision, .postChanged(ended: open.id, begun: ids.employment))
    }

    private func employment(_ ids: NewIDs, from: CalendarDate) -> BeginEmployment {
        BeginEmployment(
            id: ids.employment, school: school, kind: .main,
            facts: PostFacts(
                post: record.post, subject: record.subject, stage: record.stage,
                channel: record.channel), from: from,
            schoolSince: record.schoolSince.map { min($0, from) })
    }

    private func postFacts(over stored: PostFacts) -> PostFacts {
        PostFacts(
            post: record.post, subject: record.subject ?? stored.subject,
            stage: record.stage ?? stored.stage, channel: record.channel ?? stored.channel,
            isOutsideLimit: stored.isOutsideLimit)
    }

    private func merged(_ stored: PersonFacts) -> PersonFacts {
        PersonFacts(
            name: stored.name, number: stored.number, phone: record.facts.phone ?? stored.phone,
            workingSince: record.facts.workingSince ?? stored.workingSince,
            teachingSince: record.facts.teachingSince ?? stored.teachingSince,
            title: record.facts.title ?? stored.title,
            principalGrade: record.facts.principalGrade ?? stored.principalGrade)
    }

    private func isHeld(_ level: KeyTeacherLevel, _ person: Person) -> Bool {
        person.awards.contains { award in
            award.level == level && award.isReal
                && award.validity.overlaps(Validity(from: effectiveOn))
        }
    }
}

/// Takes back what a row did, the last step first.
package struct UndoStaffStep: Sendable {
    package let step: StaffStep

    package init(step: StaffStep) { self.step = step }

    /// - Returns: the person as before the step, with the events that say so.
    /// - Throws: what the command refuses that takes it back.
    package func decide(_ person: Person, on today: CalendarDate)
        throws(Refusal) -> Decision<Person>
    {
        switch step {
        case .registered: return WithdrawPerson().decide(person)
        case .revised(let before):
            return try RevisePerson(facts: before).decide(person, holder: nil)
        case .employed(let id): return try never(id, person, today)
        case .postChanged(let ended, let begun):
            let without = try never(begun, person, today)
            let back = try ReopenEmployment(employment: ended).decide(without.state, on: today)
            return Decision(state: back.state, changes: without.changes + back.changes)
        case .awarded(let id):
            guard let award = person.awards.first(where: { $0.id == id }) else {
                throw StaffRefusals.noSuchAward
            }
            return try WithdrawLevel(award: id, until: award.validity.from).decide(person)
        }
    }

    private func never(_ id: EmploymentID, _ person: Person, _ today: CalendarDate)
        throws(Refusal) -> Decision<Person>
    {
        guard let post = person.employments.first(where: { $0.id == id }) else {
            throw StaffRefusals.noSuchEmployment
        }
        return try EndEmployment(employment: id, until: post.validity.from)
            .decide(person, on: today)
    }
}

/// What only an import of staff refuses.
enum StaffImportRefusals {
    static let nameDiffers = Refusal(
        .precondition, "name-differs", field: "name",
        what: Wording(
            "该证件号码已登记，但姓名不同。", "A person of this number is registered under another name."),
        next: Wording(
            "请核对号码；改名请用 taoli staff revise。",
            "Check the number; a new name is recorded by taoli staff revise."))

    static let employedElsewhere = Refusal(
        .precondition, "employed-elsewhere", field: "school",
        what: Wording("该人员在其他学校有主岗。", "The person has a main post at another school."),
        next: Wording(
            "请用 taoli staff transfer 办理调动，或先在原校结束任职。",
            "Transfer them by taoli staff transfer, or end the post there first."))
}
