import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// A case with all that its rules look at, loaded under locks in the migration's order.
struct LoadedCase: Sendable {
    let item: Case
    let rules: CaseRules
    /// `nil` for a founding that has not come about.
    let group: Group?
    /// The sites that it is about and those of the group, by id.
    let sites: [SiteID: Site]
    /// Years of all extensions that came about before.
    let yearsExtended: Int
    /// What is said of the group, of the schools that the case is about and of the group's own.
    let designations: [Designation]
    /// The other groups that the schools of a joining or a founding are, were or will be in.
    var elsewhere: [OtherMembership] = []

    /// What the rules look at, from a day on: the unit as it is on the day on which it has most
    /// members, since a change that fits today may not fit what is agreed already.
    func input(on date: CalendarDate) -> GuardInput {
        let proposal = item.facts.proposal
        let starts = group?.memberships.map(\.validity.from).filter { $0 > date } ?? []
        let days = ([date] + starts).map { group?.members(on: $0) ?? [] }
        let most = days.max { $0.count < $1.count } ?? []
        let leaving = proposal.leaving
        let members = most.filter { $0.siteID != leaving }
        let joining: [UnitMember] =
            switch proposal {
            case .found(_, _, let leads):
                leads.compactMap { sites[$0] }.map {
                    UnitMember(
                        $0.facts, of: $0.schoolID, role: .lead,
                        categories: categories($0, on: date), town: town($0, on: date))
                }
            case .join(let site, let mode, _, _):
                sites[site].map {
                    [
                        UnitMember(
                            $0.facts, of: $0.schoolID, role: .member, mode: mode,
                            categories: categories($0, on: date), town: town($0, on: date))
                    ]
                } ?? []
            case .leave, .expel, .extend, .expire, .recommend: []
            }
        return GuardInput(
            members: members.compactMap { member in
                sites[member.siteID].map {
                    UnitMember(
                        $0.facts, of: $0.schoolID, role: member.role, mode: member.mode,
                        town: town($0, on: date))
                }
            },
            joining: joining, district: item.facts.parties.groupDistrict,
            termYears: proposal.termYears, yearsExtended: yearsExtended,
            mayBeUnbuilt: item.facts.isBeforeLandSale,
            isFounding: proposal.purpose == .found, sizeLimit: designations.sizeLimit(on: date),
            elsewhere: elsewhere.filter { $0.validity.until.map { $0 > date } ?? true })
    }

    private func categories(_ site: Site, on date: CalendarDate) -> Set<String> {
        designations.categories(
            of: site.schoolID, stages: site.facts.kind.stages, on: date)
    }

    private func town(_ site: Site, on date: CalendarDate) -> String? {
        designations.town(of: site.schoolID, on: date)
    }

    /// First day after the membership's term as it is now; `nil` without one.
    var termUntil: CalendarDate? {
        item.facts.proposal.sites.first.flatMap { site in
            group?.memberships.last { $0.siteID == site && $0.validity.until == nil }?.termUntil
        }
    }
}

extension CaseProposal {
    /// The site that the unit would lose.
    fileprivate var leaving: SiteID? {
        switch self {
        case .leave(let site, _), .expel(let site, _), .expire(let site, _, _): site
        case .found, .join, .extend, .recommend: nil
        }
    }

    /// Years asked for.
    fileprivate var termYears: Int? {
        switch self {
        case .join(_, _, _, let years): years
        case .extend(_, _, let years, _): years
        case .found, .leave, .expel, .expire, .recommend: nil
        }
    }
}

/// Loads cases within one transaction that sees every district.
struct CaseLoading: Sendable {
    let policies: PolicyStore

    /// - Throws: `not-found`.
    func load(_ id: CaseID, _ tx: PostgresTransaction) async throws -> LoadedCase {
        // What a case is about never changes: it may be read before it is locked.
        guard let glance = try await cases([id], .none, tx).first else {
            throw StoreRefusals.notFound("case_id", "事项", "case")
        }
        let parties = glance.facts.parties
        let own = try SiteTable.decode(
            try await tx.query(SiteTable.select(ids: glance.facts.proposal.sites, lock: .share)))
        let group = try await GroupTable.load(
            tx, GroupTable.select(ids: [parties.group], lock: .update)
        ).first
        guard let item = try await cases([id], .update, tx).first else {
            throw StoreRefusals.notFound("case_id", "事项", "case")
        }
        let pack = try await policies.pack(tx, version: item.packVersion)
        guard let chain = pack[ChainsSection.self].chains.first(where: { $0.id == item.chain })
        else { throw UnreadableRow(description: "pack \(item.packVersion) has no \(item.chain)") }
        let all = try await sites(own, group, tx)
        return LoadedCase(
            item: item,
            rules: CaseRules(pack: pack, chain: chain, workingDays: policies.workingDays),
            group: group, sites: all,
            yearsExtended: try await extended(glance, tx),
            designations: try await designations(parties.group, Array(all.values), tx),
            elsewhere: try await elsewhere(glance, own, tx))
    }

