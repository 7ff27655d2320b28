package import TaoliModels

/// The schools of a group on a day; of a school itself; of other units none.
package struct UnitSchools: Hashable, Sendable {
    /// Schools with a site that leads.
    package let leads: Set<SchoolID>
    /// Schools with a site that is a member.
    package let members: Set<SchoolID>

    package init(leads: Set<SchoolID> = [], members: Set<SchoolID> = []) {
        self.leads = leads
        self.members = members
    }

    /// Every one of them, each once.
    package var all: Set<SchoolID> { leads.union(members) }

    /// Those in a role.
    package subscript(_ role: MembershipRole) -> Set<SchoolID> {
        switch role {
        case .lead: leads
        case .member: members
        }
    }

    /// Every one as a unit, sorted.
    package var units: [UnitReference] {
        all.map(\.description).sorted().map { UnitReference(.school, $0) }
    }
}

/// What is known of whoever shall hold a post, on the first day.
package struct HolderFacts: Hashable, Sendable {
    /// Schools of which the person is principal; empty for an office.
    package let principalOf: Set<SchoolID>
    /// Those of the body's group; empty for other bodies.
    package let schools: UnitSchools

    package init(principalOf: Set<SchoolID> = [], schools: UnitSchools = UnitSchools()) {
        self.principalOf = principalOf
        self.schools = schools
    }
}
