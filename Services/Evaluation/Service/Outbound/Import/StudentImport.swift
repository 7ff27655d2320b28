import EvaluationCore
import Foundation
import TaoliImports
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliSheets

/// `rolls` and `results`: students by keyed digests, their files sealed. Neither tells of an
/// aggregate: a cycle freezes what it used, so nothing that was computed changes with them.
struct StudentImport: ImportSubject {
    let register: RollRegister
    /// Rolls or results.
    let file: EvaluationFile

    var kind: String { file.rawValue }
    var layout: TableLayout { file.template.layout }
    var phaseMax: Int { 0 }

    /// A city's students in one CSV; a workbook ends at a spreadsheet's own bound.
    var limits: SheetLimits {
        var limits = SheetLimits.standard
        limits.rowsMax = 4_000_000
        return limits
    }

    func makeReader(_ job: ImportJob, answers: Data) async throws -> any ImportReader {
        StudentImportReader(
            register: register, file: file, job: job, directory: try await register.directory())
    }

    func apply(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        let staged = try rows.map { ($0, try StagedStudent($0.record)) }
        let fresh = staged.filter { $0.0.effect != .unchanged }
        let year = SchoolYear(containing: job.effectiveOn).description
        let statement =
            file == .rolls
            ? Self.enrol(fresh.map(\.1), job.id, year) : Self.score(fresh.map(\.1), job.id, year)
        var written: Set<Data> = []
        if !fresh.isEmpty {
            for row in try await tx.query(statement) {
                written.insert(
                    Self.mark(try row.get("student"), try row.get("subject", as: String.self)))
            }
        }
        let applied = staged.map { row, student -> AppliedRow in
            if row.effect == .unchanged {
                return AppliedRow(row: row.row, effect: .unchanged, steps: nil)
            }
            if written.contains(Self.mark(student.key, student.score?.subject ?? "")) {
                return AppliedRow(row: row.row, effect: .new, steps: "+")
            }
            return AppliedRow(row: row.row, effect: .none, steps: nil, refusal: Self.taken)
        }
        return batch(applied, staged.map(\.1), job)
    }

    func undo(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        let staged = try rows.map { try StagedStudent($0.record) }
        if let problem = try await dependent(on: job, in: tx) { throw ImportBlocked(problem) }
        let keys = staged.map(\.key)
        let year = SchoolYear(containing: job.effectiveOn).description
        if file == .rolls {
            try await tx.execute(
                """
                DELETE FROM evaluation.enrolled_student WHERE school_year = \(year) \
                AND job_id = \(job.id) AND student = any(\(keys))
                """)
        } else {
            try await tx.execute(
                """
                DELETE FROM evaluation.student_result r \
                USING unnest(\(keys), \(staged.map { $0.score?.subject ?? "" })) AS u(student, subject) \
                WHERE r.school_year = \(year) AND r.job_id = \(job.id) \
                AND r.student = u.student AND r.subject = u.subject
                """)
        }
        return batch(
            rows.map { AppliedRow(row: $0.row, effect: $0.effect, steps: nil) }, staged, job)
    }

    /// Results rest on the roll that their students are on. Which students those are cannot be told
    /// of results under another key: then all of the same school and stage are taken to.
    func dependent(on job: ImportJob, in tx: PostgresTransaction) async throws -> ImportProblem? {
        guard file == .rolls else { return nil }
        let year = SchoolYear(containing: job.effectiveOn).description
        let rows = try await tx.query(
            """
            SELECT 1 FROM evaluation.enrolled_student e \
            JOIN evaluation.student_result r USING (school_year, student) \
            WHERE e.school_year = \(year) AND e.job_id = \(job.id) LIMIT 1
            """)
        if !rows.isEmpty { return Self.hasResults }
        guard try await spansKeys(job, year, tx) else { return nil }
        let others = try await tx.query(
            """
            SELECT 1 FROM (SELECT DISTINCT school_id, stage, substring(student FROM 1 FOR 4) AS key \
            FROM evaluation.enrolled_student WHERE school_year = \(year) AND job_id = \(job.id)) e \
            JOIN evaluation.student_result r USING (school_id, stage) \
            WHERE r.school_year = \(year) AND substring(r.student FROM 1 FOR 4) <> e.key LIMIT 1
            """)
        return others.isEmpty ? nil : Self.hasResults
    }

