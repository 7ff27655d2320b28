package import Foundation
import TaoliModels
package import TaoliPostgres

/// The statements on a service's import tables, which its migration makes: `import_job`,
/// `import_chunk`, `import_touch` and `import_staging` in the service's schema.
package struct ImportTables: Sendable {
    let schema: String

    /// - Parameter schema: the service's name.
    package init(schema: String) { self.schema = schema }

    static let columns = """
        id, district, kind, state, file_name, size_bytes, sha256, received_bytes, effective_on, \
        rows_done, rows_total, groups_total, accepted, doubtful, refused, new_rows, changed, \
        unchanged, skipped, report_hash, problems, applied_before_by, answers, creator, confirmer, \
        reason, phase, last_row, batches, failures, created_at
        """

    /// A job by its id, in the transaction's scope.
    /// - Parameter lock: `FOR UPDATE`, for whoever changes it.
    package func job(_ id: UUID, lock: Bool = false) -> SQL {
        """
        SELECT \(raw: ImportTables.columns) FROM \(raw: schema).import_job WHERE id = \(id)\
        \(raw: lock ? " FOR UPDATE" : "")
        """
    }

    /// The job on which the runner works next: the one that waits longest.
    func nextJob() -> SQL {
        """
        SELECT \(raw: ImportTables.columns) FROM \(raw: schema).import_job \
        WHERE state IN ('checking', 'applying', 'undoing') ORDER BY changed_at, id LIMIT 1
        """
    }

    /// Whether another job is at work, or its turn comes before that of a job that has not begun.
    package func isBehind(_ job: UUID) -> SQL {
        """
        SELECT EXISTS (SELECT FROM \(raw: schema).import_job o, \(raw: schema).import_job j \
        WHERE j.id = \(job) AND o.id <> j.id AND o.state IN ('checking', 'applying', 'undoing') \
        AND (o.rows_done > 0 OR (o.changed_at, o.id) < (j.changed_at, j.id))) AS behind
        """
    }

    /// The latest job of the kind that applied the same bytes; a row with its id, or none.
    package func appliedBefore(kind: String, sha256: String) -> SQL {
        """
        SELECT id FROM \(raw: schema).import_job WHERE kind = \(kind) AND sha256 = \(sha256) \
        AND state = 'applied' ORDER BY created_at DESC, id LIMIT 1
        """
    }

    /// Stores a new job in its creator's home district.
    /// - Throws: `EncodingError` when the creator cannot be written as JSON.
    package func insert(_ job: ImportJob) throws -> SQL {
        """
        INSERT INTO \(raw: schema).import_job (id, district, kind, state, file_name, size_bytes, \
        sha256, effective_on, applied_before_by, creator, created_at, changed_at) VALUES \
        (\(job.id), \(job.creator.homeDistrict), \(job.kind), \(job.state), \(job.fileName), \
        \(job.sizeBytes), \(job.sha256), \(job.effectiveOn.description)::date, \
        \(job.appliedBeforeBy), \(try CallerRecord.encode(job.creator)), \(job.createdAt), now())
        """
    }

    /// Stores everything of a job that changes.
    package func update(_ job: ImportJob) throws -> SQL {
        """
        UPDATE \(raw: schema).import_job SET state = \(job.state), \
        received_bytes = \(job.receivedBytes), rows_done = \(job.rowsDone), \
        rows_total = \(job.rowsTotal), groups_total = \(job.groupsTotal), \
        accepted = \(job.counts.accepted), doubtful = \(job.counts.doubtful), \
        refused = \(job.counts.refused), new_rows = \(job.counts.new), \
        changed = \(job.counts.changed), unchanged = \(job.counts.unchanged), \
        skipped = \(job.counts.skipped), report_hash = \(job.reportHash), \
        problems = \(try ImportProblem.encode(job.problems) ?? "[]"), answers = \(job.answers), \
        confirmer = \(try job.confirmer.map(CallerRecord.encode)), reason = \(job.reason), \
        phase = \(job.position.phase), last_row = \(job.position.row), batches = \(job.batches), \
        failures = \(job.failures), changed_at = now() WHERE id = \(job.id)
        """
    }

    /// Stores one piece of the file; a second one at the same place violates the table's key.
    /// - Parameter offset: the piece's first byte in the file, from 0.
    package func insertChunk(_ job: ImportJob, at offset: Int64, _ data: Data) -> SQL {
        """
        INSERT INTO \(raw: schema).import_chunk (job_id, byte_offset, district, data) \
        VALUES (\(job.id), \(offset), \(job.creator.homeDistrict), \(data))
        """
    }

    func chunk(_ job: UUID, at offset: Int64) -> SQL {
        """
        SELECT data FROM \(raw: schema).import_chunk \
        WHERE job_id = \(job) AND byte_offset = \(offset)
        """
    }

    /// Removes the file of a job that will not be checked again.
    func removeChunks(_ job: UUID) -> SQL {
        "DELETE FROM \(raw: schema).import_chunk WHERE job_id = \(job)"
    }

    /// Reads a job from a row.
    /// - Throws: `PostgresError`, `DecodingError` for rows that were not written here.
    package func decode(_ row: PostgresRow) throws -> ImportJob {
        let day: String = try row.get("effective_on")
        guard let effectiveOn = CalendarDate(day) else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: day))
        }
        var job = ImportJob(
            id: try row.get("id"), kind: try row.get("kind"), fileName: try row.get("file_name"),
            sizeBytes: try row.get("size_bytes"), sha256: try row.get("sha256"),
            effectiveOn: effectiveOn, appliedBeforeBy: try row.get("applied_before_by"),
            creator: try CallerRecord.decode(try row.get("creator")),
            createdAt: try row.get("created_at"))
        job.state = try row.get("state")
        job.receivedBytes = try row.get("received_bytes")
        job.rowsDone = try row.get("rows_done")
        job.rowsTotal = try row.get("rows_total")
        job.groupsTotal = try row.get("groups_total")
        job.counts.accepted = try row.get("accepted")
        job.counts.doubtful = try row.get("doubtful")
        job.counts.refused = try row.get("refused")
        job.counts.new = try row.get("new_rows")
        job.counts.changed = try row.get("changed")
        job.counts.unchanged = try row.get("unchanged")
        job.counts.skipped = try row.get("skipped")
        job.reportHash = try row.get("report_hash")
        job.problems = try ImportProblem.decode(try row.get("problems"))
        job.answers = try row.get("answers")
        job.confirmer = try row.get("confirmer", as: String?.self).map(CallerRecord.decode)
        job.reason = try row.get("reason")
        job.position = ImportPosition(phase: try row.get("phase"), row: try row.get("last_row"))
        job.batches = try row.get("batches")
        job.failures = try row.get("failures")
        return job
    }

    /// The one job of a result. Throws `import-not-found` when there is none.
    package func require(_ rows: [PostgresRow]) throws -> ImportJob {
        guard let row = rows.first else { throw ImportRefusals.notFound }
        return try decode(row)
    }
}
