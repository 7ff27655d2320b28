package import TaoliModels

/// Ends what is said of a unit: a naming is revoked, a limit lifted, a category no longer holds
/// (SH-18: revocation ends what naming opened).
package struct EndDesignation: Sendable {
    package let kind: DesignationKind
    /// Of categories: which; `nil` where only one can hold.
    package let value: String?
    /// Of a category: the stage for which it was given; `nil` for all.
    package let stage: Stage?
    /// First day on which it no longer holds.
    package let until: CalendarDate
    /// Why; must be given.
    package let reason: String

    package init(
        kind: DesignationKind, value: String? = nil, stage: Stage? = nil, until: CalendarDate,
        reason: String
    ) {
        self.kind = kind
        self.value = value
        self.stage = stage
        self.until = until
        self.reason = reason
    }

    /// - Returns: `GroupDesignated` with its end.
    /// - Throws: `reason-needed`, `nothing-designated`, `value-needed`.
    package func decide(_ group: Group, _ held: [Designation]) throws(Refusal)
        -> Designate.Outcome<Group>
    {
        let ended = try end(held)
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .groupDesignated(group.id, ended), on: until, fields: ended.fields,
            districts: group.districts)
        var state = group
        state.version = log.version
        return Designate.Outcome(
            decision: Decision(state: state, changes: log.changes), changed: [ended])
    }

    /// - Returns: `SchoolDesignated` with its end.
    /// - Throws: as for a group.
    package func decide(_ school: School, _ held: [Designation]) throws(Refusal)
        -> Designate.Outcome<School>
    {
        let ended = try end(held)
        var log = ChangeLog(.school(school.id), version: school.version)
        log.record(
            .schoolDesignated(school.id, ended), on: until, fields: ended.fields,
            districts: [school.district])
        var state = school
        state.version = log.version
        return Designate.Outcome(
            decision: Decision(state: state, changes: log.changes), changed: [ended])
    }

    private func end(_ held: [Designation]) throws(Refusal) -> Designation {
        guard !reason.isEmpty else { throw StructureRefusals.reasonNeeded }
        guard kind != .category || value != nil else { throw StructureRefusals.valueNeeded }
        return try DesignationBook(held).ending(kind, value: value, stage: stage, on: until)
    }
}
