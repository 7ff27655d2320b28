import Foundation
import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres

/// One batch of a `groups` file: what it needs of the register, and how a row changes it.
struct GroupBatch: ImportBatch {
    let job: ImportJob
    let records: [ImportedMembership]
    var work = ImportWork()
    private var sites: [String: SiteID] = [:]
    private var groups: [GroupKey: GroupID] = [:]
    private var codes: Set<DistrictCode> = []
    private var schools = LegalSchools()

    init(job: ImportJob, records: [ImportedMembership]) {
        self.job = job
        self.records = records
    }

    /// Loads in the register's order of locks. Which schools and neighbour sites a legal name
    /// concerns is looked up first, without locks; only imports move sites, one at a time.
    mutating func load(_ tx: PostgresTransaction) async throws {
        let found = try await tx.pipeline([
            DistrictTable.select(
                codes: Array(Set(records.map(\.group.district))), lock: .share),
            SiteTable.select(externalIDs: records.map(\.siteExternalID)),
        ])
        codes = Set(
            try DistrictTable.decode(found[0].rows).filter { !$0.isWithdrawn }.map(\.code))
        let own = try SiteTable.decode(found[1].rows)
        for site in own {
            if let id = site.externalID, sites[id] == nil { sites[id] = site.id }
        }
        let concerned = try await schools.concerned(by: legalNames(own), own, tx)
        let locked = try await tx.pipeline([
            SiteTable.select(
                ids: Array(Set(own.map(\.id) + concerned.sites)), lock: .update),
            SchoolTable.select(ids: concerned.schools, lock: .update),
        ])
        for site in try SiteTable.decode(locked[0].rows) { work.records.load(site) }
        for school in try SchoolTable.decode(locked[1].rows) { work.records.load(school) }
        schools.index(work.records)
        let keys = Array(Set(records.map(\.group)))
        for group in try await GroupTable.load(tx, GroupTable.select(keys: keys, lock: .update)) {
            work.records.load(group)
            groups[GroupKey(name: group.name, district: group.district)] = group.id
        }
    }

    /// Legal names that would be new to their sites.
    private func legalNames(_ own: [Site]) -> Set<String> {
        let known = Dictionary(own.map { ($0.externalID, $0.legalName) }) { first, _ in first }
        return Set(
            records.compactMap { record in
                record.legalName == (known[record.siteExternalID] ?? nil) ? nil : record.legalName
            })
    }

    mutating func take(_ row: ImportedRow, at index: Int) throws {
        let record = records[index]
        var founded: GroupID?
        let known = groups[record.group]
        let (job, siteID, codes) = (job, sites[record.siteExternalID], codes)
        var schools = schools
        self.schools = LegalSchools()
        defer { self.schools = schools }
        try work.row(row) { work in
            guard let siteID, let site = work.records.sites[siteID] else {
                throw StoreRefusals.notFound("school_id", "校区", "site")
            }
            if let legalName = record.legalName, legalName != site.legalName {
                try schools.move(site, to: legalName, job, &work)
            }
            let group: Group
            if let stored = known.flatMap({ work.records.groups[$0] }) {
                group = stored
            } else {
                guard codes.contains(record.group.district) else {
                    throw StoreRefusals.unknownDistrict
                }
                group = try GroupBatch.found(record, job, &work)
                founded = group.id
            }
            return try MembershipChange(record: record, job: job).apply(to: group, siteID, &work)
        }
        if let founded { groups[record.group] = founded }
    }

    private static func found(
        _ record: ImportedMembership, _ job: ImportJob, _ work: inout ImportWork
    ) throws -> Group {
        let decision = try FoundGroup(
            id: GroupID(UUID.version7()), name: record.group.name, kind: record.kind,
            district: record.group.district, foundedOn: record.foundedOn, isStartUnknown: true,
            sourceType: record.sourceType, sourceLevel: record.sourceLevel, leads: [],
            leadsFollow: true, reason: job.changeReason
        ).decide()
        work.records.apply(decision)
        work.steps.append(.groupFounded(decision.state.id.rawValue))
        return decision.state
    }
}

