import Foundation
import RegistryCore
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// What the register holds of what a batch of rows names, for reading a file. Sees every district:
/// whether a row may be taken by its importer is asked of the row.
struct ImportRegister: Sendable {
    let pool: PostgresPool
    let scope: DatabaseScope

    /// - Parameter effectiveOn: memberships that end later, or never, are in force.
    func snapshot(_ lookups: ImportLookups, effectiveOn: CalendarDate) async throws
        -> RegisterSnapshot
    {
        let options = TransactionOptions(readOnly: true, preamble: scope.preamble(.all))
        return try await pool.transaction(options) { tx in
            let results = try await tx.pipeline([
                DistrictTable.select(), SiteTable.select(externalIDs: Array(lookups.siteIDs)),
            ])
            let sites = try SiteTable.decode(results[1].rows)
            let groups =
                lookups.groups.isEmpty
                ? [] : try await GroupTable.load(tx, GroupTable.select(keys: Array(lookups.groups)))
            return RegisterSnapshot(
                districts: ImportRegister.districts(try DistrictTable.decode(results[0].rows)),
                sites: ImportRegister.states(sites),
                groups: ImportRegister.states(groups, of: sites, on: effectiveOn))
        }
    }

    private static func districts(_ districts: [District]) -> [DistrictCode: DistrictState] {
        var states: [DistrictCode: DistrictState] = [:]
        for district in districts where !district.isWithdrawn {
            states[district.code] = DistrictState(name: district.name, isCity: district.isCity)
        }
        return states
    }

    /// An id is unique in a district only; where two districts have it, the first counts.
    private static func states(_ sites: [Site]) -> [String: SiteState] {
        var states: [String: SiteState] = [:]
        for site in sites {
            guard let id = site.externalID, states[id] == nil else { continue }
            states[id] = SiteState(
                name: site.name, district: site.district, kind: site.facts.kind,
                ownership: site.facts.ownership, status: site.facts.status,
                longitude: site.facts.longitude, latitude: site.facts.latitude,
                legalName: site.legalName)
        }
        return states
    }

    private static func states(_ groups: [Group], of sites: [Site], on date: CalendarDate)
        -> [GroupKey: GroupState]
    {
        let names = Dictionary(sites.map { ($0.id, $0.externalID) }) { first, _ in first }
        var states: [GroupKey: GroupState] = [:]
        for group in groups {
            let held = group.memberships.filter { $0.isInForce(after: date) }
            var memberships: [String: MembershipState] = [:]
            for membership in held {
                guard let id = names[membership.siteID] ?? nil else { continue }
                memberships[id] = MembershipState(
                    role: membership.role, relation: membership.relation)
            }
            states[GroupKey(name: group.name, district: group.district)] = GroupState(
                kind: group.kind, typeLabel: group.sourceType, levelLabel: group.sourceLevel,
                memberships: memberships, hasLead: held.contains { $0.role == .lead })
        }
        return states
    }
}

extension Membership {
    /// Whether it holds on some day after that one, as far as an import cares: a file that lists a
    /// member says nothing new about one that has not left.
    func isInForce(after date: CalendarDate) -> Bool {
        guard let until = validity.until else { return true }
        return until > date && until > validity.from
    }
}
