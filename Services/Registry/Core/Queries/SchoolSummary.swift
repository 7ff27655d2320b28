package import TaoliModels

/// What a school is by its sites: stages, ownership and status (JD-1).
package struct SchoolSummary: Hashable, Sendable {
    /// Every stage that a site which is not closed covers, in school order.
    package let stages: [Stage]
    /// That of all sites, or unknown where they differ.
    package let ownership: Ownership
    /// Open when one site is; else the furthest that a site has got; `nil` without sites.
    package let status: SchoolStatus?

    /// - Parameter sites: those that belong to the school on the day asked about.
    package init(_ school: School, sites: [Site], on date: CalendarDate) {
        let alive = sites.filter { !$0.isClosed }
        stages = Set(alive.flatMap(\.facts.kind.stages)).sorted()
        let owners = Set(sites.map(\.facts.ownership))
        ownership = owners.count == 1 ? owners.first ?? .unknown : .unknown
        if !school.exists(on: date) {
            status = .closed
        } else {
            let states = Set(sites.map(\.facts.status))
            status = [SchoolStatus.open, .underConstruction, .planned, .closed]
                .first { states.contains($0) }
        }
    }
}
