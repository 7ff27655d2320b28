package import TaoliModels

/// A site's membership in a group, as a row of a `groups` file gives it, with what the row says of
/// the group and of the site's school.
package struct GroupRecord: Hashable, Sendable {
    /// The group that the row belongs to.
    package let group: GroupKey
    package let groupKind: GroupKind
    /// The kind that the row itself names; `nil` when the group's name tells it.
    package let statedKind: GroupKind?
    /// `group_type=`, `group_level=` and `group_note=` of the row; most rows of a group have none.
    package let groupType: String?
    /// `group_level=`; `nil` when the row does not say.
    package let groupLevel: String?
    /// `group_note=`; `nil` when the row does not say.
    package let groupNote: String?
    /// The compilers' own id of the site, from the file or an answer.
    package let siteExternalID: String
    /// The site's name as the row writes it.
    package let schoolName: String
    package let role: MembershipRole
    package let kind: SchoolKind
    /// `relation=`: brand, entrusted, cooperation…
    package let relation: String?
    /// The legal name of the site's school; sites that share it belong to one school.
    package let legalName: String?
    /// Only when the file has such a column; else the import's own effective date counts.
    package let joinedOn: CalendarDate?
    /// What else the note says.
    package let remarks: [String]

    /// What it means for the register. What the row does not say changes nothing.
    func change(_ register: RegisterSnapshot) -> RowChange {
        guard let stored = register.groups[group],
            let membership = stored.memberships[siteExternalID]
        else { return .new }
        let same =
            membership.role == role
            && (relation ?? membership.relation) == membership.relation
            && (groupType ?? stored.typeLabel) == stored.typeLabel
            && (groupLevel ?? stored.levelLabel) == stored.levelLabel
            && (statedKind ?? stored.kind) == stored.kind
            && (legalName ?? register.sites[siteExternalID]?.legalName)
                == register.sites[siteExternalID]?.legalName
        return same ? .unchanged : .changed
    }

    /// The kind that a group's name tells; an education group when it tells none.
    static func kind(ofName name: String) -> GroupKind {
        let kinds: [GroupKind] = [
            .preschoolCommunity, .educationCommunity, .educationCircle, .schoolZone,
        ]
        return kinds.first { name.hasSuffix($0.chinese) } ?? .educationGroup
    }
}
