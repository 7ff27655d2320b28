package import TaoliModels

/// Who may change which group: an official of the city every one, an official of a district those
/// that are the district's own. A group of the city is the city's alone.
package enum GroupAuthority {
    /// - Parameter district: the group's owner.
    /// - Throws: `not-your-group`.
    package static func check(_ caller: Caller, changes district: DistrictCode) throws(Refusal) {
        switch caller.role {
        case .city: return
        case .district where caller.unit == UnitReference(.district, district.rawValue): return
        default:
            throw Refusal(
                .permission, "not-your-group", field: "district",
                what: Wording(
                    "该集团属于 \(district)，不归您管理。",
                    "The group belongs to \(district), which is not yours to change."),
                next: Wording("请联系该区或市级人员。", "Ask an official of that district or the city."))
        }
    }
}
