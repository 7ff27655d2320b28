package import TaoliModels
package import TaoliPolicy

/// Establishes a body of a unit, of a kind that the pack in force has for such units.
package struct EstablishBody: Sendable {
    package let id: BodyID
    /// The id of its kind in the pack, e.g. `council`.
    package let kind: String
    /// What it is called; empty: as the pack calls the kind.
    package let name: String
    /// Whose it shall be.
    package let owner: UnitOwnership
    /// First day on which it exists.
    package let from: CalendarDate

    package init(
        id: BodyID, kind: String, name: String, owner: UnitOwnership, from: CalendarDate
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.owner = owner
        self.from = from
    }

    /// - Parameters:
    ///   - lifetime: from when to when the unit itself exists.
    ///   - others: the unit's bodies of this kind that are not dissolved.
    /// - Returns: the body without members; `BodyEstablished`.
    /// - Throws: `not-your-unit`, `unknown-body-kind`, `wrong-unit`, `unit-not-there`,
    ///   `body-exists`.
    package func decide(
        by caller: Caller, pack: PolicyPack, lifetime: Validity, others: [Body]
    ) throws(Refusal) -> Decision<Body> {
        try UnitAuthority.check(caller, changes: owner)
        let rules = try BodyRules(kind, in: pack)
        guard rules.kind.place.unit == owner.unit.kind else {
            throw BodyRefusals.wrongUnit(rules.kind, owner.unit)
        }
        guard lifetime.holds(on: from) else { throw BodyRefusals.unitNotThere(from) }
        let called = name.isEmpty ? rules.kind.name.chinese : name
        // What "the council" decided must be clear, so a unit has one body that votes of a kind.
        let same = others.first { !rules.votes.isEmpty || $0.name == called }
        if let same { throw BodyRefusals.exists(same, rules.kind) }
        var body = Body(
            id: id, pack: pack.id, packVersion: pack.version, kind: kind, name: called,
            owner: owner, validity: Validity(from: from), appointments: [], version: 0)
        var log = ChangeLog(.body(id), version: 0)
        log.record(
            .bodyEstablished(BodyNews(body, rules.kind), from: from), on: from,
            fields: [
                .between("kind", String?.none, kind),
                .between("name", String?.none, called),
            ],
            districts: owner.districts)
        body.version = log.version
        return Decision(state: body, changes: log.changes)
    }
}

/// Ends a body, and with it every post in it.
package struct DissolveBody: Sendable {
    /// First day on which it no longer exists.
    package let on: CalendarDate

    package init(on: CalendarDate) { self.on = on }

    /// - Returns: the body without members from that day on; one `BodyMemberReleased` a member,
    ///   then `BodyDissolved`.
    /// - Throws: `not-your-unit`, `body-dissolved`, `date-order`.
    package func decide(_ body: Body, by caller: Caller, _ rules: BodyRules) throws(Refusal)
        -> Decision<Body>
    {
        try UnitAuthority.check(caller, changes: body.owner)
        if let until = body.validity.until { throw BodyRefusals.dissolved(body, on: until) }
        guard on > body.validity.from else {
            throw GroupRefusals.dateOrder("on", after: body.validity.from)
        }
        var ended = body
        var log = ChangeLog(.body(body.id), version: body.version)
        let news = BodyNews(body, rules.kind)
        for (index, held) in body.appointments.enumerated() {
            let end = max(on, held.validity.from)
            if let until = held.validity.until, until <= end { continue }
            ended.appointments[index].validity = Validity(from: held.validity.from, until: end)
            log.record(
                .bodyMemberReleased(news, AppointmentNews(held), until: end), on: end,
                districts: body.owner.districts)
        }
        ended.validity = Validity(from: body.validity.from, until: on)
        log.record(
            .bodyDissolved(news, on: on), on: on,
            fields: [.between("until", CalendarDate?.none, on)],
            districts: body.owner.districts)
        ended.version = log.version
        return Decision(state: ended, changes: log.changes)
    }
}
