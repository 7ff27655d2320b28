package import TaoliModels

/// Lets groups go into another on a day: their memberships end there and begin in the successor,
/// in one command (TC-2). Merging is in the text of TC; that leads become members unless said
/// otherwise is ours.
package struct MergeGroups: Sendable {
    /// First day on which the successor stands for them.
    package let on: CalendarDate
    /// Why; must be given.
    package let reason: String
    /// Leads of the groups that end lead the successor too.
    package let leadsStay: Bool

    package init(on: CalendarDate, reason: String, leadsStay: Bool = false) {
        self.on = on
        self.reason = reason
        self.leadsStay = leadsStay
    }

    /// Groups that one command may merge.
    package static let groupsMax = 20

    /// - Parameters:
    ///   - sites: the sites of all groups, as far as they are to be seen.
    ///   - newID: asked once a membership that begins.
    /// - Returns: each group that ends (`SchoolLeftGroup` a membership, `GroupClosed`,
    ///   `GroupMerged`), then the successor (`SchoolJoinedGroup` a membership, `GroupTookOver` a
    ///   predecessor).
    /// - Throws: `reason-needed`, `nothing-to-merge`, `too-many`, `merge-into-itself`,
    ///   `group-not-founded`, `group-closed`, `date-order`.
    package func decide(
        _ groups: [Group], into successor: Group, sites: [SiteID: Site],
        newID: () -> MembershipID
    ) throws(Refusal) -> StructureDecision {
        try check(groups, successor)
        var carrying = MembershipCarrying(into: successor, on: on, reason: reason)
        var ended: [Decision<Group>] = []
        for group in groups {
            ended.append(try end(group, into: successor.id))
            for membership in group.memberships where membership.reaches(on) {
                try carrying.carry(
                    membership, as: leadsStay ? membership.role : .member,
                    site: sites[membership.siteID], newID: newID)
            }
            carrying.takeOver(from: group.id, way: .merge)
        }
        return StructureDecision(
            groups: ended + [carrying.decision],
            successions: groups.map {
                GroupSuccession(
                    predecessor: $0.id, successor: successor.id, way: .merge, on: on,
                    reason: reason)
            })
    }

    private func check(_ groups: [Group], _ successor: Group) throws(Refusal) {
        guard !reason.isEmpty else { throw StructureRefusals.reasonNeeded }
        guard !groups.isEmpty else { throw StructureRefusals.nothingToMerge }
        guard groups.count <= Self.groupsMax else {
            throw GroupRefusals.tooMany("group_ids", max: Self.groupsMax)
        }
        guard !groups.contains(where: { $0.id == successor.id }) else {
            throw StructureRefusals.mergeIntoItself
        }
        guard on >= successor.validity.from else { throw GroupRefusals.notFounded(successor) }
        if let end = successor.validity.until { throw GroupRefusals.closed(successor, on: end) }
    }

    private func end(_ group: Group, into successor: GroupID) throws(Refusal) -> Decision<Group> {
        let closed = try CloseGroup(closedOn: on, reason: reason).decide(group)
        var log = ChangeLog(.group(group.id), version: closed.state.version)
        log.record(
            .groupMerged(group.id, into: successor, on: on, reason: reason), on: on,
            fields: [.between("successor", GroupID?.none, successor)],
            districts: group.districts)
        var state = closed.state
        state.version = log.version
        return Decision(state: state, changes: closed.changes + log.changes)
    }
}
