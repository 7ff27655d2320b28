package import Foundation
package import TaoliModels

/// One school in one group when the cycle was opened.
package struct CycleMember: Hashable, Sendable {
    /// The group meant.
    package let group: GroupID
    /// The group's name then.
    package let groupName: String
    /// The school meant.
    package let school: SchoolID
    /// Its name then; empty while nothing was known of it.
    package let schoolName: String
    /// Whether any of its sites led the group.
    package let leads: Bool
    /// The stages taught at its sites in the group, from the lowest.
    package let stages: [Stage]
    /// Its sites in the group.
    package let sites: [SiteID]
    /// Its oldest membership of the group that held then: a school that leaves and comes back
    /// has another, and years count anew (decision 12).
    package let membership: UUID
    /// Where its sites lie. Sorted.
    package let districts: [DistrictCode]

    package init(
        group: GroupID, groupName: String, school: SchoolID, schoolName: String, leads: Bool,
        stages: [Stage], sites: [SiteID], membership: UUID, districts: [DistrictCode]
    ) {
        self.group = group
        self.groupName = groupName
        self.school = school
        self.schoolName = schoolName
        self.leads = leads
        self.stages = stages
        self.sites = sites
        self.membership = membership
        self.districts = districts
    }
}

/// Who or what a judgement is about: a group, or a school in a group.
package struct CycleSubject: Hashable, Sendable, CustomStringConvertible {
    /// The group meant.
    package let group: GroupID
    /// `nil` for the group as a whole.
    package let school: SchoolID?

    package init(group: GroupID, school: SchoolID? = nil) {
        self.group = group
        self.school = school
    }

    /// `group` or `group/school`, as frozen texts name it.
    package var description: String { "\(group)" + (school.map { "/\($0)" } ?? "") }
}
