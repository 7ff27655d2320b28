package import TaoliModels

/// A group as the copy knows it, with every membership it ever had.
package struct ProjectedGroup: Hashable, Sendable {
    package let id: GroupID
    /// Its present name; the copy keeps no earlier ones.
    package let name: String
    /// From its founding to its closing.
    package let validity: Validity
    /// By first day, ended memberships included.
    package let members: [ProjectedMember]
}

/// One site's time in a group, with what is known of the site by now.
package struct ProjectedMember: Hashable, Sendable {
    package let siteID: SiteID
    /// The site's present school; the one it joined with while the site is not known yet.
    package let schoolID: SchoolID
    /// Empty while the school is not known yet.
    package let schoolName: String
    package let role: MembershipRole
    package let validity: Validity
    /// `nil` while the site's own event has not come.
    package let site: ProjectedSite?
}

/// What the copy knows of a site.
package struct ProjectedSite: Hashable, Sendable {
    /// Its present name; the copy keeps no earlier ones.
    package let name: String
    package let kind: SchoolKind
    /// Planned or under construction: it has neither teachers nor pupils yet. The registry gives a
    /// status no date, so this is its present state. A closed site is in a group for as long as
    /// its membership, which is dated, says so.
    package let isUnbuilt: Bool
}