    /// - Returns: what the schools of these sites have besides the case's group; nothing for a case
    ///   by which none joins.
    private func elsewhere(_ item: Case, _ own: [Site], _ tx: PostgresTransaction) async throws
        -> [OtherMembership]
    {
        guard [.found, .join].contains(item.facts.proposal.purpose) else { return [] }
        let schools = own.map(\.schoolID.rawValue)
        return try await tx.query(
            """
            SELECT i.name AS site, g.name AS other_group, m.role, m.mode, \
            m.valid_from::text AS valid_from, \
            least(m.valid_until, g.closed_on)::text AS valid_until \
            FROM registry.membership m JOIN registry.school_group g ON g.id = m.group_id \
            JOIN registry.site i ON i.id = m.site_id \
            WHERE i.school_id = any(\(schools)) \
            AND m.group_id <> \(item.facts.parties.group.rawValue) \
            AND (m.valid_until IS NULL OR m.valid_until > m.valid_from) ORDER BY m.valid_from, m.id
            """
        ).map { row in
            OtherMembership(
                site: try row.get("site"), group: try row.get("other_group"),
                role: try row.value("role"),
                mode: try row.get("mode"),
                validity: Validity(
                    from: try row.date("valid_from"), until: try row.optionalDate("valid_until")))
        }
    }

    /// The group that bears a name in a district and is not closed.
    static func nameHolder(
        _ name: String, in district: DistrictCode, _ tx: PostgresTransaction
    ) async throws -> GroupID? {
        let key = GroupKey(name: name, district: district)
        return try await tx.query(GroupTable.select(keys: [key])).first.map { try $0.id("id") }
    }

    /// What is said of a group and of the schools of these sites.
    func designations(_ group: GroupID, _ sites: [Site], _ tx: PostgresTransaction) async throws
        -> [Designation]
    {
        let schools = Set(sites.map(\.schoolID)).map { UnitKey.school($0) }
        return try DesignationTable.decode(
            try await tx.query(DesignationTable.select([.group(group)] + schools)))
    }

    func cases(_ ids: [CaseID], _ lock: RowLock, _ tx: PostgresTransaction) async throws -> [Case] {
        let rows = try await tx.query(CaseTable.select(ids: ids, lock: lock))
        return try CaseTable.decode(rows, steps: try await tx.query(CaseTable.steps(of: ids)))
    }

    /// The group's sites are only looked at, so they need no lock.
    func sites(_ own: [Site], _ group: Group?, _ tx: PostgresTransaction) async throws
        -> [SiteID: Site]
    {
        let ids = Set(group?.memberships.map(\.siteID) ?? [])
        let others = try SiteTable.decode(try await tx.query(SiteTable.select(ids: ids.sorted())))
        return Dictionary((own + others).map { ($0.id, $0) }) { first, _ in first }
    }

    private func extended(_ item: Case, _ tx: PostgresTransaction) async throws -> Int {
        guard case .extend(let site, _, _, _) = item.facts.proposal else { return 0 }
        let rows = try await tx.query(
            """
            SELECT coalesce(sum((facts->'proposal'->>'years')::integer), 0)::bigint AS years \
            FROM registry.case_file WHERE purpose = 'extend' AND effective_on IS NOT NULL \
            AND group_id = \(item.facts.parties.group.rawValue) \
            AND facts->'proposal'->'sites'->>0 = \(site.description)
            """)
        return try rows.first.map { Int(try $0.get("years", as: Int64.self)) } ?? 0
    }
}

extension SiteID {
    fileprivate static func < (left: SiteID, right: SiteID) -> Bool {
        left.description < right.description
    }
}

extension Set where Element == SiteID {
    fileprivate func sorted() -> [SiteID] { sorted { $0 < $1 } }
}
