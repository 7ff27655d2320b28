package import TaoliModels

/// Who may change which group: an official of the city every one, an official of a district those
/// that are the district's own. A group of the city is the city's alone.
package enum GroupAuthority {
    /// - Parameter district: the group's owner.
    /// - Throws: `not-your-group`.
    package static func check(_ caller: Caller, changes district: DistrictCode) throws(Refusal) {
        guard !isOwn(district, of: caller) else { return }
        throw Refusal(
            .permission, "not-your-group", field: "district",
            what: Wording(
                "该集团属于 \(district)，不归您管理。",
                "The group belongs to \(district), which is not yours to change."),
            next: Wording("请联系该区或市级人员。", "Ask an official of that district or the city."))
    }

    /// A pack is bound by the district that follows it, or by the city.
    /// - Throws: `not-your-district`.
    package static func check(_ caller: Caller, binds district: DistrictCode) throws(Refusal) {
        guard !isOwn(district, of: caller) else { return }
        throw Refusal(
            .permission, "not-your-district", field: "district",
            what: Wording(
                "区 \(district) 采用哪个政策包，由该区或市决定，不归您管理。",
                "Which pack \(district) follows is for that district or the city to say."),
            next: Wording(
                "请写本区代码，或联系该区或市级人员。",
                "Give your own district's code, or ask an official of that district or the city."))
    }

    private static func isOwn(_ district: DistrictCode, of caller: Caller) -> Bool {
        switch caller.role {
        case .city: true
        case .district: caller.unit == UnitReference(.district, district.rawValue)
        default: false
        }
    }
}
