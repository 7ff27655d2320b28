package import TaoliModels

/// Lets a site join a group as lead or member (TC-2; one site may be in two groups, JD-3).
package struct BeginMembership: Sendable {
    package let membershipID: MembershipID
    package let role: MembershipRole
    /// First day on which it belongs.
    package let from: CalendarDate
    /// The source does not say when it began; `from` is the day it is recorded for.
    package let isStartUnknown: Bool
    /// How the source names the bond, e.g. `brand`; `nil` when it does not.
    package let relation: String?
    /// Why, for the history and the news; may be empty.
    package let reason: String
    /// A membership mode of the district's pack; `nil` where none is said.
    package let mode: String?
    /// First day after the agreed term; `nil` without one.
    package let termUntil: CalendarDate?

    package init(
        membershipID: MembershipID, role: MembershipRole, from: CalendarDate,
        isStartUnknown: Bool = false, relation: String? = nil, reason: String,
        mode: String? = nil, termUntil: CalendarDate? = nil
    ) {
        self.membershipID = membershipID
        self.role = role
        self.from = from
        self.isStartUnknown = isStartUnknown
        self.relation = relation
        self.reason = reason
        self.mode = mode
        self.termUntil = termUntil
    }

    /// - Parameter sizeLimit: the limit that the bureau set for this group (XN-3); `nil` where none
    ///   is set, or where what exists is only recorded.
    /// - Returns: the group with the membership; `SchoolJoinedGroup`.
    /// - Throws: `not-found` (a withdrawn site), `site-closed`, `group-not-founded`,
    ///   `group-closed`, `already-member` when the times would overlap, `group-size-limit`,
    ///   `too-many`.
    package func decide(_ group: Group, site: Site, sizeLimit: Int? = nil) throws(Refusal)
        -> Decision<Group>
    {
        guard !site.isWithdrawn else { throw SchoolRefusals.withdrawn(Wording("校区", "site")) }
        guard !site.isClosed else { throw GroupRefusals.siteClosed(site) }
        guard from >= group.validity.from else { throw GroupRefusals.notFounded(group) }
        if let end = group.validity.until { throw GroupRefusals.closed(group, on: end) }
        let wanted = Validity(from: from)
        let earlier = group.memberships.first {
            $0.siteID == site.id && !$0.isEmpty && $0.validity.overlaps(wanted)
        }
        if let earlier { throw GroupRefusals.alreadyMember(earlier) }
        // What is agreed for later days already needs its place too.
        let days = [from] + group.memberships.map(\.validity.from).filter { $0 > from }
        let count = (days.map { group.members(on: $0).count }.max() ?? 0) + 1
        if let sizeLimit, count > sizeLimit {
            throw GroupRefusals.sizeLimit(sizeLimit, count: count)
        }
        guard group.memberships.count < RegistryLimits.membershipsMax else {
            throw GroupRefusals.tooMany("site_id", max: RegistryLimits.membershipsMax)
        }
        let membership = Membership(
            id: membershipID, siteID: site.id, schoolID: site.schoolID, district: site.district,
            role: role, validity: wanted, isStartUnknown: isStartUnknown, relation: relation,
            mode: mode, termUntil: termUntil)
        var joined = group
        joined.memberships.append(membership)
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .schoolJoined(group.id, membership, reason: reason), on: from,
            fields: [
                .between("site", String?.none, site.name),
                .between("role", String?.none, role.rawValue),
                .between("relation", String?.none, relation),
                .between("mode", String?.none, mode),
                .between("term_until", CalendarDate?.none, termUntil),
            ],
            districts: joined.districts)
        joined.version = log.version
        return Decision(state: joined, changes: log.changes)
    }
}

extension Membership {
    /// Taken back: it ends on the day it begins and holds on none.
    package var isEmpty: Bool { validity.until.map { $0 <= validity.from } ?? false }
}
