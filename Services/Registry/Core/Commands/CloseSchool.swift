package import TaoliModels

/// Ends a school: closed, merged into a successor, or its import undone.
package struct CloseSchool: Sendable {
    /// First day on which it no longer exists by itself.
    package let closedOn: CalendarDate
    /// Where its sites went.
    package let successor: SchoolID?

    package init(closedOn: CalendarDate, successor: SchoolID?) {
        self.closedOn = closedOn
        self.successor = successor
    }

    /// - Returns: `SchoolClosed`.
    /// - Throws: `school-closed` when it is closed already, `own-successor`.
    package func decide(_ school: School) throws(Refusal) -> Decision<School> {
        guard school.closedOn == nil else { throw SchoolRefusals.schoolClosed(school) }
        guard successor != school.id else { throw SchoolRefusals.ownSuccessor }
        var log = ChangeLog(.school(school.id), version: school.version)
        log.record(
            .schoolClosed(school.id, on: closedOn, successor: successor), on: closedOn,
            fields: [
                .between("closed_on", String?.none, closedOn),
                .between("successor", school.successor, successor),
            ],
            districts: [school.district])
        var closed = school
        closed.closedOn = closedOn
        closed.successor = successor
        closed.version = log.version
        return Decision(state: closed, changes: log.changes)
    }
}

/// Lets a closed school exist again: the undo of the import that merged it.
package struct ReopenSchool: Sendable {
    package init() {}

    /// - Returns: `SchoolRegistered` once more, with the next sequence.
    /// - Throws: `school-open` when it is not closed.
    package func decide(_ school: School) throws(Refusal) -> Decision<School> {
        guard school.closedOn != nil else { throw SchoolRefusals.schoolOpen(school) }
        var log = ChangeLog(.school(school.id), version: school.version)
        log.record(
            .schoolRegistered(school.id, name: school.name, district: school.district),
            fields: [
                .between("closed_on", school.closedOn, CalendarDate?.none),
                .between("successor", school.successor, SchoolID?.none),
            ],
            districts: [school.district])
        var open = school
        open.closedOn = nil
        open.successor = nil
        open.version = log.version
        return Decision(state: open, changes: log.changes)
    }
}
