package import TaoliModels

/// A group as rotation needs it: when it exists, and which sites belong to it when.
package struct RotationGroup: Hashable, Sendable {
    package let id: GroupID
    /// Its present name, whatever the day asked about.
    package let name: String
    /// From its founding to its closing.
    package let validity: Validity
    /// Every membership it ever had, ended ones included.
    package let members: [RotationMember]

    package init(id: GroupID, name: String, validity: Validity, members: [RotationMember]) {
        self.id = id
        self.name = name
        self.validity = validity
        self.members = members
    }
}

/// One site's time in a group. Leads send teachers, members receive them.
package struct RotationMember: Hashable, Sendable {
    package let role: MembershipRole
    package let validity: Validity
    package let place: RotationPlace
    /// The stages taught at the site: a nine-year school counts in both of its stages. `nil` while
    /// nothing is known of the site yet.
    package let stages: [Stage]?
    /// Planned or under construction: nobody teaches there yet.
    package let isUnbuilt: Bool

    package init(
        role: MembershipRole, validity: Validity, place: RotationPlace, stages: [Stage]?,
        isUnbuilt: Bool = false
    ) {
        self.role = role
        self.validity = validity
        self.place = place
        self.stages = stages
        self.isUnbuilt = isUnbuilt
    }
}

/// A site that sends or receives, as it is shown.
package struct RotationPlace: Hashable, Sendable {
    package let siteID: SiteID
    /// Empty while the site is not known yet.
    package let siteName: String
    package let schoolID: SchoolID
    /// Empty while the school is not known yet.
    package let schoolName: String

    package init(siteID: SiteID, siteName: String, schoolID: SchoolID, schoolName: String) {
        self.siteID = siteID
        self.siteName = siteName
        self.schoolID = schoolID
        self.schoolName = schoolName
    }
}
