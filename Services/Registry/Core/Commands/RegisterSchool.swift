package import TaoliModels

/// Registers a school; its sites are registered by themselves.
package struct RegisterSchool: Sendable {
    package let id: SchoolID
    /// 1 to `RegistryLimits.nameMax` characters.
    package let name: String
    /// The district that keeps the school's record.
    package let district: DistrictCode
    /// Official codes it has from the start; may be empty.
    package let codes: [OfficialCode]

    package init(
        id: SchoolID, name: String, district: DistrictCode, codes: [OfficialCode] = []
    ) {
        self.id = id
        self.name = name
        self.district = district
        self.codes = codes
    }

    /// - Returns: the new school; `SchoolRegistered`.
    /// - Throws: `bad-name`; `code-overlap` when two codes of a scheme hold on one day.
    package func decide() throws(Refusal) -> Decision<School> {
        guard (1...RegistryLimits.nameMax).contains(name.count) else {
            throw SchoolRefusals.emptyName()
        }
        for (index, code) in codes.enumerated() {
            let other = codes[..<index].first {
                $0.scheme == code.scheme && $0.validity.overlaps(code.validity)
            }
            if let other { throw SchoolRefusals.otherCode(other) }
        }
        var log = ChangeLog(.school(id), version: 0)
        log.record(
            .schoolRegistered(id, name: name, district: district),
            fields: [.between("name", String?.none, name)]
                + codes.map { .between($0.scheme, String?.none, $0.value) },
            districts: [district])
        let school = School(
            id: id, name: name, district: district, codes: codes, version: log.version)
        return Decision(state: school, changes: log.changes)
    }
}

/// Gives a school another name.
package struct RenameSchool: Sendable {
    /// 1 to `RegistryLimits.nameMax` characters.
    package let name: String

    package init(name: String) { self.name = name }

    /// - Returns: `SchoolRenamed`; nothing when it bears the name already.
    /// - Throws: `bad-name`, `school-closed`.
    package func decide(_ school: School) throws(Refusal) -> Decision<School> {
        guard (1...RegistryLimits.nameMax).contains(name.count) else {
            throw SchoolRefusals.emptyName()
        }
        guard school.closedOn == nil else { throw SchoolRefusals.schoolClosed(school) }
        guard school.name != name else { return Decision(state: school, changes: []) }
        var log = ChangeLog(.school(school.id), version: school.version)
        log.record(
            .schoolRenamed(school.id, name: name), fields: [.between("name", school.name, name)],
            districts: [school.district])
        var renamed = school
        renamed.name = name
        renamed.version = log.version
        return Decision(state: renamed, changes: log.changes)
    }
}
