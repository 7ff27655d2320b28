package import TaoliModels

/// Who may change plans and placements: the bureau of the group's district, and the city.
package enum BureauAuthority {
    /// - Throws: `not-your-district`.
    package static func check(_ caller: Caller, of district: DistrictCode) throws(Refusal) {
        guard isBureau(caller, of: district) else {
            throw Refusal(
                .permission, "not-your-district", clause: "SH-12",
                what: Wording(
                    "该集团属于 \(district)，其轮岗方案不归您管理。",
                    "The group belongs to \(district); its plans are not yours to change."),
                next: Wording(
                    "请由 \(district) 教育局或市级人员办理。",
                    "Let an official of \(district) or of the city do it."))
        }
    }

    /// An official of the city, or of that district.
    package static func isBureau(_ caller: Caller, of district: DistrictCode) -> Bool {
        switch caller.role {
        case .city: true
        case .district: caller.unit == UnitReference(.district, district.rawValue)
        case .group, .school, .auditor, .service: false
        }
    }
}
