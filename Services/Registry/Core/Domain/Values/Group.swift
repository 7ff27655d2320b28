package import TaoliModels

/// A unit that joins schools, with every membership it ever had (TC-2: history at any past date).
package struct Group: Hashable, Sendable {
    package let id: GroupID
    /// 1 to `RegistryLimits.nameMax` characters.
    package internal(set) var name: String
    package internal(set) var kind: GroupKind
    /// Whose it is: a district's code, or the city's own.
    package let district: DistrictCode
    /// From its founding to its closing.
    package internal(set) var validity: Validity
    /// The source did not say when it began; `validity.from` is the day it was recorded for.
    package let isStartUnknown: Bool
    /// What the source calls its type and level, as it stands there.
    package internal(set) var sourceType: String?
    /// What the source calls its level, as it stands there.
    package internal(set) var sourceLevel: String?
    /// All it ever had, ended and withdrawn ones included.
    package internal(set) var memberships: [Membership]
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        id: GroupID, name: String, kind: GroupKind, district: DistrictCode, validity: Validity,
        isStartUnknown: Bool = false, sourceType: String? = nil, sourceLevel: String? = nil,
        memberships: [Membership] = [], version: Int64
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.district = district
        self.validity = validity
        self.isStartUnknown = isStartUnknown
        self.sourceType = sourceType
        self.sourceLevel = sourceLevel
        self.memberships = memberships
        self.version = version
    }

    /// The districts it concerns: its own and those of all its sites, past and present. Sorted.
    package var districts: [DistrictCode] {
        Set(memberships.map(\.district) + [district]).sorted()
    }

    /// Who is in it on that day; leads first, then by the day of joining.
    package func members(on date: CalendarDate) -> [Membership] {
        memberships.filter { $0.validity.holds(on: date) }.sorted { left, right in
            if left.role != right.role { return left.role == .lead }
            return (left.validity.from, left.id.description)
                < (right.validity.from, right.id.description)
        }
    }

    /// The membership of a site on that day.
    package func membership(of site: SiteID, on date: CalendarDate) -> Membership? {
        memberships.first { $0.siteID == site && $0.validity.holds(on: date) }
    }
}

/// One site's time in one group, half-open. A site may be in two groups at once.
package struct Membership: Hashable, Sendable {
    package let id: MembershipID
    package let siteID: SiteID
    /// The school to which the site belonged when it joined.
    package let schoolID: SchoolID
    /// The site's district when it joined.
    package let district: DistrictCode
    package let role: MembershipRole
    package internal(set) var validity: Validity
    /// The source did not say when it began; `validity.from` is the day it was recorded for.
    package let isStartUnknown: Bool
    /// How the source names the bond, e.g. `brand`.
    package internal(set) var relation: String?
    /// A membership mode of the district's pack, e.g. `entrusted`; `nil` where none was said.
    package let mode: String?
    /// First day after the agreed term; `nil` without one.
    package internal(set) var termUntil: CalendarDate?

    package init(
        id: MembershipID, siteID: SiteID, schoolID: SchoolID, district: DistrictCode,
        role: MembershipRole, validity: Validity, isStartUnknown: Bool = false,
        relation: String? = nil, mode: String? = nil, termUntil: CalendarDate? = nil
    ) {
        self.id = id
        self.siteID = siteID
        self.schoolID = schoolID
        self.district = district
        self.role = role
        self.validity = validity
        self.isStartUnknown = isStartUnknown
        self.relation = relation
        self.mode = mode
        self.termUntil = termUntil
    }
}
