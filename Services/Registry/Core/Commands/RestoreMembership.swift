package import TaoliModels

/// Lets a membership that an import ended, or took back, go on as it was: with its mode, its agreed
/// term and its id, by which a row of years is counted (XN-19, XN-21).
package struct RestoreMembership: Sendable {
    package let membershipID: MembershipID
    /// First day on which it did not belong before either; `nil` for a membership without an end.
    package let until: CalendarDate?
    /// Why, for the history and the news; may be empty.
    package let reason: String

    package init(_ membershipID: MembershipID, until: CalendarDate?, reason: String) {
        self.membershipID = membershipID
        self.until = until
        self.reason = reason
    }

    /// - Returns: `SchoolJoinedGroup` with the membership's own first day, and `SchoolLeftGroup`
    ///   where it had an end; nothing when the group has no such membership.
    /// - Throws: `not-found` (a withdrawn site), `site-closed`, `group-closed`, `already-member`
    ///   when the site is in the group by another one.
    package func decide(_ group: Group, site: Site) throws(Refusal) -> Decision<Group> {
        guard !site.isWithdrawn else { throw SchoolRefusals.withdrawn(Wording("校区", "site")) }
        guard !site.isClosed else { throw GroupRefusals.siteClosed(site) }
        if let end = group.validity.until { throw GroupRefusals.closed(group, on: end) }
        guard let index = group.memberships.firstIndex(where: { $0.id == membershipID }) else {
            return Decision(state: group, changes: [])
        }
        var restored = group
        let ended = group.memberships[index].validity
        restored.memberships[index].validity = Validity(from: ended.from, until: until)
        let membership = restored.memberships[index]
        let other = group.memberships.first {
            $0.id != membershipID && $0.siteID == site.id && !$0.isEmpty
                && $0.validity.overlaps(membership.validity)
        }
        if let other { throw GroupRefusals.alreadyMember(other) }
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .schoolJoined(group.id, membership, reason: reason), on: ended.from,
            fields: [.between("until", ended.until, until)], districts: group.districts)
        if let until {
            log.record(
                .schoolLeft(group.id, membership, until: until, reason: reason), on: until,
                fields: [], districts: group.districts)
        }
        restored.version = log.version
        return Decision(state: restored, changes: log.changes)
    }
}
