package import TaoliModels

/// What the rules of composition, conditions and terms look at: the unit as it is, and what a case
/// would make of it.
package struct GuardInput: Hashable, Sendable {
    /// The members on the day looked at; empty at founding.
    package let members: [UnitMember]
    /// The sites that a case would add, as leads at founding.
    package let joining: [UnitMember]
    /// Whose the unit is.
    package let district: DistrictCode
    /// Years agreed for; `nil` without a term.
    package let termYears: Int?
    /// Years of all earlier extensions of the membership.
    package let yearsExtended: Int
    /// The school may still be planned: it is placed before its land is sold (XN-13).
    package let mayBeUnbuilt: Bool
    /// A new unit, which has no members yet.
    package let isFounding: Bool
    /// The bureau's own, lower limit for this group on the day; `nil` without one (XN-3).
    package let sizeLimit: Int?
    /// Where else the schools that join are on the day, or will be after it.
    package let elsewhere: [OtherMembership]

    package init(
        members: [UnitMember], joining: [UnitMember], district: DistrictCode,
        termYears: Int? = nil, yearsExtended: Int = 0, mayBeUnbuilt: Bool = false,
        isFounding: Bool = false, sizeLimit: Int? = nil,
        elsewhere: [OtherMembership] = []
    ) {
        self.members = members
        self.joining = joining
        self.district = district
        self.termYears = termYears
        self.yearsExtended = yearsExtended
        self.mayBeUnbuilt = mayBeUnbuilt
        self.isFounding = isFounding
        self.sizeLimit = sizeLimit
        self.elsewhere = elsewhere
    }

    /// The unit as it would be.
    var all: [UnitMember] { members + joining }
}

/// A site in a unit, as far as rules look at it.
package struct UnitMember: Hashable, Sendable {
    /// What the site is called.
    package let name: String
    /// Whose site it is.
    package let school: SchoolID
    package let role: MembershipRole
    /// How it belongs, as the pack names it; `nil` when nothing was said.
    package let mode: String?
    /// What the bureau has designated its school on the day, e.g. `new`, `weak` (XN-1).
    package let categories: Set<String>
    /// The 街镇 in which its school lies on the day; `nil` when none is on record (JD-13).
    package let town: String?
    package let ownership: Ownership
    package let status: SchoolStatus
    /// Where it lies.
    package let district: DistrictCode
    /// What it teaches.
    package let stages: [Stage]

    /// A site as it would belong.
    package init(
        _ facts: SiteFacts, of school: SchoolID, role: MembershipRole, mode: String? = nil,
        categories: Set<String> = [], town: String? = nil
    ) {
        name = facts.name
        self.school = school
        self.role = role
        self.mode = mode
        self.categories = categories
        self.town = town
        ownership = facts.ownership
        status = facts.status
        district = facts.district
        stages = facts.kind.stages
    }
}
