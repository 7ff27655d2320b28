import Foundation
import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres

/// Takes back what rows did: the last step first.
struct ImportUndo {
    let job: ImportJob

    /// - Parameter rows: in the opposite order of applying.
    /// - Throws: `ImportBlocked` when a later change rests on it, or a rule forbids it by now.
    func run(_ rows: [ImportedRow], in tx: PostgresTransaction) async throws -> AppliedBatch {
        let steps = try rows.map { ($0, try ImportStep.decode($0.steps)) }
        var work = ImportWork()
        let aggregates = try await load(steps.flatMap(\.1), into: &work, tx)
        let dependents = ImportDependents(job: job, only: aggregates)
        if let problem = try await dependents.first(in: tx) { throw ImportBlocked(problem) }
        do {
            for (row, steps) in steps {
                for step in steps.reversed() { try takeBack(step, &work.records) }
                work.undone(row)
            }
        } catch let refusal as Refusal {
            throw ImportBlocked(ImportProblem(refusal))
        }
        return try await work.save(
            job, reason: job.reason.isEmpty ? "undo of \(job.changeReason)" : job.reason, in: tx)
    }

    /// Loads everything the steps name, locked in the register's order.
    private func load(
        _ steps: [ImportStep], into work: inout ImportWork, _ tx: PostgresTransaction
    ) async throws -> [RegistryAggregate] {
        var codes: Set<DistrictCode> = []
        var schools: Set<SchoolID> = []
        var sites: Set<SiteID> = []
        var groups: Set<GroupID> = []
        for step in steps {
            switch step {
            case .district(let code, _): codes.formUnion(DistrictCode(code).map { [$0] } ?? [])
            case .schoolRegistered(let id), .schoolRenamed(let id, _), .schoolClosed(let id):
                schools.insert(SchoolID(id))
            case .siteRegistered(let id), .siteRevised(let id, _): sites.insert(SiteID(id))
            case .siteMoved(let id, let school, _):
                sites.insert(SiteID(id))
                schools.insert(SchoolID(school))
            case .groupFounded(let id), .groupRevised(let id, _, _, _), .joined(let id, _),
                .groupKindChanged(let id, _):
                groups.insert(GroupID(id))
            case .left(let id, let membership):
                groups.insert(GroupID(id))
                sites.insert(SiteID(membership.site))
            case .staff: break
            }
        }
        let results = try await tx.pipeline([
            DistrictTable.select(codes: codes.sorted(), lock: .update),
            SiteTable.select(ids: Array(sites), lock: .update),
            SchoolTable.select(ids: Array(schools), lock: .update),
        ])
        for district in try DistrictTable.decode(results[0].rows) { work.records.load(district) }
        for site in try SiteTable.decode(results[1].rows) { work.records.load(site) }
        for school in try SchoolTable.decode(results[2].rows) { work.records.load(school) }
        let select = GroupTable.select(ids: Array(groups), lock: .update)
        for group in try await GroupTable.load(tx, select) { work.records.load(group) }
        return codes.map(RegistryAggregate.district) + schools.map(RegistryAggregate.school)
            + sites.map(RegistryAggregate.site) + groups.map(RegistryAggregate.group)
    }

    private func takeBack(_ step: ImportStep, _ records: inout RegistryWork) throws {
        switch step {
        case .district(let code, let name):
            let district = try require(DistrictCode(code).flatMap { records.districts[$0] })
            records.apply(
                try name.map {
                    try RegisterDistrict(code: district.code, name: $0, isCity: district.isCity)
                        .decide(district)
                } ?? WithdrawDistrict().decide(district))
        case .schoolRegistered, .schoolRenamed, .schoolClosed:
            try takeBackSchool(step, &records)
        case .siteRegistered, .siteRevised, .siteMoved:
            try takeBackSite(step, &records)
        case .groupFounded, .groupRevised, .groupKindChanged, .joined, .left:
            try takeBackGroup(step, &records)
        case .staff: break
        }
    }

    private func takeBackSchool(_ step: ImportStep, _ records: inout RegistryWork) throws {
        switch step {
        case .schoolRegistered(let id):
            records.apply(
                try CloseSchool(closedOn: job.effectiveOn, successor: nil)
                    .decide(require(records.schools[SchoolID(id)])))
        case .schoolRenamed(let id, let name):
            records.apply(
                try RenameSchool(name: name).decide(require(records.schools[SchoolID(id)])))
        case .schoolClosed(let id):
            records.apply(try ReopenSchool().decide(require(records.schools[SchoolID(id)])))
        default: break
        }
    }

    private func takeBackSite(_ step: ImportStep, _ records: inout RegistryWork) throws {
        switch step {
        case .siteRegistered(let id):
            records.apply(WithdrawSite().decide(try require(records.sites[SiteID(id)])))
        case .siteRevised(let id, let before):
            records.apply(
                try ReviseSite(facts: before.facts()).decide(require(records.sites[SiteID(id)])))
        case .siteMoved(let id, let school, let legalName):
            records.apply(
                try MoveSiteBack(from: job.effectiveOn, legalName: legalName).decide(
                    require(records.sites[SiteID(id)]),
                    to: require(records.schools[SchoolID(school)])))
        default: break
        }
    }

    private func takeBackGroup(_ step: ImportStep, _ records: inout RegistryWork) throws {
        let reason = job.reason
        switch step {
        case .groupFounded(let id):
            records.apply(
                WithdrawGroup(reason: reason).decide(try require(records.groups[GroupID(id)])))
        case .groupRevised(let id, let type, let level, let bond):
            let relations = bond.map { [MembershipID($0.membership): $0.before] } ?? [:]
            records.apply(
                RestoreGroupLabels(sourceType: type, sourceLevel: level, relations: relations)
                    .decide(try require(records.groups[GroupID(id)])))
        case .groupKindChanged(let id, let before):
            records.apply(
                try ReviseGroup(kind: GroupKind(rawValue: before))
                    .decide(require(records.groups[GroupID(id)])))
        case .joined(let id, let membership):
            records.apply(
                WithdrawMembership(MembershipID(membership), reason: reason)
                    .decide(try require(records.groups[GroupID(id)])))
        case .left(let id, let membership):
            records.apply(
                try RestoreMembership(
                    MembershipID(membership.id),
                    until: membership.until.flatMap { CalendarDate($0) },
                    reason: reason
                ).decide(
                    require(records.groups[GroupID(id)]),
                    site: require(records.sites[SiteID(membership.site)])))
        default: break
        }
    }

    private func require<Record>(_ record: Record?) throws -> Record {
        guard let record else {
            throw UnreadableRow(description: "a record that import \(job.id) changed is gone")
        }
        return record
    }
}
