import Foundation
import RegistryCore
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// `registry.import_staging`: rows of staff files as they were read, and what undoing them needs.
struct SealedImportRows: SealedRows {
    static let table = "registry.import_staging"

    struct Position: Sendable {
        let job: UUID
        let row: Int64
    }

    /// How the sealed text of a row begins, of `registry.import_staging AS s`: everything in a row
    /// is sealed together, so any part of it tells the key.
    static var mark: SQL {
        let cells: [SQL] = StaffRowReader.personal.map { personal in
            "nullif(s.cells[\(raw: String(personal.column + 1))], '')"
        }
        let all: [SQL] = ["s.record[1]"] + cells
        let parts = all.joined(separator: ", ")
        // The server may compute it before it leaves out rows of other imports, whose plain texts
        // are no base64: of those it makes NULL.
        return """
            substring(decode(substring(coalesce(\(fragment: parts)) \
            from '^[A-Za-z0-9+/]{8}'), 'base64') from 1 for 4)
            """
    }

    func outdated(after last: Position?, _ seal: PersonSeal, _ tx: PostgresTransaction)
        async throws -> [Position]
    {
        try await tx.query(
            """
            SELECT s.job_id, s.row_number FROM registry.import_staging s \
            JOIN registry.import_job j ON j.id = s.job_id AND j.kind = 'staff' \
            WHERE \(fragment: Self.mark) < \(try seal.currentMarks().sealed) \
            AND (\(last?.job)::uuid IS NULL \
            OR (s.job_id, s.row_number) > (\(last?.job)::uuid, \(last?.row)::bigint)) \
            ORDER BY s.job_id, s.row_number LIMIT \(SealedBatch.max)
            """
        ).map { Position(job: try $0.get("job_id"), row: try $0.get("row_number")) }
    }

    func renew(_ positions: [Position], _ seal: PersonSeal, _ tx: PostgresTransaction)
        async throws -> SealedBatch
    {
        let rows = try await tx.query(
            """
            SELECT s.job_id, s.row_number, s.cells, s.record, coalesce(s.steps, '') AS steps \
            FROM registry.import_staging s WHERE (s.job_id, s.row_number) IN (SELECT * \
            FROM unnest(\(positions.map(\.job)), \(positions.map(\.row)))) \
            AND \(fragment: Self.mark) < \(try seal.currentMarks().sealed) \
            ORDER BY s.job_id, s.row_number FOR UPDATE SKIP LOCKED
            """)
        var batch = SealedBatch()
        var writes: [SQL] = []
        for row in rows {
            do {
                writes.append(try Self.sealedAnew(row, seal))
                let job = AggregateReference(type: "import_job", id: try row.get("job_id"))
                if batch.subjects.last != job { batch.subjects.append(job) }
            } catch is KeyringError {
                batch.unreadable += 1
            }
        }
        if !writes.isEmpty { _ = try await tx.pipeline(writes) }
        return batch
    }

    private static func sealedAnew(_ row: PostgresRow, _ seal: PersonSeal) throws -> SQL {
        let (job, number): (UUID, Int64) = (try row.get("job_id"), try row.get("row_number"))
        func again(_ text: String, _ column: String) throws -> String {
            let plain = try seal.open(text, job: job, row: Int(number), column)
            return try seal.seal(plain, job: job, row: Int(number), column)
        }
        var cells: [String] = try row.get("cells")
        for (column, name) in StaffRowReader.personal
        where cells.indices.contains(column) && !cells[column].isEmpty {
            cells[column] = try again(cells[column], name)
        }
        var record = try row.get("record", as: [String?]?.self)
        if let sealed = record?.first ?? nil { record?[0] = try again(sealed, "record") }
        let steps = try ImportStep.decode(try row.get("steps")).map { step in
            guard case .staff(let person, .revised(let before)) = step else { return step }
            return ImportStep.staff(person, .revised(before: try again(before, "steps")))
        }
        return """
            UPDATE registry.import_staging SET cells = \(cells), record = \(record), \
            steps = \(try ImportStep.encode(steps)) \
            WHERE job_id = \(job) AND row_number = \(number)
            """
    }
}

/// `registry.import_chunk`: pieces of staff files that are not applied yet.
struct SealedImportFiles: SealedRows {
    static let table = "registry.import_chunk"

    struct Position: Sendable {
        let job: UUID
        let offset: Int64
    }

    func outdated(after last: Position?, _ seal: PersonSeal, _ tx: PostgresTransaction)
        async throws -> [Position]
    {
        try await tx.query(
            """
            SELECT c.job_id, c.byte_offset FROM registry.import_chunk c \
            JOIN registry.import_job j ON j.id = c.job_id AND j.kind = 'staff' \
            WHERE substring(c.data from 1 for 4) < \(try seal.currentMarks().sealed) \
            AND (\(last?.job)::uuid IS NULL \
            OR (c.job_id, c.byte_offset) > (\(last?.job)::uuid, \(last?.offset)::bigint)) \
            ORDER BY c.job_id, c.byte_offset LIMIT \(Self.piecesMax)
            """
        ).map { Position(job: try $0.get("job_id"), offset: try $0.get("byte_offset")) }
    }

    /// Pieces of one batch: each has up to 256 KiB.
    private static let piecesMax = 8

    /// A piece is taken out and put back: nobody may change one.
    func renew(_ positions: [Position], _ seal: PersonSeal, _ tx: PostgresTransaction)
        async throws -> SealedBatch
    {
        let rows = try await tx.query(
            """
            SELECT c.job_id, c.byte_offset, c.district, c.data FROM registry.import_chunk c \
            WHERE (c.job_id, c.byte_offset) IN (SELECT * \
            FROM unnest(\(positions.map(\.job)), \(positions.map(\.offset)))) \
            AND substring(c.data from 1 for 4) < \(try seal.currentMarks().sealed) \
            ORDER BY c.job_id, c.byte_offset
            """)
        var batch = SealedBatch()
        for row in rows {
            let (job, offset): (UUID, Int64) = (try row.get("job_id"), try row.get("byte_offset"))
            do {
                let plain = try seal.open(chunk: try row.get("data"), job: job, offset: offset)
                let sealed = try seal.seal(chunk: plain, job: job, offset: offset)
                let removed = try await tx.execute(
                    """
                    DELETE FROM registry.import_chunk \
                    WHERE job_id = \(job) AND byte_offset = \(offset)
                    """)
                // Gone meanwhile: the job came to rest, and nobody needs the piece.
                guard removed == 1 else { continue }
                _ = try await tx.execute(
                    """
                    INSERT INTO registry.import_chunk (job_id, byte_offset, district, data) \
                    VALUES (\(job), \(offset), \(try row.get("district", as: String.self)), \
                    \(sealed))
                    """)
                batch.subjects.append(AggregateReference(type: "import_job", id: job))
            } catch is KeyringError {
                batch.unreadable += 1
            }
        }
        return batch
    }
}
