package import TaoliModels

/// Makes new groups of parts of a group on a day; the group itself goes on with what is left, or
/// ends (TC-2).
package struct SplitGroup: Sendable {
    /// A group that begins with sites of the one that is split.
    package struct Part: Sendable {
        package let id: GroupID
        /// 1 to `RegistryLimits.nameMax` characters.
        package let name: String
        /// Sites that lead it; at least one.
        package let leads: [SiteID]
        /// Its other sites.
        package let members: [SiteID]

        package init(id: GroupID, name: String, leads: [SiteID], members: [SiteID]) {
            self.id = id
            self.name = name
            self.leads = leads
            self.members = members
        }

        var sites: [SiteID] { leads + members }
    }

    /// At least one, two when the group ends; at most `partsMax`.
    package let parts: [Part]
    /// The group ends; every site of it goes into a part.
    package let closes: Bool
    /// First day of the parts.
    package let on: CalendarDate
    /// Why; must be given.
    package let reason: String

    package init(parts: [Part], closes: Bool, on: CalendarDate, reason: String) {
        self.parts = parts
        self.closes = closes
        self.on = on
        self.reason = reason
    }

    /// Groups that one command may make.
    package static let partsMax = 20

    /// - Parameters:
    ///   - nameHolders: groups of the district that bear a part's name and are not closed.
    ///   - newID: asked once a membership that begins.
    /// - Returns: the group (`SchoolLeftGroup` a site that goes, `GroupClosed` when it ends,
    ///   `GroupSplit`), then the parts (`GroupFounded`, `SchoolJoinedGroup`, `GroupTookOver`).
    /// - Throws: `reason-needed`, `split-needs-parts`, `too-many`, `no-lead`, `bad-name`,
    ///   `group-name-taken`, `duplicate-site`, `not-a-member`, `site-unassigned`, `last-lead`,
    ///   `group-closed`, `date-order`.
    package func decide(
        _ group: Group, sites: [SiteID: Site], nameHolders: [String: GroupID],
        newID: () -> MembershipID
    ) throws(Refusal) -> StructureDecision {
        try check(group)
        let left = try closes ? end(group) : reduce(group)
        var made: [Decision<Group>] = [try splitting(left, group)]
        for part in parts {
            let holder = nameHolders[part.name]
            let founding = FoundGroup(
                id: part.id, name: part.name, kind: group.kind, district: group.district,
                foundedOn: on, leads: [], leadsFollow: true, reason: reason)
            made.append(
                try fill(
                    part,
                    try founding.decide(nameHolder: closes && holder == group.id ? nil : holder),
                    from: group, sites: sites, newID: newID))
        }
        return StructureDecision(
            groups: made,
            successions: parts.map {
                GroupSuccession(
                    predecessor: group.id, successor: $0.id, way: .split, on: on, reason: reason)
            })
    }

    private func check(_ group: Group) throws(Refusal) {
        guard !reason.isEmpty else { throw StructureRefusals.reasonNeeded }
        guard parts.count >= (closes ? 2 : 1) else { throw StructureRefusals.splitNeedsParts }
        guard parts.count <= Self.partsMax else {
            throw GroupRefusals.tooMany("parts", max: Self.partsMax)
        }
        if let until = group.validity.until { throw GroupRefusals.closed(group, on: until) }
        guard on > group.validity.from else {
            throw GroupRefusals.dateOrder("on", after: group.validity.from)
        }
        var (names, seen): (Set<String>, Set<SiteID>) = ([], [])
        for part in parts {
            guard names.insert(part.name).inserted else { throw GroupRefusals.nameTaken(part.name) }
            guard !part.leads.isEmpty else { throw GroupRefusals.noLead }
            for site in part.sites {
                guard seen.insert(site).inserted else { throw StructureRefusals.siteTwice(site) }
                guard group.memberships.contains(where: { $0.siteID == site && $0.reaches(on) })
                else { throw GroupRefusals.notMember(on: on.adding(days: 1)) }
            }
        }
    }

    /// The group that ends: nobody may be left behind.
    private func end(_ group: Group) throws(Refusal) -> Decision<Group> {
        let assigned = Set(parts.flatMap(\.sites))
        let behind = group.memberships.first { $0.reaches(on) && !assigned.contains($0.siteID) }
        if let behind { throw StructureRefusals.siteUnassigned(behind.siteID) }
        return try CloseGroup(closedOn: on, reason: reason).decide(group)
    }

    /// The group that goes on without the sites of the parts.
    private func reduce(_ group: Group) throws(Refusal) -> Decision<Group> {
        let going = Set(parts.flatMap(\.sites))
        var state = group
        var log = ChangeLog(.group(group.id), version: group.version)
        for (index, membership) in group.memberships.enumerated()
        where going.contains(membership.siteID) && membership.reaches(on) {
            let until = max(on, membership.validity.from)
            state.memberships[index].validity = Validity(
                from: membership.validity.from, until: until)
            log.record(
                .schoolLeft(group.id, membership, until: until, reason: reason), on: until,
                fields: [.between("until", membership.validity.until, until)],
                districts: group.districts)
        }
        if let day = state.firstDayWithoutLead(from: on) { throw GroupRefusals.lastLead(on: day) }
        state.version = log.version
        return Decision(state: state, changes: log.changes)
    }

    private func splitting(_ left: Decision<Group>, _ group: Group) throws(Refusal)
        -> Decision<Group>
    {
        var log = ChangeLog(.group(group.id), version: left.state.version)
        log.record(
            .groupSplit(group.id, into: parts.map(\.id), on: on, reason: reason), on: on,
            fields: parts.map { .between("successor", GroupID?.none, $0.id) },
            districts: group.districts)
        var state = left.state
        state.version = log.version
        return Decision(state: state, changes: left.changes + log.changes)
    }

    private func fill(
        _ part: Part, _ founded: Decision<Group>, from group: Group, sites: [SiteID: Site],
        newID: () -> MembershipID
    ) throws(Refusal) -> Decision<Group> {
        var carrying = MembershipCarrying(into: founded.state, on: on, reason: reason)
        let leads = Set(part.leads)
        for membership in group.memberships
        where membership.reaches(on) && part.sites.contains(membership.siteID) {
            try carrying.carry(
                membership, as: leads.contains(membership.siteID) ? .lead : .member,
                site: sites[membership.siteID], newID: newID)
        }
        if let day = carrying.group.firstDayWithoutLead(from: on) {
            throw GroupRefusals.lastLead(on: day)
        }
        carrying.takeOver(from: group.id, way: .split)
        let filled = carrying.decision
        return Decision(state: filled.state, changes: founded.changes + filled.changes)
    }
}
