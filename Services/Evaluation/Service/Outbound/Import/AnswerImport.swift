import EvaluationCore
import Foundation
import TaoliHost
import TaoliImports
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// `answers`: answers on paper. What somebody answered is kept beside the token only until it is
/// counted; then the staged row forgets it, and nothing can be taken back.
struct AnswerImport: ImportSubject {
    let register: RollRegister
    let now: @Sendable () -> Date

    var kind: String { EvaluationFile.answers.rawValue }
    var layout: TableLayout { EvaluationFile.answers.template.layout }
    var phaseMax: Int { 0 }

    func makeReader(_ job: ImportJob, answers: Data) async throws -> any ImportReader {
        AnswerImportReader(
            register: register, job: job.id, scope: job.creator.scope,
            today: CalendarDate(shanghai: now()))
    }

    func apply(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        let staged = try rows.map(StagedAnswer.init)
        let counted = try await SurveyAnswers.count(
            staged.map { ($0.token, $0.isSatisfied) }, on: CalendarDate(shanghai: now), in: tx)
        try await tx.execute(
            """
            UPDATE evaluation.import_staging SET record = NULL, cells = '{}' \
            WHERE job_id = \(job.id) AND row_number = any(\(rows.map(\.row)))
            """)
        return AppliedBatch(
            rows: staged.map { answer in
                counted.contains(answer.token)
                    ? AppliedRow(row: answer.row, effect: .new, steps: nil)
                    : AppliedRow(row: answer.row, effect: .none, steps: nil, refusal: Self.spent)
            }, events: [], subjects: [AggregateReference(type: "import_job", id: job.id)],
            districts: [])
    }

    func undo(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        throw ImportBlocked(Self.stays)
    }

    func dependent(on job: ImportJob, in tx: PostgresTransaction) async throws -> ImportProblem? {
        Self.stays
    }

    func stored(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data {
        try register.seal.seal(chunk: piece, job: job, offset: offset)
    }

    func received(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data {
        try register.seal.open(chunk: piece, job: job, offset: offset)
    }

    private static let spent = ImportProblem(
        "token-spent",
        Wording(
            "这个编码已经答过，或调查已经结束。", "The token has answered since, or its survey ended."))

    private static let stays = ImportProblem(
        "answers-stay",
        Wording(
            "答卷一经计入就不再与编码对应，不能撤销。",
            "Once counted, an answer belongs to no token any more and cannot be taken back."))
}

/// A staged answer.
private struct StagedAnswer {
    let row: Int64
    let token: Data
    let isSatisfied: Bool

    init(_ row: ImportedRow) throws {
        guard row.record.count == 2, let text = row.record[0],
            let token = Data(base64Encoded: text)
        else { throw StagedStudentError() }
        self.row = row.row
        self.token = token
        isSatisfied = row.record[1] == "1"
    }
}

/// Reads answers: the report shows neither token nor answer.
struct AnswerImportReader: ImportReader {
    let register: RollRegister
    let job: UUID
    let scope: DataScope
    let today: CalendarDate
    private var reader = AnswerRowReader()

    init(register: RollRegister, job: UUID, scope: DataScope, today: CalendarDate) {
        self.register = register
        self.job = job
        self.scope = scope
        self.today = today
    }

    var groupsTotal: Int64 { 0 }

    mutating func note(_ rows: [TableRow]) {}

    mutating func seal() {}

    mutating func judge(_ rows: [TableRow]) async throws -> [JudgedRow] {
        let candidates = rows.map { register.seal.candidates(token: AnswerRowReader.token($0)) }
        let states = try await states(candidates.flatMap(\.self))
        let stored = Set(
            try await register.staged(candidates.flatMap(\.self), of: job).map {
                try $0.get("key", as: String.self)
            })
        reader.beginBatch()
        return zip(rows, candidates).map { row, keys in
            let found = keys.first { states[$0] != nil }
            guard let key = found ?? keys.first else {
                preconditionFailure("a deployment has a key")
            }
            return judged(
                row, key, stored.contains(key.base64), found.flatMap { states[$0] } ?? .unknown)
        }
    }

    mutating func remarks(lastRow: Int) -> [ImportProblem] { [] }

    private mutating func judged(
        _ row: TableRow, _ key: StudentKey, _ isStored: Bool, _ state: TokenState
    ) -> JudgedRow {
        do throws(RowProblem) {
            let answer = try reader.read(row, token: key, isStored: isStored, state: state)
            return JudgedRow(
                row: row.number, verdict: .accepted, effect: .new, problems: [],
                cells: ["…", "…"],
                record: [key.base64, SurveyScale.isSatisfied(answer) ? "1" : "0"])
        } catch {
            return JudgedRow(
                row: row.number, verdict: .refused, effect: .none,
                problems: [ImportProblem(error)], cells: ["…", "…"], record: nil)
        }
    }

    /// Tokens of surveys that run in the importer's districts.
    private func states(_ tokens: [StudentKey]) async throws -> [StudentKey: TokenState] {
        let (scope, today) = (scope, today)
        let rows = try await register.read { tx in
            try await tx.query(
                """
                SELECT t.token AS student, t.is_spent, s.district FROM evaluation.survey_token t \
                JOIN evaluation.survey s ON s.id = t.survey_id \
                WHERE t.token = any(\(tokens.map(\.data))) AND s.status = 'open' \
                AND \(today.description)::date BETWEEN s.starts_on AND s.ends_on
                """)
        }
        var states: [StudentKey: TokenState] = [:]
        for row in rows where scope.admits([try row.district("district")]) {
            states[try row.student()] = try row.get("is_spent") ? .spent : .free
        }
        return states
    }
}
