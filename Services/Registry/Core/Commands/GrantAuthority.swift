package import TaoliModels

/// Who may give and withdraw which role where.
package enum GrantAuthority {
    /// The kinds of unit at which a role can be held; none for services.
    package static func units(of role: Role) -> [UnitReference.Kind] {
        switch role {
        case .city: [.city]
        case .district: [.district]
        case .group: [.group]
        case .school: [.school]
        case .auditor: [.city, .district]
        case .service: []
        }
    }

    /// Checks the shape of a role at a unit.
    ///
    /// - Throws: `service-role`, `role-unit-mismatch`.
    package static func checkShape(_ role: Role, at unit: UnitReference) throws(Refusal) {
        let allowed = units(of: role)
        guard !allowed.isEmpty else { throw AccountRefusals.serviceRole }
        guard allowed.contains(unit.kind) else { throw AccountRefusals.roleAtUnit(role, allowed) }
    }

    /// A city official gives any role but service; a district official the roles of the district,
    /// its groups and its schools.
    ///
    /// - Parameter district: the owner of the unit.
    /// - Throws: `beyond-authority`.
    package static func check(_ caller: Caller, gives role: Role, in district: DistrictCode)
        throws(Refusal)
    {
        switch caller.role {
        case .city: return
        case .district:
            guard [.district, .group, .school].contains(role),
                caller.unit == UnitReference(.district, district.rawValue)
            else { throw AccountRefusals.beyondAuthority }
        default: throw AccountRefusals.beyondAuthority
        }
    }
}
