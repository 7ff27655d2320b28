import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliSheets

/// The report of a checked job: some rows on the screen, all of them in files.
struct ImportReport: Sendable {
    /// Most doubtful and refused rows shown; all of them are in the file of `--report`.
    static let rowsShown = 100

    let job: Taoli_Registry_V1_ImportJob
    /// The first doubtful and refused rows.
    let rows: [Taoli_Registry_V1_ImportRow]
    /// How many there are.
    let rowCount: Int64

    /// Reads the doubtful and refused rows page by page, writing files on the way.
    ///
    /// - Parameters:
    ///   - source: the file imported, for the file of rejected rows.
    ///   - report: where to write the rejected rows; `nil` for nowhere.
    ///   - template: where to write the questions; `nil` for nowhere.
    init(
        _ job: Taoli_Registry_V1_ImportJob, run: ImportRun, source: String?, report: String?,
        template: String?
    ) async throws {
        var shown: [Taoli_Registry_V1_ImportRow] = []
        var count: Int64 = 0
        var rejected: RejectedRowsFile?
        if let report {
            rejected = await RejectedRowsFile(
                path: report, source: source,
                template: (ImportTemplates.all + ImportTemplates.evaluation)
                    .first { $0.name == job.kind.term.key },
                language: run.context.language)
        }
        var questions = try template.map { try AnswersTemplate(path: $0) }
        var cursor = ""
        repeat {
            let answer = try await run.calls.listImportRows(
                .with {
                    $0.jobID = job.id
                    $0.page = .at(cursor)
                    $0.verdicts = [.doubtful, .refused]
                })
            for row in answer.rows {
                count += 1
                if shown.count < ImportReport.rowsShown { shown.append(row) }
                try await rejected?.append(row)
                try questions?.append(row)
            }
            guard answer.nextCursor.isEmpty || answer.nextCursor != cursor else {
                throw CommandContext.repeatedCursor
            }
            cursor = answer.nextCursor
        } while !cursor.isEmpty
        try rejected?.finish()
        try questions?.finish()
        self.job = job
        rows = shown
        rowCount = count
    }

    /// One line a question or reason.
    var findings: [RowFinding] {
        rows.flatMap { row in row.problems.map { RowFinding(row: row, problem: $0) } }
    }

    var json: JSONValue {
        [
            "job": job.json, "counts": job.counts.json, "rows": .array(rows.map(\.json)),
            "rows_total": .integer(rowCount),
        ]
    }

    /// Writes the table of rows and the line of counts.
    func show(in context: CommandContext) throws {
        if !findings.isEmpty {
            try context.console.writeData(context.section(findings).text + "\n")
        }
        try context.console.data(job.summary.text(in: context.language))
        try context.console.data(job.effects.text(in: context.language))
        for problem in job.problems {
            context.console.note(problem.text(in: context.language).harmless)
        }
        if rowCount > Int64(rows.count) {
            context.console.note(
                context.text(
                    "另有 \(rowCount - Int64(rows.count)) 行未显示；用 --report 文件 取得全部。",
                    "\(rowCount - Int64(rows.count)) more rows are not shown: --report FILE has all."
                ))
        }
    }
}
