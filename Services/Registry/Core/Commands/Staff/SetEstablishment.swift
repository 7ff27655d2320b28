package import TaoliModels

/// Sets a school's numbers of posts from a day on; earlier ones stay in the history (TC-30).
package struct SetEstablishment: Sendable {
    package let establishment: Establishment

    package init(establishment: Establishment) { self.establishment = establishment }

    /// - Parameter held: what holds on that day; `nil` when nothing was set.
    /// - Returns: `EstablishmentSet`; nothing when the same holds already.
    /// - Throws: `bad-posts`, `school-closed`.
    package func decide(_ school: School, held: Establishment?)
        throws(Refusal) -> EstablishmentDecision
    {
        let set = establishment
        let numbers = [set.posts, set.leaders, set.middleManagers]
        guard numbers.allSatisfy({ (0...RegistryLimits.postsMax).contains($0) }),
            set.leaders + set.middleManagers <= set.posts
        else { throw StaffRefusals.establishmentNumbers }
        guard school.exists(on: set.from) else { throw SchoolRefusals.schoolClosed(school) }
        let isSame =
            held?.posts == set.posts && held?.leaders == set.leaders
            && held?.middleManagers == set.middleManagers && held?.reference == set.reference
        if isSame { return EstablishmentDecision(school: school, establishment: set, changes: []) }
        var log = ChangeLog(.school(school.id), version: school.version)
        log.record(
            .establishmentSet(school.id, set), on: set.from,
            fields: [
                .between("posts", held?.posts, set.posts),
                .between("leaders", held?.leaders, set.leaders),
                .between("middle_managers", held?.middleManagers, set.middleManagers),
                .between("reference", held?.reference, set.reference),
            ], districts: [school.district])
        var changed = school
        changed.version = log.version
        return EstablishmentDecision(school: changed, establishment: set, changes: log.changes)
    }
}
