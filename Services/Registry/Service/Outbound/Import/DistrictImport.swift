import Foundation
import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres

/// `districts` files: the city and its districts.
struct DistrictImport: ImportSubject {
    let register: ImportRegister

    var kind: String { ImportKind.districts.rawValue }
    var layout: TableLayout { ImportKind.districts.layout }
    var phaseMax: Int { 0 }

    func makeReader(_ job: ImportJob, answers: Data) async throws -> any ImportReader {
        DistrictImportReader(register: register, judging: ImportJudging(job))
    }

    func apply(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        var batch = DistrictBatch(records: try rows.map { try ImportFields.district($0.record) })
        let stored = try await tx.query(
            DistrictTable.select(codes: batch.records.map(\.code), lock: .update))
        for district in try DistrictTable.decode(stored) { batch.work.records.load(district) }
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

/// One batch of a `districts` file.
private struct DistrictBatch: ImportBatch {
    let records: [ImportedDistrict]
    var work = ImportWork()

    init(records: [ImportedDistrict]) { self.records = records }

    mutating func take(_ row: ImportedRow, at index: Int) throws {
        let record = records[index]
        try work.row(row) { work in
            let known = work.records.districts[record.code]
            let decision = try RegisterDistrict(
                code: record.code, name: record.name, isCity: record.isCity
            ).decide(known)
            work.records.apply(decision)
            let isNew = known?.isWithdrawn ?? true
            if !decision.changes.isEmpty {
                work.steps.append(
                    .district(code: record.code.rawValue, nameBefore: isNew ? nil : known?.name))
            }
            return isNew
        }
    }
}

/// Reads a `districts` file; it raises no questions, so it takes no answers.
struct DistrictImportReader: ImportReader {
    let register: ImportRegister
    var judging: ImportJudging
    private var facts = DistrictFileFacts()

    init(register: ImportRegister, judging: ImportJudging) {
        self.register = register
        self.judging = judging
    }

    var groupsTotal: Int64 { 0 }

    mutating func note(_ rows: [TableRow]) {
        for row in rows { facts.note(row) }
    }

    mutating func seal() {}

    mutating func judge(_ rows: [TableRow]) async throws -> [JudgedRow] {
        let snapshot = try await register.snapshot(
            ImportLookups(), effectiveOn: judging.job.effectiveOn)
        let reader = DistrictRowReader(facts: facts)
        return rows.map { row in
            judging.judge(
                reader.read(row, register: snapshot), row,
                demands: {
                    [.init(district: $0.code, column: 0, names: [($0.name, 1)])]
                },
                record: ImportFields.encode)
        }
    }

    mutating func remarks(lastRow: Int) -> [ImportProblem] { judging.answerProblems }
}
