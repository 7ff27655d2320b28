import Foundation
import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres

/// `schools` files: each row a school with one site.
struct SchoolImport: ImportSubject {
    let register: ImportRegister

    var kind: String { ImportKind.schools.rawValue }
    var layout: TableLayout { ImportKind.schools.layout }
    var phaseMax: Int { 0 }

    func makeReader(_ job: ImportJob, answers: Data) async throws -> any ImportReader {
        SchoolImportReader(
            register: register, judging: ImportJudging(job),
            answers: try ImportAnswersFile.read(answers))
    }

    func apply(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        var batch = SchoolBatch(records: try rows.map { try ImportFields.school($0.record) })
        try await batch.load(tx)
        let applied = try batch.applying(rows)
        return try await applied.work.save(job, reason: job.changeReason, in: tx)
    }

    func undo(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        try await ImportUndo(job: job).run(rows, in: tx)
    }

    func dependent(on job: ImportJob, in tx: PostgresTransaction) async throws -> ImportProblem? {
        try await ImportDependents(job: job, only: nil).first(in: tx)
    }
}

/// One batch of a `schools` file.
private struct SchoolBatch: ImportBatch {
    let records: [ImportedSchool]
    var work = ImportWork()
    /// Known sites by their ids in the source.
    private(set) var sites: [String: SiteID] = [:]
    /// Districts that exist.
    private(set) var codes: Set<DistrictCode> = []

    init(records: [ImportedSchool]) { self.records = records }

    mutating func load(_ tx: PostgresTransaction) async throws {
        let results = try await tx.pipeline([
            DistrictTable.select(codes: Array(Set(records.map(\.district))), lock: .share),
            SiteTable.select(externalIDs: records.map(\.externalID), lock: .update),
        ])
        codes = Set(
            try DistrictTable.decode(results[0].rows).filter { !$0.isWithdrawn }.map(\.code))
        let stored = try SiteTable.decode(results[1].rows)
        for site in stored {
            work.records.load(site)
            if let id = site.externalID, sites[id] == nil { sites[id] = site.id }
        }
        let schools = Array(Set(stored.map(\.schoolID)))
        if schools.isEmpty { return }
        for school in try SchoolTable.decode(
            try await tx.query(SchoolTable.select(ids: schools, lock: .update)))
        {
            work.records.load(school)
        }
    }

    mutating func take(_ row: ImportedRow, at index: Int) throws {
        let record = records[index]
        let (known, codes) = (sites[record.externalID], codes)
        try work.row(row) { try SchoolBatch.take(record, known, codes, &$0) }
    }

    /// Returns whether the site is new.
    private static func take(
        _ record: ImportedSchool, _ known: SiteID?, _ codes: Set<DistrictCode>,
        _ work: inout ImportWork
    ) throws -> Bool {
        guard codes.contains(record.district) else { throw StoreRefusals.unknownDistrict }
        guard let site = known.flatMap({ work.records.sites[$0] }) else {
            try register(record, &work)
            return true
        }
        let decision = try ReviseSite(facts: record.facts(over: site.facts)).decide(site)
        if !decision.changes.isEmpty {
            work.records.apply(decision)
            work.steps.append(.siteRevised(site.id.rawValue, before: StoredFacts(site.facts)))
        }
        // A school made from this row bears the site's name, until a legal name gives it another.
        if site.name != record.name, let school = work.records.schools[site.schoolID],
            school.name == site.name, school.closedOn == nil
        {
            work.records.apply(try RenameSchool(name: record.name).decide(school))
            work.steps.append(.schoolRenamed(school.id.rawValue, nameBefore: school.name))
        }
        return false
    }

    private static func register(_ record: ImportedSchool, _ work: inout ImportWork) throws {
        let school = try RegisterSchool(
            id: SchoolID(UUID.version7()), name: record.name, district: record.district
        ).decide()
        let site = try RegisterSite(
            id: SiteID(UUID.version7()), externalID: record.externalID,
            facts: record.facts(over: nil)
        ).decide(in: school.state)
        work.records.apply(school)
        work.records.apply(site)
        work.steps += [
            .schoolRegistered(school.state.id.rawValue), .siteRegistered(site.state.id.rawValue),
        ]
    }
}

/// Reads a `schools` file.
struct SchoolImportReader: ImportReader {
    let register: ImportRegister
    var judging: ImportJudging
    let answers: ImportAnswers
    private var facts = SchoolFileFacts()

    init(register: ImportRegister, judging: ImportJudging, answers: ImportAnswers) {
        self.register = register
        self.judging = judging
        self.answers = answers
    }

    var groupsTotal: Int64 { 0 }

    mutating func note(_ rows: [TableRow]) {
        for row in rows { facts.note(row, answers: answers) }
    }

    mutating func seal() {}

    mutating func judge(_ rows: [TableRow]) async throws -> [JudgedRow] {
        var lookups = ImportLookups()
        for row in rows { lookups.addSchool(row, answers: answers) }
        let snapshot = try await register.snapshot(lookups, effectiveOn: judging.job.effectiveOn)
        let reader = SchoolRowReader(facts: facts, answers: answers)
        return rows.map { row in
            judging.judge(
                reader.read(row, register: snapshot), row,
                demands: { record in
                    let known = snapshot.sites[record.externalID].map {
                        ImportJudging.Demands(district: $0.district, column: 0, names: [])
                    }
                    return [
                        .init(district: record.district, column: 2, names: [(record.name, 1)])
                    ] + (known.map { [$0] } ?? [])
                },
                record: ImportFields.encode)
        }
    }

    mutating func remarks(lastRow: Int) -> [ImportProblem] {
        answers.problems.map(ImportProblem.init) + judging.answerProblems
            + answers.beyond(lastRow: lastRow).map(ImportProblem.init)
    }
}
