package import TaoliModels

/// Ends a group and every membership in it on one day (TC-2).
package struct CloseGroup: Sendable {
    /// First day on which it no longer exists.
    package let closedOn: CalendarDate
    /// Why, for the history and the news; may be empty.
    package let reason: String

    package init(closedOn: CalendarDate, reason: String) {
        self.closedOn = closedOn
        self.reason = reason
    }

    /// Memberships that would begin on that day or later end on the day they begin: they never
    /// hold.
    ///
    /// - Returns: one `SchoolLeftGroup` a membership, then `GroupClosed`.
    /// - Throws: `group-closed`, `date-order`.
    package func decide(_ group: Group) throws(Refusal) -> Decision<Group> {
        if let until = group.validity.until { throw GroupRefusals.closed(group, on: until) }
        guard closedOn > group.validity.from else {
            throw GroupRefusals.dateOrder("closed_on", after: group.validity.from)
        }
        return GroupEnding(on: closedOn, reason: reason).end(group)
    }
}

/// Takes a group back as if it had never been: the undo of the import that founded it.
package struct WithdrawGroup: Sendable {
    /// Why, for the history; may be empty.
    package let reason: String

    package init(reason: String) { self.reason = reason }

    /// - Returns: its memberships and itself end on their first day, so that neither ever holds.
    ///   A group that is closed already stays as it is.
    package func decide(_ group: Group) -> Decision<Group> {
        guard group.validity.until != group.validity.from else {
            return Decision(state: group, changes: [])
        }
        return GroupEnding(on: group.validity.from, reason: reason).end(group)
    }
}

/// Ends everything of a group that reaches beyond a day.
struct GroupEnding {
    let on: CalendarDate
    let reason: String

    func end(_ group: Group) -> Decision<Group> {
        var ended = group
        var log = ChangeLog(.group(group.id), version: group.version)
        for (index, membership) in group.memberships.enumerated() {
            let end = max(on, membership.validity.from)
            if let until = membership.validity.until, until <= end { continue }
            ended.memberships[index].validity = Validity(from: membership.validity.from, until: end)
            log.record(
                .schoolLeft(group.id, membership, until: end, reason: reason), on: end,
                districts: group.districts)
        }
        ended.validity = Validity(from: group.validity.from, until: on)
        log.record(
            .groupClosed(group.id, on: on, reason: reason), on: on,
            fields: [.between("closed_on", group.validity.until, on)],
            districts: group.districts)
        ended.version = log.version
        return Decision(state: ended, changes: log.changes)
    }
}
