package import TaoliModels

/// Ends an appointment on a day.
package struct ReleaseMember: Sendable {
    /// The appointment.
    package let id: AppointmentID
    /// First day no longer in the post.
    package let until: CalendarDate

    package init(id: AppointmentID, until: CalendarDate) {
        self.id = id
        self.until = until
    }

    /// - Returns: the body with the appointment ended, `BodyMemberReleased`; posts that want people
    ///   from that day on. One that ends later already may end earlier.
    /// - Throws: `not-your-unit`, `not-found`, `date-order`, `already-released`.
    package func decide(_ body: Body, by caller: Caller, _ rules: BodyRules) throws(Refusal)
        -> (decision: Decision<Body>, findings: [RuleFinding])
    {
        try UnitAuthority.check(caller, changes: body.owner)
        guard let index = body.appointments.firstIndex(where: { $0.id == id }) else {
            throw BodyRefusals.noAppointment
        }
        let held = body.appointments[index]
        guard until > held.validity.from else {
            throw GroupRefusals.dateOrder("until", after: held.validity.from)
        }
        if let end = held.validity.until, end <= until { throw BodyRefusals.released(on: end) }
        var after = body
        after.appointments[index].validity = Validity(from: held.validity.from, until: until)
        var log = ChangeLog(.body(body.id), version: body.version)
        log.record(
            .bodyMemberReleased(BodyNews(body, rules.kind), AppointmentNews(held), until: until),
            on: until,
            fields: [.between("until", held.validity.until, until)],
            districts: body.owner.districts)
        after.version = log.version
        return (
            Decision(state: after, changes: log.changes), rules.vacancies(after, on: until)
        )
    }
}
