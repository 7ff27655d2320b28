package import TaoliModels

/// Ends a site's membership on a day (TC-2).
package struct EndMembership: Sendable {
    package let siteID: SiteID
    /// First day on which it no longer belongs.
    package let until: CalendarDate
    /// Why, for the history and the news; may be empty.
    package let reason: String

    package init(siteID: SiteID, until: CalendarDate, reason: String) {
        self.siteID = siteID
        self.until = until
        self.reason = reason
    }

    /// - Returns: the group with the membership ended; `SchoolLeftGroup`. A membership that ends
    ///   later already may end earlier.
    /// - Throws: `not-a-member` (not on the day before `until`), `date-order` (it begins on that
    ///   day or later), `group-closed`, and `last-lead` when the group would stand without a lead
    ///   on some day.
    package func decide(_ group: Group) throws(Refusal) -> Decision<Group> {
        let index = try membershipIndex(group)
        let membership = group.memberships[index]
        var left = group
        left.memberships[index].validity = Validity(from: membership.validity.from, until: until)
        if membership.role == .lead, let day = left.firstDayWithoutLead(from: until) {
            throw GroupRefusals.lastLead(on: day)
        }
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .schoolLeft(group.id, membership, until: until, reason: reason), on: until,
            fields: [.between("until", membership.validity.until, until)],
            districts: group.districts)
        left.version = log.version
        return Decision(state: left, changes: log.changes)
    }

    private func membershipIndex(_ group: Group) throws(Refusal) -> Int {
        let lastDay = until.adding(days: -1)
        let found = group.memberships.firstIndex {
            $0.siteID == siteID && $0.validity.holds(on: lastDay) && $0.validity.until != until
        }
        if let found { return found }
        let later = group.memberships.first {
            $0.siteID == siteID && !$0.isEmpty && $0.validity.from >= until
        }
        if let later { throw GroupRefusals.dateOrder("until", after: later.validity.from) }
        if let end = group.validity.until, until >= end {
            throw GroupRefusals.closed(group, on: end)
        }
        throw GroupRefusals.notMember(on: until)
    }
}

extension Group {
    /// The first day from `start` on which the group stands and nobody leads it. Only days on
    /// which a lead ends can be such a day.
    func firstDayWithoutLead(from start: CalendarDate) -> CalendarDate? {
        let leads = memberships.filter { $0.role == .lead }.map(\.validity)
        let ends = leads.compactMap(\.until).filter { $0 >= start }
        return ([start] + ends).sorted().first { day in
            validity.holds(on: day) && !leads.contains { $0.holds(on: day) }
        }
    }
}
