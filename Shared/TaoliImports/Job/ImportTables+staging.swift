package import Foundation
package import TaoliPostgres

/// The statements on staging, all for the role that sees every district.
extension ImportTables {
    func copyStaging() -> SQL {
        "COPY \(raw: schema).import_staging (\(raw: StagingText.columns)) FROM STDIN"
    }

    func progress(_ job: UUID, done: Int64, total: Int64) -> SQL {
        """
        UPDATE \(raw: schema).import_job SET rows_done = \(done), rows_total = \(total) \
        WHERE id = \(job)
        """
    }

    /// The first rows of a job. A range of the key, not a list of rows: the statistics may know nothing
    /// of a job yet, and a join planned for one row runs for hours over many.
    func cleanStaging(_ job: UUID) -> SQL {
        """
        DELETE FROM \(raw: schema).import_staging WHERE job_id = \(job) AND row_number <= (\
        SELECT max(row_number) FROM (SELECT row_number FROM \(raw: schema).import_staging \
        WHERE job_id = \(job) ORDER BY row_number LIMIT \(ImportLimits.cleanRowsMax)) AS first)
        """
    }

    /// A job that nobody went on with for long, and that still keeps a file or rows of it. What was
    /// applied keeps its rows: undoing needs them.
    func abandonedJob() -> SQL {
        """
        SELECT \(raw: ImportTables.columns) FROM \(raw: schema).import_job j \
        WHERE j.changed_at < now() - \(ImportLimits.restDaysMax) * interval '1 day' \
        AND (j.state IN ('uploading', 'checked') OR j.state = 'unusable' AND EXISTS (\
        SELECT FROM \(raw: schema).import_staging s WHERE s.job_id = j.id)) \
        ORDER BY j.changed_at, j.id LIMIT 1
        """
    }

    private static let rowColumns =
        "row_number, phase, record, effect, coalesce(steps, '') AS steps"

    /// The next accepted rows after a position, of that position's phase.
    func rowsToApply(_ job: ImportJob) -> SQL {
        """
        SELECT \(raw: ImportTables.rowColumns) FROM \(raw: schema).import_staging \
        WHERE job_id = \(job.id) AND row_number > \(job.position.row) \
        AND phase = \(job.position.phase) AND verdict = \(ImportVerdict.accepted) \
        ORDER BY row_number LIMIT \(ImportLimits.batchRowsMax)
        """
    }

    /// The next rows before a position, of that position's phase, that did something.
    func rowsToUndo(_ job: ImportJob) -> SQL {
        """
        SELECT \(raw: ImportTables.rowColumns) FROM \(raw: schema).import_staging \
        WHERE job_id = \(job.id) AND row_number < \(job.position.row) \
        AND phase = \(job.position.phase) AND steps IS NOT NULL \
        ORDER BY row_number DESC LIMIT \(ImportLimits.batchRowsMax)
        """
    }

    func decodeRow(_ row: PostgresRow) throws -> ImportedRow {
        ImportedRow(
            row: try row.get(0), phase: try row.get(1), record: try row.get(2),
            steps: try row.get(4), effect: try row.get(3))
    }

    /// Stores what became of rows; a refused one changes its verdict. Each row finds its values by a
    /// binary search in the sorted numbers, not by a join, for the reason of `cleanStaging`.
    func storeApplied(_ job: UUID, _ rows: [AppliedRow]) throws -> SQL {
        let rows = rows.sorted { $0.row < $1.row }
        let numbers = rows.map(\.row)
        let place: SQL = "width_bucket(s.row_number, \(numbers)::bigint[])"
        let problems = try rows.map { try ImportProblem.encode($0.refusal.map { [$0] } ?? []) }
        let problem: SQL = "(\(problems)::text[])[\(fragment: place)]"
        return """
            UPDATE \(raw: schema).import_staging AS s SET effect = \
            (\(rows.map { Int64($0.effect.rawValue) })::bigint[])[\(fragment: place)]::smallint, \
            steps = (\(rows.map(\.steps))::text[])[\(fragment: place)], \
            verdict = CASE WHEN \(fragment: problem) IS NULL THEN s.verdict \
            ELSE \(ImportVerdict.refused) END, \
            problems = coalesce(\(fragment: problem), s.problems) \
            WHERE s.job_id = \(job) AND s.row_number = ANY(\(numbers)::bigint[])
            """
    }

    /// Forgets what was undone.
    func storeUndone(_ job: UUID, _ rows: [AppliedRow]) -> SQL {
        """
        UPDATE \(raw: schema).import_staging SET steps = NULL \
        WHERE job_id = \(job) AND row_number = ANY(\(rows.map(\.row)))
        """
    }

    /// A page of the report, in the file's order.
    /// - Parameter verdicts: only these; empty for all.
    package func page(
        _ job: UUID, after row: Int64, verdicts: [ImportVerdict], limit: Int
    ) -> SQL {
        let filter: SQL =
            verdicts.isEmpty
            ? "" : " AND verdict = ANY(\(verdicts.map { Int64($0.rawValue) }))"
        return """
            SELECT row_number, verdict, effect, problems, cells FROM \(raw: schema).import_staging \
            WHERE job_id = \(job) AND row_number > \(row)\(fragment: filter) \
            ORDER BY row_number LIMIT \(limit)
            """
    }

    /// Reads a row of a page.
    package func decodeReported(_ row: PostgresRow) throws -> ReportedRow {
        ReportedRow(
            row: try row.get(0), verdict: try row.get(1), effect: try row.get(2),
            problems: try ImportProblem.decode(try row.get(3, as: String?.self)),
            cells: try row.get(4))
    }
}

/// One row of the report.
package struct ReportedRow: Sendable {
    /// Row number as a spreadsheet shows it.
    package let row: Int64
    package let verdict: ImportVerdict
    package let effect: ImportEffect
    /// What is wrong or asked; empty for a plain row.
    package let problems: [ImportProblem]
    /// The row's cells in the layout's order, bounded.
    package let cells: [String]

    /// The same row with other cells.
    package func with(cells: [String]) -> ReportedRow {
        ReportedRow(
            row: row, verdict: verdict, effect: effect, problems: problems, cells: cells)
    }
}
