package import TaoliModels

/// Gives a person a post at a school.
package struct BeginEmployment: Sendable {
    package let id: EmploymentID
    package let school: School
    package let kind: EmploymentKind
    package let facts: PostFacts
    /// First day in the post.
    package let from: CalendarDate
    /// Since when the person works at the school; `nil` to go on from an earlier post there, or
    /// else from `from`.
    package let schoolSince: CalendarDate?

    package init(
        id: EmploymentID, school: School, kind: EmploymentKind, facts: PostFacts,
        from: CalendarDate, schoolSince: CalendarDate? = nil
    ) {
        self.id = id
        self.school = school
        self.kind = kind
        self.facts = facts
        self.from = from
        self.schoolSince = schoolSince
    }

    /// - Returns: `EmploymentBegan`.
    /// - Throws: `not-found` for one that was withdrawn, `school-closed`, `main-post-overlap`,
    ///   `already-in-post`, `no-main-post` for a concurrent post without one, `post-limit`,
    ///   `not-outside-limit`, `date-order`, `too-many`.
    package func decide(_ person: Person, staffing: StaffingFacts, on today: CalendarDate)
        throws(Refusal) -> Decision<Person>
    {
        guard !person.isWithdrawn else { throw StaffRefusals.withdrawn }
        guard person.employments.count < RegistryLimits.employmentsMax else {
            throw StaffRefusals.tooMany
        }
        guard school.exists(on: from) else { throw SchoolRefusals.schoolClosed(school) }
        let validity = Validity(from: from)
        let since = schoolSince ?? continued(person) ?? from
        guard since <= from else { throw StaffRefusals.before("school_since", from) }
        if let working = person.facts.workingSince, since < working {
            throw StaffRefusals.before("working_since", since)
        }
        try checkOthers(person, validity)
        try checkLimit(person, staffing)
        var employed = person
        let employment = Employment(
            id: id, school: school.id, district: school.district, kind: kind, facts: facts,
            validity: validity, schoolSince: since)
        employed.employments.append(employment)
        employed.settle(on: today)
        var log = ChangeLog(.person(person.id), version: person.version)
        log.record(
            .employmentBegan(person.id, employment), on: from,
            fields: EmploymentText.began(employment),
            districts: Set(person.districts + employed.districts).sorted())
        employed.version = log.version
        return Decision(state: employed, changes: log.changes)
    }

    /// Since when an earlier post at the school, which ends where this one begins, counts.
    private func continued(_ person: Person) -> CalendarDate? {
        person.employments.first {
            $0.school == school.id && $0.kind == .main && $0.isReal && $0.validity.until == from
        }?.schoolSince
    }

    private func checkOthers(_ person: Person, _ validity: Validity) throws(Refusal) {
        let others = person.employments.filter { $0.isReal && $0.validity.overlaps(validity) }
        switch kind {
        case .main:
            if let main = others.first(where: { $0.kind == .main }) {
                throw StaffRefusals.overlap(main)
            }
        case .concurrent:
            guard person.mainPost(on: from) != nil else { throw StaffRefusals.noMainPost }
            let isSame = others.contains {
                $0.school == school.id && $0.facts.post == facts.post
            }
            if isSame { throw StaffRefusals.samePost }
        }
    }

    private func checkLimit(_ person: Person, _ staffing: StaffingFacts) throws(Refusal) {
        if facts.isOutsideLimit {
            let main = person.mainPost(on: from)
            guard kind == .concurrent, facts.post == .vicePrincipal,
                main?.facts.post == .principal, main?.school != school.id,
                staffing.leadsMainSchool
            else { throw StaffRefusals.notOutsideLimit }
            return
        }
        if facts.post.isLeader, let limit = staffing.leadersMax, staffing.leaders >= limit {
            throw StaffRefusals.postLimit(limit, leaders: true)
        }
        if facts.post == .middleManager, let limit = staffing.middleMax, staffing.middle >= limit {
            throw StaffRefusals.postLimit(limit, leaders: false)
        }
    }
}

/// What the history says of posts.
enum EmploymentText {
    static func began(_ employment: Employment) -> [FieldDifference?] {
        [
            .between("school_id", SchoolID?.none, employment.school),
            .between("kind", String?.none, employment.kind.rawValue),
            .between("post", String?.none, employment.facts.post.rawValue),
            .between("subject", String?.none, employment.facts.subject?.rawValue),
            .between("stage", String?.none, employment.facts.stage?.rawValue),
            .between("school_since", CalendarDate?.none, employment.schoolSince),
            employment.facts.isOutsideLimit
                ? .between("outside_limit", String?.none, "true") : nil,
        ]
    }

    static func ended(_ employment: Employment) -> [FieldDifference?] {
        [
            .between("employment_id", String?.none, employment.id.description),
            .between("valid_until", String?.none, employment.validity.until?.description),
        ]
    }
}
