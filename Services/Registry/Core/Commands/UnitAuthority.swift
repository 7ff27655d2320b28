package import TaoliModels

/// Who may change what a unit has: its bureau and the city everything, a group's or a school's own
/// people its bodies and documents.
package enum UnitAuthority {
    /// Names, designations, money: the bureau's alone.
    ///
    /// - Parameter district: the unit's owner.
    /// - Throws: `not-your-unit`.
    package static func check(_ caller: Caller, changes district: DistrictCode) throws(Refusal) {
        guard isBureau(caller, of: district) else {
            throw Refusal(
                .permission, "not-your-unit", field: "unit",
                what: Wording(
                    "该单位属于 \(district)，不归您管理。",
                    "The unit belongs to \(district), which is not yours to change."),
                next: Wording("请联系该区或市级人员。", "Ask an official of that district or the city."))
        }
    }

    /// Bodies and documents: the bureau's and the unit's own.
    ///
    /// - Throws: `not-your-unit`.
    package static func check(_ caller: Caller, changes owner: UnitOwnership) throws(Refusal) {
        guard isBureau(caller, of: owner) || isOwn(caller, owner) else {
            throw Refusal(
                .permission, "not-your-unit",
                what: Wording(
                    "\(owner.unit) 不归您管理。", "\(owner.unit) is not yours to change."),
                next: Wording(
                    "请由该单位或 \(owner.district) 教育局的人员办理。",
                    "Let somebody of that unit or of the bureau of \(owner.district) do it."))
        }
    }

    /// An official of the city, or of the district that owns the unit.
    package static func isBureau(_ caller: Caller, of owner: UnitOwnership) -> Bool {
        isBureau(caller, of: owner.district)
    }

    private static func isBureau(_ caller: Caller, of district: DistrictCode) -> Bool {
        switch caller.role {
        case .city: true
        case .district: caller.unit == UnitReference(.district, district.rawValue)
        case .group, .school, .auditor, .service: false
        }
    }

    private static func isOwn(_ caller: Caller, _ owner: UnitOwnership) -> Bool {
        [.group, .school].contains(caller.role) && caller.unit == owner.unit
    }
}
