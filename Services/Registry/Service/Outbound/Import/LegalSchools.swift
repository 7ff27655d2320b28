import Foundation
import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres

/// Which school bears which legal name: sites that share one belong to one school.
struct LegalSchools: Sendable {
    /// Schools to which sites of that legal name belong already.
    private var byLegalName: [String: SchoolID] = [:]
    /// Schools that bear the name as their own.
    private var byName: [String: [SchoolID]] = [:]

    /// The schools that moves to these names may concern, and all their sites; nothing is locked.
    func concerned(
        by names: Set<String>, _ own: [Site], _ tx: PostgresTransaction
    ) async throws -> (schools: [SchoolID], sites: [SiteID]) {
        if names.isEmpty { return ([], []) }
        let found = try await tx.pipeline([
            """
            SELECT id, school_id FROM registry.site WHERE legal_name = any(\(Array(names))) \
            AND NOT is_withdrawn
            """,
            SchoolTable.select(names: Array(names)),
        ])
        let sharing = try found[0].rows.map { try $0.id("school_id", as: SchoolID.self) }
        let named = try SchoolTable.decode(found[1].rows).map(\.id)
        let schools = Array(Set(sharing + named + own.map(\.schoolID)))
        let sites = try await tx.query(
            """
            SELECT id FROM registry.site WHERE school_id = any(\(schools.map(\.rawValue))) \
            AND NOT is_withdrawn
            """)
        return (schools, try sites.map { try $0.id("id") })
    }

    /// Notes what was loaded.
    mutating func index(_ records: RegistryWork) {
        for site in records.sites.values.sorted(by: { $0.id.description < $1.id.description }) {
            guard let name = site.legalName, !site.isWithdrawn, byLegalName[name] == nil else {
                continue
            }
            byLegalName[name] = site.schoolID
        }
        for school in records.schools.values where school.closedOn == nil {
            byName[school.name, default: []].append(school.id)
        }
    }

    /// Moves a site to the school of a legal name. The school is, in this order: that of other
    /// sites with the name; one that bears it as its own (in the site's district, else the only one
    /// in the city); the site's own, which takes the name, when no other site belongs to it; a new
    /// one. A school left without sites is closed and succeeded.
    mutating func move(
        _ site: Site, to name: String, _ job: ImportJob, _ work: inout ImportWork
    ) throws {
        let target = try school(for: site, name, job, &work)
        let decision = try MoveSiteToSchool(from: job.effectiveOn, legalName: name)
            .decide(site, to: target)
        work.records.apply(decision)
        work.steps.append(
            .siteMoved(
                site.id.rawValue, from: site.schoolID.rawValue, legalNameBefore: site.legalName))
        byLegalName[name] = target.id
        guard target.id != site.schoolID else { return }
        let isEmpty = !work.records.sites.values.contains {
            $0.schoolID == site.schoolID && !$0.isWithdrawn
        }
        if isEmpty, let former = work.records.schools[site.schoolID], former.closedOn == nil {
            work.records.apply(
                try CloseSchool(closedOn: job.effectiveOn, successor: target.id).decide(former))
            work.steps.append(.schoolClosed(former.id.rawValue))
        }
    }

    private mutating func school(
        for site: Site, _ name: String, _ job: ImportJob, _ work: inout ImportWork
    ) throws -> School {
        if let known = byLegalName[name].flatMap({ work.records.schools[$0] }),
            known.closedOn == nil,
            job.admits(known.district)
        {
            return known
        }
        let named = (byName[name] ?? []).compactMap { work.records.schools[$0] }.filter {
            $0.closedOn == nil && $0.name == name && job.admits($0.district)
        }.sorted { $0.id.description < $1.id.description }
        if let near = named.first(where: { $0.district == site.district }) { return near }
        if named.count == 1, let only = named.first { return only }
        let isAlone = !work.records.sites.values.contains {
            $0.schoolID == site.schoolID && $0.id != site.id && !$0.isWithdrawn
        }
        if isAlone, let own = work.records.schools[site.schoolID], own.closedOn == nil {
            return try rename(own, name, &work)
        }
        let new = try RegisterSchool(
            id: SchoolID(UUID.version7()), name: name, district: site.district
        ).decide()
        work.records.apply(new)
        work.steps.append(.schoolRegistered(new.state.id.rawValue))
        byName[name, default: []].append(new.state.id)
        return new.state
    }

    private mutating func rename(_ school: School, _ name: String, _ work: inout ImportWork)
        throws -> School
    {
        guard school.name != name else { return school }
        let decision = try RenameSchool(name: name).decide(school)
        work.records.apply(decision)
        work.steps.append(.schoolRenamed(school.id.rawValue, nameBefore: school.name))
        byName[name, default: []].append(school.id)
        return decision.state
    }
}
