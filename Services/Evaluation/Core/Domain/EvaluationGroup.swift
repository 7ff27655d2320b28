package import TaoliModels

/// A group as evaluation needs it: when it exists, and which sites belong to it when.
package struct EvaluationGroup: Hashable, Sendable {
    package let id: GroupID
    /// Its present name, whatever the day asked about.
    package let name: String
    /// From its founding to its closing.
    package let validity: Validity
    /// Every membership it ever had, ended ones included.
    package let members: [EvaluationMember]

    package init(id: GroupID, name: String, validity: Validity, members: [EvaluationMember]) {
        self.id = id
        self.name = name
        self.validity = validity
        self.members = members
    }
}

/// One site's time in a group.
package struct EvaluationMember: Hashable, Sendable {
    package let role: MembershipRole
    package let validity: Validity
    package let schoolID: SchoolID
    /// Empty while the school is not known yet.
    package let schoolName: String
    /// The stages taught at the site: a complete school counts in both of its stages. `nil` while
    /// nothing is known of the site yet.
    package let stages: [Stage]?
    /// Planned or under construction: nobody learns there yet.
    package let isUnbuilt: Bool

    package init(
        role: MembershipRole, validity: Validity, schoolID: SchoolID, schoolName: String,
        stages: [Stage]?, isUnbuilt: Bool = false
    ) {
        self.role = role
        self.validity = validity
        self.schoolID = schoolID
        self.schoolName = schoolName
        self.stages = stages
        self.isUnbuilt = isUnbuilt
    }
}
