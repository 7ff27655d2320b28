package import TaoliModels

/// Founds a group with the sites that lead it (TC-2; at least one lead, XN-1).
package struct FoundGroup: Sendable {
    package let id: GroupID
    /// 1 to `RegistryLimits.nameMax` characters.
    package let name: String
    package let kind: GroupKind
    /// The district's code, or the city's own for a city's group.
    package let district: DistrictCode
    /// First day on which it exists; its leads belong from then on.
    package let foundedOn: CalendarDate
    /// The source does not say when it began.
    package let isStartUnknown: Bool
    /// What the source calls its type, as it stands there; `nil` when it does not.
    package let sourceType: String?
    /// What the source calls its level, as it stands there; `nil` when it does not.
    package let sourceLevel: String?
    /// The sites that lead it from its first day, at most `RegistryLimits.leadsMax`.
    package let leads: [Joining]
    /// An import's leads stand in rows that follow: the group may begin without one.
    package let leadsFollow: Bool
    /// Recorded with the joining of its leads; may be empty.
    package let reason: String

    package init(
        id: GroupID, name: String, kind: GroupKind, district: DistrictCode,
        foundedOn: CalendarDate, isStartUnknown: Bool = false, sourceType: String? = nil,
        sourceLevel: String? = nil, leads: [Joining], leadsFollow: Bool = false,
        reason: String = ""
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.district = district
        self.foundedOn = foundedOn
        self.isStartUnknown = isStartUnknown
        self.sourceType = sourceType
        self.sourceLevel = sourceLevel
        self.leads = leads
        self.leadsFollow = leadsFollow
        self.reason = reason
    }

    /// A site that joins, with the id its membership gets.
    package struct Joining: Sendable {
        package let membershipID: MembershipID
        package let site: Site
        /// How the source names the bond, e.g. `brand`; `nil` when it does not.
        package let relation: String?

        package init(_ membershipID: MembershipID, site: Site, relation: String? = nil) {
            self.membershipID = membershipID
            self.site = site
            self.relation = relation
        }
    }

    /// - Parameter nameHolder: the group that bears this name in this district and is not closed.
    /// - Returns: the new group; `GroupFounded`, then one `SchoolJoinedGroup` a lead.
    /// - Throws: `group-name-taken`, `no-lead`, `duplicate-site`, `too-many`, `bad-name`, and
    ///   `site-closed`.
    package func decide(nameHolder: GroupID? = nil) throws(Refusal) -> Decision<Group> {
        guard (1...RegistryLimits.nameMax).contains(name.count) else {
            throw SchoolRefusals.emptyName()
        }
        guard nameHolder == nil else { throw GroupRefusals.nameTaken(name) }
        guard leadsFollow || !leads.isEmpty else { throw GroupRefusals.noLead }
        guard leads.count <= RegistryLimits.leadsMax else {
            throw GroupRefusals.tooMany("lead_site_ids", max: RegistryLimits.leadsMax)
        }
        try checkOnce()
        var group = Group(
            id: id, name: name, kind: kind, district: district,
            validity: Validity(from: foundedOn), isStartUnknown: isStartUnknown,
            sourceType: sourceType, sourceLevel: sourceLevel, version: 0)
        var log = ChangeLog(.group(id), version: 0)
        log.record(
            .groupFounded(
                GroupFounding(
                    id: id, name: name, kind: kind, district: district, foundedOn: foundedOn,
                    isStartUnknown: isStartUnknown)),
            on: foundedOn,
            fields: [
                .between("name", String?.none, name), .between("kind", String?.none, kind.rawValue),
                .between("source_type", String?.none, sourceType),
                .between("source_level", String?.none, sourceLevel),
            ],
            districts: [district])
        group.version = log.version
        var changes = log.changes
        for lead in leads {
            let joined = try BeginMembership(
                membershipID: lead.membershipID, role: .lead, from: foundedOn,
                isStartUnknown: isStartUnknown, relation: lead.relation, reason: reason
            ).decide(group, site: lead.site)
            group = joined.state
            changes += joined.changes
        }
        return Decision(state: group, changes: changes)
    }

    private func checkOnce() throws(Refusal) {
        var seen: Set<SiteID> = []
        for lead in leads where !seen.insert(lead.site.id).inserted {
            throw GroupRefusals.siteTwice(lead.site)
        }
    }
}
