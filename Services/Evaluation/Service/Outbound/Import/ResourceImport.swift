import EvaluationCore
import Foundation
import TaoliHost
import TaoliImports
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// `resources`: what schools have. It tells of no aggregate: a cycle freezes what it used, so nothing
/// that was computed changes with it.
struct ResourceImport: ImportSubject {
    let register: RollRegister

    var kind: String { EvaluationFile.resources.rawValue }
    var layout: TableLayout { EvaluationFile.resources.template.layout }
    var phaseMax: Int { 0 }

    func makeReader(_ job: ImportJob, answers: Data) async throws -> any ImportReader {
        let year = SchoolYear(containing: job.effectiveOn)
        // A few thousand rows: schools of a city by stage.
        let known = try await register.read { tx in
            try await tx.query(SchoolResourceTable.select(year)).map(SchoolResourceTable.decode)
        }
        return ResourceImportReader(
            reader: ResourceRowReader(
                try await register.directory(), scope: job.creator.scope,
                known: Dictionary(known.map { ($0.place, $0.resources) }) { first, _ in first }))
    }

    func apply(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        let staged = try rows.map { ($0, try StagedResources.decode($0.record)) }
        let fresh = staged.filter { $0.0.effect != .unchanged }.map(\.1)
        let year = SchoolYear(containing: job.effectiveOn)
        var written: Set<ResourceRowReader.Place> = []
        if !fresh.isEmpty {
            for row in try await tx.query(SchoolResourceTable.insert(fresh, job.id, year)) {
                written.insert(
                    ResourceRowReader.Place(
                        school: try row.id("school_id"), stage: try row.value("stage")))
            }
        }
        let applied = staged.map { row, own -> AppliedRow in
            if row.effect == .unchanged {
                return AppliedRow(row: row.row, effect: .unchanged, steps: nil)
            }
            return written.contains(own.place)
                ? AppliedRow(row: row.row, effect: .new, steps: "+")
                : AppliedRow(row: row.row, effect: .none, steps: nil, refusal: Self.taken)
        }
        return batch(applied, staged.map(\.1), job)
    }

    func undo(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        let staged = try rows.map { try StagedResources.decode($0.record) }
        try await tx.execute(
            SchoolResourceTable.delete(
                staged.map(\.place), job.id, SchoolYear(containing: job.effectiveOn)))
        return batch(
            rows.map { AppliedRow(row: $0.row, effect: $0.effect, steps: nil) }, staged, job)
    }

    func dependent(on job: ImportJob, in tx: PostgresTransaction) async throws -> ImportProblem? {
        nil
    }

    private func batch(
        _ rows: [AppliedRow], _ staged: [SchoolResourceTable.Row], _ job: ImportJob
    ) -> AppliedBatch {
        AppliedBatch(
            rows: rows, events: [],
            subjects: [AggregateReference(type: "import_job", id: job.id)],
            districts: Set(staged.map(\.district)).sorted())
    }

    private static let taken = ImportProblem(
        "taken-meanwhile",
        Wording(
            "检查之后，该校该学段已由其他导入登记；请重新检查。",
            "Another import has the school and stage since the check; check again."))
}

/// Reads resources; the report shows all cells, which name schools alone.
private struct ResourceImportReader: ImportReader {
    var reader: ResourceRowReader

    var groupsTotal: Int64 { 0 }

    mutating func note(_ rows: [TableRow]) {}

    mutating func seal() {}

    mutating func judge(_ rows: [TableRow]) async throws -> [JudgedRow] { rows.map { judged($0) } }

    mutating func remarks(lastRow: Int) -> [ImportProblem] { [] }

    private mutating func judged(_ row: TableRow) -> JudgedRow {
        let cells = row.cells.map { String($0.prefix(ImportLimits.cellCharactersMax)) }
        do throws(RowProblem) {
            let (record, isNew) = try reader.read(row)
            return JudgedRow(
                row: row.number, verdict: .accepted, effect: isNew ? .new : .unchanged,
                problems: [], cells: cells, record: StagedResources.encode(record))
        } catch {
            return JudgedRow(
                row: row.number, verdict: .refused, effect: .none,
                problems: [ImportProblem(error)], cells: cells, record: nil)
        }
    }
}

/// An accepted row as it is staged.
private enum StagedResources {
    static func encode(_ record: ResourceRowReader.Record) -> [String?] {
        [
            "\(record.school.id)", record.school.district.rawValue, record.stage.rawValue,
            String(record.resources.students), SchoolResourceTable.text(record.resources.amounts),
        ]
    }

    /// - Throws: `StagedStudentError` for fields that this build did not write.
    static func decode(_ fields: [String?]) throws -> SchoolResourceTable.Row {
        let own = fields.compactMap(\.self)
        guard own.count == 5, let school = SchoolID(own[0]), let district = DistrictCode(own[1]),
            let stage = Stage(rawValue: own[2]), let students = Int(own[3])
        else { throw StagedStudentError() }
        return SchoolResourceTable.Row(
            place: ResourceRowReader.Place(school: school, stage: stage), district: district,
            resources: SchoolResources(
                students: students, amounts: SchoolResourceTable.amounts(own[4])))
    }
}
