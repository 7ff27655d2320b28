package import TaoliModels
import TaoliPolicy

/// Appoints somebody to a post of a body.
package struct AppointMember: Sendable {
    package let id: AppointmentID
    /// The id of the post in the pack; `BodyRules.plainPost` where the pack names none.
    package let post: String
    package let holder: PostHolder
    /// For which unit the holder sits; `nil` where that is for none, or follows from the post.
    package let unit: UnitReference?
    /// First day in the post.
    package let from: CalendarDate
    /// First day no longer in the post; `nil` without an agreed end.
    package let until: CalendarDate?

    package init(
        id: AppointmentID, post: String, holder: PostHolder, unit: UnitReference?,
        from: CalendarDate, until: CalendarDate?
    ) {
        self.id = id
        self.post = post
        self.holder = holder
        self.unit = unit
        self.from = from
        self.until = until
    }

    /// - Returns: the body with the appointment, `BodyMemberAppointed`; posts that still want
    ///   people on that day.
    /// - Throws: `not-your-unit`, `unknown-post`, `body-dissolved`, `body-not-established`,
    ///   `date-order`, `not-the-principal`, `already-in-body`, `school-has-seat`, `seats-full`,
    ///   `too-many`.
    package func decide(
        _ body: Body, by caller: Caller, _ rules: BodyRules, _ facts: HolderFacts
    ) throws(Refusal) -> (decision: Decision<Body>, findings: [RuleFinding]) {
        try UnitAuthority.check(caller, changes: body.owner)
        let rule = try rules.post(post)
        let wanted = Validity(from: from, until: until)
        try checkDates(body)
        let seat = try seat(rule, facts)
        let appointment = BodyAppointment(
            id: id, post: post, holder: holder, unit: seat, validity: wanted)
        try checkFree(body, appointment, rule)
        guard body.appointments.count < RegistryLimits.appointmentsMax else {
            throw GroupRefusals.tooMany("post", max: RegistryLimits.appointmentsMax)
        }
        var after = body
        after.appointments.append(appointment)
        var log = ChangeLog(.body(body.id), version: body.version)
        log.record(
            .bodyMemberAppointed(BodyNews(body, rules.kind), AppointmentNews(appointment)),
            on: from,
            fields: [
                .between("post", String?.none, post),
                .between("holder", String?.none, holder.stored),
                .between("unit", UnitReference?.none, seat),
                .between("until", CalendarDate?.none, until),
            ],
            districts: body.owner.districts)
        after.version = log.version
        return (
            Decision(state: after, changes: log.changes), rules.vacancies(after, on: from)
        )
    }

    private func seat(_ rule: PostRule?, _ facts: HolderFacts) throws(Refusal) -> UnitReference? {
        guard let rule else { return unit }
        return try PrincipalCheck(post: rule, facts: facts).seat(self)
    }

    private func checkDates(_ body: Body) throws(Refusal) {
        if let until, until <= from { throw GroupRefusals.dateOrder("until", after: from) }
        guard from >= body.validity.from else { throw BodyRefusals.notEstablished(body) }
        guard let end = body.validity.until else { return }
        guard from < end, let until, until <= end else {
            throw BodyRefusals.dissolved(body, on: end)
        }
    }

    private func checkFree(_ body: Body, _ wanted: BodyAppointment, _ rule: PostRule?)
        throws(Refusal)
    {
        let beside = body.appointments.filter {
            !$0.isEmpty && $0.validity.overlaps(wanted.validity)
        }
        switch wanted.holder {
        case .person:
            let held = beside.first { $0.holder == wanted.holder }
            if let held { throw BodyRefusals.alreadyInBody(held) }
        case .office:
            // Several may hold an office that is of no school, such as 副局长.
            let held = beside.first { wanted.school != nil && $0.isSameOffice(as: wanted) }
            if let held { throw BodyRefusals.officeInBody(held) }
        }
        guard let rule else { return }
        if rule.principalOf != nil,
            let held = beside.first(where: { $0.unit == wanted.unit && $0.post == wanted.post })
        {
            throw BodyRefusals.schoolHasSeat(held, rule)
        }
        let same = beside.filter { $0.post == wanted.post }
        // More people at once begin only on a day on which somebody comes.
        let days = [wanted.validity.from] + same.map(\.validity.from)
        let full = days.filter { wanted.validity.holds(on: $0) }.sorted().first { day in
            same.count { $0.validity.holds(on: day) } >= rule.seats.upperBound
        }
        if let full { throw BodyRefusals.seatsFull(rule, on: full) }
    }
}

/// Whether a post that a principal holds by office is given to one (TC-3).
struct PrincipalCheck {
    let post: PostRule
    let facts: HolderFacts

    /// The unit for which the holder sits.
    /// - Throws: `not-the-principal`, citing the post's clause.
    func seat(_ wanted: AppointMember) throws(Refusal) -> UnitReference? {
        guard let role = post.principalOf else { return wanted.unit }
        let allowed = facts.schools[role]
        switch wanted.holder {
        case .office:
            guard let school = Self.school(wanted.unit), allowed.contains(school) else {
                throw BodyRefusals.notThePrincipal(post, role)
            }
            return wanted.unit
        case .person:
            let schools = allowed.intersection(facts.principalOf)
            guard let unit = wanted.unit else {
                guard schools.count == 1, let only = schools.first else {
                    throw BodyRefusals.notThePrincipal(post, role)
                }
                return UnitReference(.school, only.description)
            }
            guard let school = Self.school(unit), schools.contains(school) else {
                throw BodyRefusals.notThePrincipal(post, role)
            }
            return unit
        }
    }

    private static func school(_ unit: UnitReference?) -> SchoolID? {
        unit.flatMap { $0.kind == .school ? SchoolID($0.id) : nil }
    }
}

extension BodyAppointment {
    /// Whether both are held by the same office of the same school, however it is spaced.
    fileprivate func isSameOffice(as other: BodyAppointment) -> Bool {
        guard case .office(let mine) = holder, case .office(let theirs) = other.holder else {
            return false
        }
        return school == other.school
            && mine.filter { !$0.isWhitespace } == theirs.filter { !$0.isWhitespace }
    }
}

extension PostHolder {
    /// A person's id, or an office as it stands.
    package var stored: String {
        switch self {
        case .person(let id): id.description
        case .office(let title): title
        }
    }
}
