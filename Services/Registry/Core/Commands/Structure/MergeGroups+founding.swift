package import TaoliModels

extension MergeGroups {
    /// A group that begins as the successor.
    package struct NewGroup: Sendable {
        package let id: GroupID
        /// 1 to `RegistryLimits.nameMax` characters.
        package let name: String
        /// Sites of the groups that end; at least one.
        package let leads: [SiteID]

        package init(id: GroupID, name: String, leads: [SiteID]) {
            self.id = id
            self.name = name
            self.leads = leads
        }
    }

    /// Lets groups go into one that begins on the day; it is of the kind and district of the first.
    ///
    /// - Parameters:
    ///   - nameHolder: a group of the district that bears the name and is not closed; one of those
    ///     that end may hand it on.
    /// - Returns: as for a successor that exists; its own events begin with `GroupFounded`.
    /// - Throws: as for a successor that exists; `not-a-member` for a lead that is in none of the
    ///   groups on the day, `merge-across-districts`, and what `FoundGroup` refuses.
    package func decide(
        _ groups: [Group], founding new: NewGroup, sites: [SiteID: Site], nameHolder: GroupID?,
        newID: () -> MembershipID
    ) throws(Refusal) -> StructureDecision {
        guard let first = groups.first else { throw StructureRefusals.nothingToMerge }
        guard groups.allSatisfy({ $0.district == first.district }) else {
            throw StructureRefusals.mergeAcrossDistricts
        }
        let isHandedOn = groups.contains { $0.id == nameHolder }
        let founded = try FoundGroup(
            id: new.id, name: new.name, kind: first.kind, district: first.district, foundedOn: on,
            leads: try leads(new, groups, sites, newID), reason: reason
        ).decide(nameHolder: isHandedOn ? nil : nameHolder)
        let merged = try decide(groups, into: founded.state, sites: sites, newID: newID)
        let decisions = merged.groups.map { decision in
            guard decision.state.id == new.id else { return decision }
            return Decision(
                state: decision.state, changes: founded.changes + decision.changes)
        }
        return StructureDecision(groups: decisions, successions: merged.successions)
    }

    private func leads(
        _ new: NewGroup, _ groups: [Group], _ sites: [SiteID: Site], _ newID: () -> MembershipID
    ) throws(Refusal) -> [FoundGroup.Joining] {
        var leads: [FoundGroup.Joining] = []
        for id in new.leads {
            let isThere = groups.contains { $0.membership(of: id, on: on.adding(days: -1)) != nil }
            guard isThere, let site = sites[id] else { throw GroupRefusals.notMember(on: on) }
            leads.append(FoundGroup.Joining(newID(), site: site))
        }
        return leads
    }
}
