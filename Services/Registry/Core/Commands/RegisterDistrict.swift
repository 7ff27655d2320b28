package import TaoliModels

/// Registers a district or the city, or brings its name up to date.
package struct RegisterDistrict: Sendable {
    package let code: DistrictCode
    /// 1 to `RegistryLimits.nameMax` characters.
    package let name: String
    /// Whether the code is the city's own; it never changes for a code.
    package let isCity: Bool

    package init(code: DistrictCode, name: String, isCity: Bool) {
        self.code = code
        self.name = name
        self.isCity = isCity
    }

    /// - Parameter stored: the district of that code, if there was ever one.
    /// - Returns: `DistrictRegistered` for a new one and one taken back before, `DistrictRenamed`
    ///   for another name, nothing when all is so already.
    /// - Throws: `bad-name`; `district-level` when a district would become the city or back.
    package func decide(_ stored: District?) throws(Refusal) -> Decision<District> {
        guard (1...RegistryLimits.nameMax).contains(name.count) else {
            throw SchoolRefusals.emptyName()
        }
        var log = ChangeLog(.district(code), version: stored?.version ?? 0)
        guard let stored, !stored.isWithdrawn else {
            log.record(
                .districtRegistered(code, name: name, isCity: isCity),
                fields: [.between("name", String?.none, name)], districts: [code])
            let district = District(
                code: code, name: name, isCity: isCity, version: log.version)
            return Decision(state: district, changes: log.changes)
        }
        guard stored.isCity == isCity else { throw SchoolRefusals.districtFromCity }
        guard stored.name != name else { return Decision(state: stored, changes: []) }
        log.record(
            .districtRenamed(code, name: name), fields: [.between("name", stored.name, name)],
            districts: [code])
        var renamed = stored
        renamed.name = name
        renamed.version = log.version
        return Decision(state: renamed, changes: log.changes)
    }
}

/// Takes a district back: the undo of the import that registered it.
package struct WithdrawDistrict: Sendable {
    package init() {}

    /// - Returns: `DistrictWithdrawn`; nothing when it was taken back before.
    package func decide(_ stored: District) -> Decision<District> {
        guard !stored.isWithdrawn else { return Decision(state: stored, changes: []) }
        var log = ChangeLog(.district(stored.code), version: stored.version)
        log.record(.districtWithdrawn(stored.code), districts: [stored.code])
        var withdrawn = stored
        withdrawn.isWithdrawn = true
        withdrawn.version = log.version
        return Decision(state: withdrawn, changes: log.changes)
    }
}
