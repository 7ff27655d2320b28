package import TaoliModels

/// Moves a site to another school: campuses that bear one legal name belong to one school. Its
/// memberships stay its own.
package struct MoveSiteToSchool: Sendable {
    /// First day at the new school.
    package let from: CalendarDate
    /// The legal name that led to the move; `nil` leaves what is known.
    package let legalName: String?

    package init(from: CalendarDate, legalName: String? = nil) {
        self.from = from
        self.legalName = legalName
    }

    /// - Returns: `SiteMovedToSchool`; `SiteRevised` when it is there already and only the legal
    ///   name is new; nothing when all is so already.
    /// - Throws: `not-found` for a site that was taken back; `school-closed`.
    package func decide(_ site: Site, to school: School) throws(Refusal) -> Decision<Site> {
        guard !site.isWithdrawn else { throw SchoolRefusals.withdrawn(Wording("校区", "site")) }
        guard school.closedOn == nil else { throw SchoolRefusals.schoolClosed(school) }
        let name = FieldDifference.between(
            "legal_name", site.legalName, legalName ?? site.legalName)
        var log = ChangeLog(.site(site.id), version: site.version)
        if site.schoolID != school.id {
            log.record(
                .siteMoved(site.id, to: school.id, from: site.schoolID), on: from,
                fields: [.between("school", site.schoolID, school.id), name],
                districts: Set([site.district, school.district]).sorted())
        } else if name != nil {
            log.record(
                .siteRevised(site.id, facts: site.facts), fields: [name],
                districts: [site.district])
        } else {
            return Decision(state: site, changes: [])
        }
        var moved = site
        moved.schoolID = school.id
        moved.legalName = legalName ?? site.legalName
        moved.version = log.version
        return Decision(state: moved, changes: log.changes)
    }
}
