package import TaoliModels

/// Who may name, designate and pay for what: an official of the city every unit, an official of a
/// district the district's own.
package enum UnitAuthority {
    /// - Parameter district: the unit's owner.
    /// - Throws: `not-your-unit`.
    package static func check(_ caller: Caller, changes district: DistrictCode) throws(Refusal) {
        switch caller.role {
        case .city: return
        case .district where caller.unit == UnitReference(.district, district.rawValue): return
        default:
            throw Refusal(
                .permission, "not-your-unit", clause: "SH-12", field: "unit",
                what: Wording(
                    "该单位属于 \(district)，不归您管理。",
                    "The unit belongs to \(district), which is not yours to change."),
                next: Wording("请联系该区或市级人员。", "Ask an official of that district or the city."))
        }
    }
}
