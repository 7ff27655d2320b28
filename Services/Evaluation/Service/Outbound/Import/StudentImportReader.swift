import EvaluationCore
import Foundation
import TaoliImports
import TaoliModels
import TaoliPostgres

/// Reads rolls and results. Nothing of the whole file must be known before its rows are judged, so
/// the first pass only counts; what a file named before is asked of staging, so memory does not grow
/// with its rows.
struct StudentImportReader: ImportReader {
    private let register: RollRegister
    private let file: EvaluationFile
    private let job: UUID
    private let year: SchoolYear
    private var reader: StudentRowReader

    init(
        register: RollRegister, file: EvaluationFile, job: ImportJob, directory: SchoolDirectory
    ) {
        self.register = register
        self.file = file
        self.job = job.id
        year = SchoolYear(containing: job.effectiveOn)
        reader = StudentRowReader(file, directory, scope: job.creator.scope)
    }

    var groupsTotal: Int64 { 0 }

    mutating func note(_ rows: [TableRow]) {}

    mutating func seal() {}

    mutating func judge(_ rows: [TableRow]) async throws -> [JudgedRow] {
        let candidates = rows.map { register.seal.candidates(student: StudentRowReader.code($0)) }
        let known = try await register.known(
            candidates.flatMap(\.self), in: year, hasResults: file == .results)
        let current = try candidates.map(Self.current)
        var before: [StudentRowReader.Mark: SchoolID] = [:]
        for row in try await register.staged(current, of: job) {
            let text: String = try row.get("key")
            let school: String = try row.get("school")
            let mark = StudentRowReader.Mark(
                student: StudentKey(Array(Data(base64Encoded: text) ?? Data())),
                subject: try row.get("subject"))
            before[mark] = SchoolID(school)
        }
        reader.beginBatch()
        return rows.indices.map { judged(rows[$0], current[$0], candidates[$0], known, before) }
    }

    private static func current(_ keys: [StudentKey]) throws -> StudentKey {
        guard let current = keys.first else { throw StagedStudentError() }
        return current
    }

    mutating func remarks(lastRow: Int) -> [ImportProblem] { [] }

    private mutating func judged(
        _ row: TableRow, _ current: StudentKey, _ keys: [StudentKey], _ known: RollRegister.Known,
        _ before: [StudentRowReader.Mark: SchoolID]
    ) -> JudgedRow {
        let subject = row.cells.count > 3 ? row[3] : ""
        let result = keys.lazy.compactMap {
            known.results[StudentRowReader.Mark(student: $0, subject: subject)]
        }.first
        do throws(RowProblem) {
            let (record, isNew) = try reader.read(
                row, student: current, before: before,
                enrolled: keys.lazy.compactMap { known.enrolments[$0] }.first, known: result)
            return JudgedRow(
                row: row.number, verdict: .accepted, effect: isNew ? .new : .unchanged,
                problems: [], cells: Self.cells(row),
                record: StagedStudent(key: current, record: record).fields)
        } catch {
            return JudgedRow(
                row: row.number, verdict: .refused, effect: .none,
                problems: [ImportProblem(error)], cells: Self.cells(row), record: nil)
        }
    }

    /// The row's cells, bounded; the report does not say which student it was: its number does.
    private static func cells(_ row: TableRow) -> [String] {
        ["…"] + row.cells.dropFirst().map { String($0.prefix(ImportLimits.cellCharactersMax)) }
    }
}

/// An accepted row as it is staged.
struct StagedStudent: Sendable {
    let key: Data
    let school: UUID
    let district: String
    let stage: String
    /// `nil` in a roll.
    let score: StudentScore?

    init(key: StudentKey, record: StudentRecord) {
        self.key = key.data
        switch record {
        case .enrolled(let school, let stage):
            self.school = school.id.rawValue
            district = school.district.rawValue
            self.stage = stage.rawValue
            score = nil
        case .result(let school, let stage, let result):
            self.school = school.id.rawValue
            district = school.district.rawValue
            self.stage = stage.rawValue
            score = result
        }
    }

    var fields: [String?] {
        let own: [String?] = [key.base64EncodedString(), school.uuidString, district, stage]
        guard let score else { return own }
        return own + [
            score.subject, score.score.map(String.init), score.prior.map(String.init),
            score.isPassed.map { $0 ? "1" : "0" }, score.absence.rawValue,
        ]
    }

    /// - Throws: `StagedStudentError` for fields that this build did not write.
    init(_ fields: [String?]) throws {
        guard fields.count == 4 || fields.count == 9, let text = fields[0],
            let key = Data(base64Encoded: text), let id = fields[1],
            let school = UUID(uuidString: id), let district = fields[2], let stage = fields[3]
        else { throw StagedStudentError() }
        self.key = key
        self.school = school
        self.district = district
        self.stage = stage
        guard fields.count == 9 else {
            score = nil
            return
        }
        guard let subject = fields[4],
            let absence = fields[8].flatMap({ StudentScore.Absence(rawValue: $0) })
        else { throw StagedStudentError() }
        score = StudentScore(
            subject: subject, score: fields[5].flatMap { Int($0) },
            prior: fields[6].flatMap { Int($0) }, isPassed: fields[7].map { $0 == "1" },
            absence: absence)
    }
}

/// A staged row is not what this build stages.
struct StagedStudentError: Error {}
