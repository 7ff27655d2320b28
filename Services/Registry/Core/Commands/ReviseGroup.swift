package import TaoliModels

/// Corrects what a group is called, or what the source calls it and the bonds in it. `nil` and
/// what is not named change nothing.
package struct ReviseGroup: Sendable {
    /// 1 to `RegistryLimits.nameMax` characters.
    package let name: String?
    /// Which of the five kinds of group it is.
    package let kind: GroupKind?
    /// What the source calls its type, as it stands there.
    package let sourceType: String?
    /// What the source calls its level, as it stands there.
    package let sourceLevel: String?
    /// New names of bonds by membership.
    package let relations: [MembershipID: String]

    package init(
        name: String? = nil, kind: GroupKind? = nil, sourceType: String? = nil,
        sourceLevel: String? = nil, relations: [MembershipID: String] = [:]
    ) {
        self.name = name
        self.kind = kind
        self.sourceType = sourceType
        self.sourceLevel = sourceLevel
        self.relations = relations
    }

    /// - Returns: `GroupRevised` with the state after the change, or nothing when all is so already.
    /// - Throws: `bad-name`.
    package func decide(_ group: Group) throws(Refusal) -> Decision<Group> {
        if let name, !(1...RegistryLimits.nameMax).contains(name.count) {
            throw SchoolRefusals.emptyName()
        }
        var revised = group
        revised.name = name ?? group.name
        revised.kind = kind ?? group.kind
        revised.sourceType = sourceType ?? group.sourceType
        revised.sourceLevel = sourceLevel ?? group.sourceLevel
        var fields: [FieldDifference?] = [
            .between("name", group.name, revised.name),
            .between("kind", group.kind.rawValue, revised.kind.rawValue),
            .between("source_type", group.sourceType, revised.sourceType),
            .between("source_level", group.sourceLevel, revised.sourceLevel),
        ]
        for (index, membership) in group.memberships.enumerated() {
            guard let relation = relations[membership.id] else { continue }
            revised.memberships[index].relation = relation
            fields.append(
                .between("relation of \(membership.siteID)", membership.relation, relation))
        }
        guard fields.contains(where: { $0 != nil }) else {
            return Decision(state: group, changes: [])
        }
        var log = ChangeLog(.group(group.id), version: group.version)
        log.record(
            .groupRevised(group.id, name: revised.name, kind: revised.kind), fields: fields,
            districts: group.districts)
        revised.version = log.version
        return Decision(state: revised, changes: log.changes)
    }
}