    /// Whether the year has results under another key than the job's students: a digest begins with
    /// the number of its key, so that the first and the last one tell.
    private func spansKeys(_ job: ImportJob, _ year: String, _ tx: PostgresTransaction)
        async throws -> Bool
    {
        let rows = try await tx.query(
            """
            SELECT count(DISTINCT substring(k.student FROM 1 FOR 4)) > 1 AS spans FROM (\
            (SELECT student FROM evaluation.enrolled_student WHERE job_id = \(job.id) LIMIT 1) \
            UNION ALL (SELECT student FROM evaluation.student_result \
            WHERE school_year = \(year) ORDER BY student LIMIT 1) \
            UNION ALL (SELECT student FROM evaluation.student_result \
            WHERE school_year = \(year) ORDER BY student DESC LIMIT 1)) k
            """)
        return try rows.first?.get("spans") ?? false
    }

    func stored(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data {
        try register.seal.seal(chunk: piece, job: job, offset: offset)
    }

    func received(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data {
        try register.seal.open(chunk: piece, job: job, offset: offset)
    }

    private func batch(_ rows: [AppliedRow], _ students: [StagedStudent], _ job: ImportJob)
        -> AppliedBatch
    {
        AppliedBatch(
            rows: rows, events: [],
            subjects: [AggregateReference(type: "import_job", id: job.id)],
            districts: Set(students.map(\.district)).compactMap { DistrictCode($0) })
    }

    private static func mark(_ key: Data, _ subject: String) -> Data { key + Data(subject.utf8) }

    private static let taken = ImportProblem(
        "taken-meanwhile",
        Wording(
            "检查之后，该生已由其他导入登记；请重新检查。",
            "Another import has the student since the check; check again."))

    private static let hasResults = ImportProblem(
        "results-rest-on-it",
        Wording(
            "这些学生已有成绩；请先撤销成绩的导入。",
            "Its students have results: undo the import of the results first."))
}

// MARK: - Statements

extension StudentImport {
    private static func enrol(_ students: [StagedStudent], _ job: UUID, _ year: String) -> SQL {
        """
        INSERT INTO evaluation.enrolled_student (district, school_year, student, school_id, stage, \
        job_id) SELECT s.district, \(year), s.student, s.school_id, s.stage, \(job) \
        FROM unnest(\(students.map(\.district)), \(students.map(\.key)), \
        \(students.map(\.school)), \(students.map(\.stage))) \
        AS s(district, student, school_id, stage) ON CONFLICT DO NOTHING \
        RETURNING student, '' AS subject
        """
    }

    private static func score(_ students: [StagedStudent], _ job: UUID, _ year: String) -> SQL {
        """
        INSERT INTO evaluation.student_result (district, school_year, student, school_id, stage, \
        subject, score, prior, is_passed, absence, job_id) \
        SELECT s.district, \(year), s.student, s.school_id, s.stage, s.subject, s.score, s.prior, \
        s.is_passed, s.absence, \(job) FROM unnest(\(students.map(\.district)), \
        \(students.map(\.key)), \(students.map(\.school)), \(students.map(\.stage)), \
        \(students.map { $0.score?.subject ?? "" }), \
        \(students.map { $0.score?.score.map { Int32($0) } }), \
        \(students.map { $0.score?.prior.map { Int32($0) } }), \
        \(students.map { $0.score?.isPassed }), \
        \(students.map { $0.score?.absence.rawValue ?? "missing" })) AS s(district, student, \
        school_id, stage, subject, score, prior, is_passed, absence) ON CONFLICT DO NOTHING \
        RETURNING student, subject
        """
    }
}
