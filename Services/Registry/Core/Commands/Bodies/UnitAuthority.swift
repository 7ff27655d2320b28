package import TaoliModels

/// Who may keep the bodies and documents of a unit: its bureau and the city, and of a group or a
/// school its own people.
package enum UnitAuthority {
    /// - Throws: `not-your-unit`.
    package static func check(_ caller: Caller, changes owner: UnitOwnership) throws(Refusal) {
        guard isBureau(caller, of: owner) || isOwn(caller, owner) else {
            throw Refusal(
                .permission, "not-your-unit", clause: "SH-12",
                what: Wording(
                    "\(owner.unit) 不归您管理。", "\(owner.unit) is not yours to change."),
                next: Wording(
                    "请由该单位或 \(owner.district) 教育局的人员办理。",
                    "Let somebody of that unit or of the bureau of \(owner.district) do it."))
        }
    }

    /// An official of the city, or of the district that owns the unit.
    package static func isBureau(_ caller: Caller, of owner: UnitOwnership) -> Bool {
        switch caller.role {
        case .city: true
        case .district: caller.unit == UnitReference(.district, owner.district.rawValue)
        case .group, .school, .auditor, .service: false
        }
    }

    private static func isOwn(_ caller: Caller, _ owner: UnitOwnership) -> Bool {
        [.group, .school].contains(caller.role) && caller.unit == owner.unit
    }
}
