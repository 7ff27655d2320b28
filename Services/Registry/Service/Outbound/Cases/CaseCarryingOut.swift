import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// Carries out what a case brought about, by the commands that exist for it.
struct CaseCarryingOut {
    let loaded: LoadedCase
    let reason: String

    /// Puts the change into `work`.
    ///
    /// - Parameter nameHolder: the group that bears the new group's name already.
    /// - Throws: what `FoundGroup`, `BeginMembership`, `EndMembership` and `ExtendTerm` refuse.
    func apply(_ effect: CaseEffect, to work: inout RegistryWork, nameHolder: GroupID?)
        throws
    {
        switch effect {
        case .found(let id, let name, let kind, let leads, let date):
            let joining = try leads.map {
                FoundGroup.Joining(MembershipID(.version7()), site: try site($0))
            }
            work.apply(
                try FoundGroup(
                    id: id, name: name, kind: kind,
                    district: loaded.item.facts.parties.groupDistrict, foundedOn: date,
                    leads: joining, reason: reason
                ).decide(nameHolder: nameHolder))
        case .begin(let id, _, let mode, let date, let until):
            work.apply(
                try BeginMembership(
                    membershipID: MembershipID(.version7()), role: .member, from: date,
                    reason: reason, mode: mode, termUntil: until
                ).decide(try group(), site: try site(id)))
        case .end(let id, _, let date):
            work.apply(
                try EndMembership(siteID: id, until: date, reason: reason).decide(try group()))
        case .extend(let id, _, let until):
            work.apply(
                try ExtendTerm(siteID: id, termUntil: until, reason: reason).decide(try group()))
        case .advised: return
        }
    }

    private func site(_ id: SiteID) throws -> Site {
        guard let site = loaded.sites[id] else {
            throw StoreRefusals.notFound("site_id", "校区", "site")
        }
        return site
    }

    private func group() throws -> Group {
        guard let group = loaded.group else {
            throw StoreRefusals.notFound("group_id", "集团", "group")
        }
        return group
    }
}
