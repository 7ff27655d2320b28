package import TaoliModels

/// Takes a membership back as if it had never been: the undo of the import that recorded it, or
/// of one that a file corrects on the very day it began. It ends on its first day.
package struct WithdrawMembership: Sendable {
    package let membershipID: MembershipID
    /// Why, for the history; may be empty.
    package let reason: String

    package init(_ membershipID: MembershipID, reason: String) {
        self.membershipID = membershipID
        self.reason = reason
    }

    /// Does not ask for a lead that stays: who undoes or corrects takes care of the group.
    ///
    /// - Returns: `SchoolLeftGroup` with `until` = the first day; nothing when it was taken back
    ///   before or the group has no such membership.
    package func decide(_ group: Group) -> Decision<Group> {
        let index = group.memberships.firstIndex { $0.id == membershipID && !$0.isEmpty }
        guard let index else { return Decision(state: group, changes: []) }
        let membership = group.memberships[index]
        let start = membership.validity.from
        var left = group
        left.memberships[index].validity = Validity(from: start, until: start)
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .schoolLeft(group.id, membership, until: start, reason: reason), on: start,
            fields: [.between("until", membership.validity.until, start)],
            districts: group.districts)
        left.version = log.version
        return Decision(state: left, changes: log.changes)
    }
}
