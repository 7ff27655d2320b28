package import TaoliModels

/// Registers a site of a school.
package struct RegisterSite: Sendable {
    package let id: SiteID
    /// Its id in the source it was imported from, unique in its district; `nil` when it has none.
    package let externalID: String?
    package let facts: SiteFacts

    package init(id: SiteID, externalID: String?, facts: SiteFacts) {
        self.id = id
        self.externalID = externalID
        self.facts = facts
    }

    /// - Returns: the new site; `SiteRegistered`.
    /// - Throws: `bad-name`; `school-closed`.
    package func decide(in school: School) throws(Refusal) -> Decision<Site> {
        guard (1...RegistryLimits.nameMax).contains(facts.name.count) else {
            throw SchoolRefusals.emptyName()
        }
        guard school.closedOn == nil else { throw SchoolRefusals.schoolClosed(school) }
        var log = ChangeLog(.site(id), version: 0)
        log.record(
            .siteRegistered(id, school: school.id, facts: facts),
            fields: facts.differences(from: nil) + [.between("school", String?.none, school.name)],
            districts: [facts.district])
        let site = Site(
            id: id, schoolID: school.id, externalID: externalID, facts: facts,
            version: log.version)
        return Decision(state: site, changes: log.changes)
    }
}

/// Brings what is known of a site up to date.
package struct ReviseSite: Sendable {
    package let facts: SiteFacts

    /// - Parameter facts: the state after the change, whole.
    package init(facts: SiteFacts) { self.facts = facts }

    /// - Returns: `SiteRevised`; nothing when all is so already.
    /// - Throws: `bad-name`; `not-found` for a site that was taken back.
    package func decide(_ site: Site) throws(Refusal) -> Decision<Site> {
        guard (1...RegistryLimits.nameMax).contains(facts.name.count) else {
            throw SchoolRefusals.emptyName()
        }
        guard !site.isWithdrawn else { throw SchoolRefusals.withdrawn(Wording("校区", "site")) }
        let fields = facts.differences(from: site.facts)
        guard !fields.isEmpty else { return Decision(state: site, changes: []) }
        var log = ChangeLog(.site(site.id), version: site.version)
        log.record(
            .siteRevised(site.id, facts: facts), fields: fields,
            districts: Set([site.district, facts.district]).sorted())
        var revised = site
        revised.facts = facts
        revised.version = log.version
        return Decision(state: revised, changes: log.changes)
    }
}

/// Takes a site back: the undo of the import that registered it. Its external id is free again.
package struct WithdrawSite: Sendable {
    package init() {}

    /// - Returns: `SiteWithdrawn`; nothing when it was taken back before.
    package func decide(_ site: Site) -> Decision<Site> {
        guard !site.isWithdrawn else { return Decision(state: site, changes: []) }
        var log = ChangeLog(.site(site.id), version: site.version)
        log.record(.siteWithdrawn(site.id), districts: [site.district])
        var withdrawn = site
        withdrawn.isWithdrawn = true
        withdrawn.version = log.version
        return Decision(state: withdrawn, changes: log.changes)
    }
}

extension SiteFacts {
    /// What differs, field by field; from nothing, all that is known.
    func differences(from old: SiteFacts?) -> [FieldDifference] {
        let fields: [FieldDifference?] = [
            .between("name", old?.name, name),
            .between("district", old?.district, district),
            .between("kind", old?.kind.rawValue, kind.rawValue),
            .between("ownership", old?.ownership.rawValue, ownership.rawValue),
            .between("status", old?.status.rawValue, status.rawValue),
            .between("longitude", old?.longitude, longitude),
            .between("latitude", old?.latitude, latitude),
        ]
        return fields.compactMap { $0 }
    }
}
