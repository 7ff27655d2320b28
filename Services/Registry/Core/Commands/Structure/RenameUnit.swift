package import TaoliModels

/// Gives a group, a school or a site another name from a day on. XN: 校名原则上不再变更, so that it
/// needs a reason; leaving a close-knit group is one (XN-9).
package struct RenameUnit: Sendable {
    /// 1 to `RegistryLimits.nameMax` characters.
    package let name: String
    /// First day on which it bears it; today or earlier, since the present name is what all
    /// services show.
    package let on: CalendarDate
    /// Why; must be given.
    package let reason: String

    package init(name: String, on: CalendarDate, reason: String) {
        self.name = name
        self.on = on
        self.reason = reason
    }

    /// What a renaming made of a record and of its names.
    package struct Outcome<State: Sendable>: Sendable {
        /// The record with its events.
        package let decision: Decision<State>
        /// All its names, the new one last.
        package let names: NameHistory
    }

    /// - Parameter nameHolder: a group of the district that bears the name and is not closed.
    /// - Returns: `GroupRenamed`.
    /// - Throws: `rename-needs-reason`, `bad-name`, `same-name`, `rename-in-future`, `date-order`,
    ///   `group-name-taken`, `group-closed`, `group-not-founded`.
    package func decide(
        _ group: Group, _ names: NameHistory, nameHolder: GroupID?, today: CalendarDate
    ) throws(Refusal) -> Outcome<Group> {
        if let end = group.validity.until { throw GroupRefusals.closed(group, on: end) }
        guard on >= group.validity.from else { throw GroupRefusals.notFounded(group) }
        guard nameHolder == nil || nameHolder == group.id else {
            throw GroupRefusals.nameTaken(name)
        }
        let history = try history(names, now: group.name, today: today)
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .groupRenamed(group.id, change(group.name)), on: on,
            fields: [.between("name", group.name, name)], districts: group.districts)
        var renamed = group
        renamed.name = name
        renamed.version = log.version
        return Outcome(
            decision: Decision(state: renamed, changes: log.changes), names: history)
    }

    /// - Returns: `SchoolRenamed` with the day and the reason.
    /// - Throws: as for a group; `school-closed`.
    package func decide(
        _ school: School, _ names: NameHistory, today: CalendarDate
    ) throws(Refusal) -> Outcome<School> {
        guard school.closedOn == nil else { throw SchoolRefusals.schoolClosed(school) }
        let history = try history(names, now: school.name, today: today)
        var log = ChangeLog(.school(school.id), version: school.version)
        log.record(
            .schoolRenamed(school.id, name: name, change: change(school.name)), on: on,
            fields: [.between("name", school.name, name)], districts: [school.district])
        var renamed = school
        renamed.name = name
        renamed.version = log.version
        return Outcome(
            decision: Decision(state: renamed, changes: log.changes), names: history)
    }

    /// - Returns: `SiteRevised`.
    /// - Throws: as for a group; `not-found` for a site that was taken back.
    package func decide(
        _ site: Site, _ names: NameHistory, today: CalendarDate
    ) throws(Refusal) -> Outcome<Site> {
        let history = try history(names, now: site.name, today: today)
        var facts = site.facts
        facts.name = name
        return Outcome(decision: try ReviseSite(facts: facts).decide(site), names: history)
    }

    private func history(_ names: NameHistory, now: String, today: CalendarDate) throws(Refusal)
        -> NameHistory
    {
        guard !reason.isEmpty else { throw StructureRefusals.renameNeedsReason }
        guard (1...RegistryLimits.nameMax).contains(name.count) else {
            throw SchoolRefusals.emptyName()
        }
        guard name != now else { throw StructureRefusals.sameName(name) }
        guard on <= today else { throw StructureRefusals.renameInFuture(today) }
        return try names.renamed(from: now, to: name, on: on)
    }

    private func change(_ former: String) -> NameChange {
        NameChange(name: name, former: former, on: on, reason: reason)
    }
}