/// What one row changes of a membership.
private struct MembershipChange {
    let record: ImportedMembership
    let job: ImportJob

    /// - Returns: whether the membership is new.
    func apply(to group: Group, _ id: SiteID, _ work: inout ImportWork) throws -> Bool {
        let held = group.memberships.first {
            $0.siteID == id && $0.isInForce(after: job.effectiveOn)
        }
        guard let held else {
            try begin(id, group.id, from: record.joinedOn, &work)
            try revise(group.id, id, &work)
            try upgrade(group.id, &work)
            return true
        }
        if held.role != record.role { try change(held, group.id, &work) }
        try revise(group.id, id, &work)
        try upgrade(group.id, &work)
        return false
    }

    /// Makes the group one of the kind that the row names; who belongs stays as it is (GT-10).
    private func upgrade(_ id: GroupID, _ work: inout ImportWork) throws {
        guard let kind = record.statedKind, let group = work.records.groups[id],
            group.kind != kind
        else { return }
        work.records.apply(try ReviseGroup(kind: kind).decide(group))
        work.steps.append(.groupKindChanged(id.rawValue, before: group.kind.rawValue))
    }

    /// Another role: the old one ends on the effective day and the new one begins.
    private func change(_ held: Membership, _ id: GroupID, _ work: inout ImportWork) throws {
        guard let group = work.records.groups[id] else { return }
        let day = max(record.joinedOn ?? job.effectiveOn, group.validity.from)
        let isWithdrawn = held.validity.from >= day
        let decision =
            isWithdrawn
            ? WithdrawMembership(held.id, reason: job.changeReason).decide(group)
            : try EndMembership(siteID: held.siteID, until: day, reason: job.changeReason)
                .decide(group)
        work.records.apply(decision)
        work.steps.append(
            .left(
                group: id.rawValue,
                membership: StoredMembership(
                    id: held.id.rawValue, site: held.siteID.rawValue,
                    until: held.validity.until?.description)))
        try begin(
            held.siteID, id, from: record.joinedOn ?? (isWithdrawn ? held.validity.from : day),
            after: held, &work)
    }

    /// - Parameter held: the membership that it takes the place of, whose mode and term go on: a
    ///   file says nothing of them (XN-21).
    private func begin(
        _ site: SiteID, _ id: GroupID, from date: CalendarDate?, after held: Membership? = nil,
        _ work: inout ImportWork
    ) throws {
        guard let group = work.records.groups[id], let site = work.records.sites[site] else {
            return
        }
        // A day that nobody recorded cannot be before the group's own.
        let from = date ?? max(job.effectiveOn, group.validity.from)
        let membership = MembershipID(UUID.version7())
        work.records.apply(
            try BeginMembership(
                membershipID: membership, role: record.role, from: from,
                isStartUnknown: record.joinedOn == nil, relation: record.relation,
                reason: job.changeReason, mode: held?.mode, termUntil: held?.termUntil
            ).decide(group, site: site))
        work.steps.append(.joined(group: id.rawValue, membership: membership.rawValue))
    }

    /// Labels of the group and the bond's name, where the row gives others.
    private func revise(_ id: GroupID, _ site: SiteID, _ work: inout ImportWork) throws {
        guard let group = work.records.groups[id] else { return }
        let held = group.memberships.last {
            $0.siteID == site && $0.isInForce(after: job.effectiveOn)
        }
        var relations: [MembershipID: String] = [:]
        if let held, let relation = record.relation, relation != held.relation {
            relations[held.id] = relation
        }
        let decision = try ReviseGroup(
            sourceType: record.sourceType, sourceLevel: record.sourceLevel, relations: relations
        ).decide(group)
        guard !decision.changes.isEmpty else { return }
        work.records.apply(decision)
        work.steps.append(
            .groupRevised(
                id.rawValue, typeBefore: group.sourceType, levelBefore: group.sourceLevel,
                bond: relations.isEmpty
                    ? nil
                    : held.map { StoredBond(membership: $0.id.rawValue, before: $0.relation) }))
    }
}
