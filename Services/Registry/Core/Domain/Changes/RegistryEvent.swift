package import TaoliModels

/// What happened to a record; each case is one message of `taoli.registry.events.v1`.
package enum RegistryEvent: Hashable, Sendable {
    case districtRegistered(DistrictCode, name: String, isCity: Bool)
    case districtRenamed(DistrictCode, name: String)
    case districtWithdrawn(DistrictCode)
    case schoolRegistered(SchoolID, name: String, district: DistrictCode)
    case schoolRenamed(SchoolID, name: String)
    case schoolClosed(SchoolID, on: CalendarDate, successor: SchoolID?)
    case siteRegistered(SiteID, school: SchoolID, facts: SiteFacts)
    /// The state after the change.
    case siteRevised(SiteID, facts: SiteFacts)
    case siteMoved(SiteID, to: SchoolID, from: SchoolID)
    case siteWithdrawn(SiteID)
    case groupFounded(GroupFounding)
    case groupRevised(GroupID, name: String, kind: GroupKind)
    case groupClosed(GroupID, on: CalendarDate, reason: String)
    case schoolJoined(GroupID, Membership, reason: String)
    /// The membership as it was; `until` is the first day on which it no longer holds.
    case schoolLeft(GroupID, Membership, until: CalendarDate, reason: String)
    case accountCreated(AccountID, kind: AccountKind)
    case roleGranted(AccountID, Grant)
    case roleRevoked(AccountID, GrantID, reason: String)

    /// The message's short name; also what the history shows.
    package var name: String {
        switch self {
        case .districtRegistered: "DistrictRegistered"
        case .districtRenamed: "DistrictRenamed"
        case .districtWithdrawn: "DistrictWithdrawn"
        case .schoolRegistered: "SchoolRegistered"
        case .schoolRenamed: "SchoolRenamed"
        case .schoolClosed: "SchoolClosed"
        case .siteRegistered: "SiteRegistered"
        case .siteRevised: "SiteRevised"
        case .siteMoved: "SiteMovedToSchool"
        case .siteWithdrawn: "SiteWithdrawn"
        case .groupFounded: "GroupFounded"
        case .groupRevised: "GroupRevised"
        case .groupClosed: "GroupClosed"
        case .schoolJoined: "SchoolJoinedGroup"
        case .schoolLeft: "SchoolLeftGroup"
        case .accountCreated: "AccountCreated"
        case .roleGranted: "RoleGranted"
        case .roleRevoked: "RoleRevoked"
        }
    }

    /// The site concerned, so that a school's history shows its joinings too.
    package var site: SiteID? {
        switch self {
        case .siteRegistered(let site, _, _), .siteRevised(let site, _), .siteMoved(let site, _, _),
            .siteWithdrawn(let site):
            site
        case .schoolJoined(_, let membership, _), .schoolLeft(_, let membership, _, _):
            membership.siteID
        default: nil
        }
    }
}

/// What a group was founded with.
package struct GroupFounding: Hashable, Sendable {
    package let id: GroupID
    package let name: String
    package let kind: GroupKind
    package let district: DistrictCode
    package let foundedOn: CalendarDate
    package let isStartUnknown: Bool
}
