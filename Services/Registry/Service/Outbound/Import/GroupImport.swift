import Foundation
import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres

/// `groups` files: each row a site's membership, with what it says of the group and the school.
/// Lead rows are applied first (phase 0), so that a group never stands without one.
struct GroupImport: ImportSubject {
    let register: ImportRegister

    var kind: String { ImportKind.groups.rawValue }
    var layout: TableLayout { ImportKind.groups.layout }
    var phaseMax: Int { 1 }

    func makeReader(_ job: ImportJob, answers: Data) async throws -> any ImportReader {
        GroupImportReader(
            register: register, judging: ImportJudging(job),
            answers: try ImportAnswersFile.read(answers))
    }

    func apply(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        var batch = GroupBatch(
            job: job, records: try rows.map { try ImportFields.membership($0.record) })
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

/// Reads a `groups` file.
struct GroupImportReader: ImportReader {
    private static let joinedOn =
        ImportKind.groups.layout.columns.firstIndex { $0.name == "joined_on" } ?? 0

    let register: ImportRegister
    var judging: ImportJudging
    let answers: ImportAnswers
    private var facts = GroupFileFacts()
    /// Groups named, and for those with dated rows the earliest date, by the key's hash: a million
    /// names are not kept.
    private var groups: Set<Int> = []
    private var earliest: [Int: CalendarDate] = [:]

    init(register: ImportRegister, judging: ImportJudging, answers: ImportAnswers) {
        self.register = register
        self.judging = judging
        self.answers = answers
    }

    var groupsTotal: Int64 { Int64(groups.count) }

    mutating func note(_ rows: [TableRow]) async throws {
        let snapshot = try await snapshot(rows)
        for row in rows {
            facts.note(row, answers: answers, register: snapshot)
            var own = ImportLookups()
            own.addGroup(row, city: snapshot.city, answers: answers)
            guard row.problems.isEmpty, let key = own.groups.first?.hashValue else { continue }
            groups.insert(key)
            if let date = ImportedDate.read(row[GroupImportReader.joinedOn]) {
                earliest[key] = min(earliest[key] ?? date, date)
            }
        }
    }

    mutating func seal() { facts.seal() }

    mutating func judge(_ rows: [TableRow]) async throws -> [JudgedRow] {
        let snapshot = try await snapshot(rows)
        let reader = GroupRowReader(facts: facts, answers: answers)
        let effectiveOn = judging.job.effectiveOn
        let earliest = earliest
        return rows.map { row in
            let reading = reader.read(row, register: snapshot)
            var phase: Int16 = 1
            if case .accepted(let record, _) = reading.outcome, record.role == .lead { phase = 0 }
            return judging.judge(
                reading, row, phase: phase,
                demands: { GroupImportReader.demands($0, snapshot) },
                record: { record in
                    let dated = earliest[record.group.hashValue] ?? effectiveOn
                    return ImportFields.encode(record, foundedOn: min(dated, effectiveOn))
                })
        }
    }

    mutating func remarks(lastRow: Int) -> [ImportProblem] {
        answers.problems.map(ImportProblem.init) + judging.answerProblems
            + answers.beyond(lastRow: lastRow).map(ImportProblem.init)
    }

    /// The group's district, and the site's when its legal name would change.
    private static func demands(_ record: GroupRecord, _ snapshot: RegisterSnapshot)
        -> [ImportJudging.Demands]
    {
        var names = [(record.group.name, 0)]
        if let legalName = record.legalName { names.append((legalName, 8)) }
        let group = ImportJudging.Demands(
            district: record.group.district, column: 1, names: names)
        guard let site = snapshot.sites[record.siteExternalID],
            let legalName = record.legalName, legalName != site.legalName
        else { return [group] }
        return [group, .init(district: site.district, column: 7, names: [])]
    }

    private func snapshot(_ rows: [TableRow]) async throws -> RegisterSnapshot {
        let effectiveOn = judging.job.effectiveOn
        // The city's code decides which group a row without a district names.
        let city = try await register.snapshot(ImportLookups(), effectiveOn: effectiveOn).city
        var lookups = ImportLookups()
        for row in rows { lookups.addGroup(row, city: city, answers: answers) }
        return try await register.snapshot(lookups, effectiveOn: effectiveOn)
    }
}
