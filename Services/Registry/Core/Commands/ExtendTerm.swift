package import TaoliModels

/// Extends the agreed term of a membership that still holds (XN-21).
package struct ExtendTerm: Sendable {
    package let siteID: SiteID
    /// First day after the term as it shall be.
    package let termUntil: CalendarDate
    /// Why, for the history and the news; may be empty.
    package let reason: String

    package init(siteID: SiteID, termUntil: CalendarDate, reason: String) {
        self.siteID = siteID
        self.termUntil = termUntil
        self.reason = reason
    }

    /// - Returns: the group with the longer term; `MembershipExtended`.
    /// - Throws: `not-a-member` when the site is none on the term's last day as it was,
    ///   `date-order` when the term would not get longer.
    package func decide(_ group: Group) throws(Refusal) -> Decision<Group> {
        let found = group.memberships.firstIndex {
            $0.siteID == siteID && $0.validity.until == nil && $0.termUntil != nil
        }
        guard let index = found, let earlier = group.memberships[index].termUntil else {
            throw GroupRefusals.notMember(on: termUntil)
        }
        guard termUntil > earlier else { throw GroupRefusals.dateOrder("years", after: earlier) }
        var extended = group
        extended.memberships[index].termUntil = termUntil
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .membershipExtended(group.id, extended.memberships[index], reason: reason),
            on: earlier, fields: [.between("term_until", earlier, termUntil)],
            districts: group.districts)
        extended.version = log.version
        return Decision(state: extended, changes: log.changes)
    }
}
