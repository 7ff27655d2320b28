package import TaoliModels

/// Takes back a move: the site returns to the school and the legal name it had before an import.
package struct MoveSiteBack: Sendable {
    /// First day at the former school again: the day of the move, so that the move never held.
    package let from: CalendarDate
    /// The legal name before the import; `nil` when the site had none.
    package let legalName: String?

    package init(from: CalendarDate, legalName: String?) {
        self.from = from
        self.legalName = legalName
    }

    /// - Returns: `SiteMovedToSchool`, or `SiteRevised` when only the legal name goes back.
    /// - Throws: as `MoveSiteToSchool`.
    package func decide(_ site: Site, to school: School) throws(Refusal) -> Decision<Site> {
        // A name that goes away is a change too, which a move alone would not show.
        let moved = try MoveSiteToSchool(from: from, legalName: legalName).decide(site, to: school)
        guard legalName == nil, site.legalName != nil else { return moved }
        var back = moved.state
        back.legalName = nil
        guard moved.changes.isEmpty else { return Decision(state: back, changes: moved.changes) }
        var log = ChangeLog(.site(site.id), version: site.version)
        log.record(
            .siteRevised(site.id, facts: site.facts),
            fields: [.between("legal_name", site.legalName, String?.none)],
            districts: [site.district])
        back.version = log.version
        return Decision(state: back, changes: log.changes)
    }
}

/// Takes back what an import made of a group's labels and its members' bonds; `nil` is none.
package struct RestoreGroupLabels: Sendable {
    /// The label of its type before the import.
    package let sourceType: String?
    /// The label of its level before the import.
    package let sourceLevel: String?
    /// The names of bonds before the import, by membership; others stay as they are.
    package let relations: [MembershipID: String?]

    package init(
        sourceType: String?, sourceLevel: String?, relations: [MembershipID: String?]
    ) {
        self.sourceType = sourceType
        self.sourceLevel = sourceLevel
        self.relations = relations
    }

    /// - Returns: `GroupRevised`; nothing when all is so already.
    package func decide(_ group: Group) -> Decision<Group> {
        var restored = group
        restored.sourceType = sourceType
        restored.sourceLevel = sourceLevel
        var fields: [FieldDifference?] = [
            .between("source_type", group.sourceType, sourceType),
            .between("source_level", group.sourceLevel, sourceLevel),
        ]
        for (index, membership) in group.memberships.enumerated() {
            guard let relation = relations[membership.id] else { continue }
            restored.memberships[index].relation = relation
            fields.append(
                .between("relation of \(membership.siteID)", membership.relation, relation))
        }
        guard fields.contains(where: { $0 != nil }) else {
            return Decision(state: group, changes: [])
        }
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .groupRevised(group.id, name: group.name, kind: group.kind), fields: fields,
            districts: group.districts)
        restored.version = log.version
        return Decision(state: restored, changes: log.changes)
    }
}
