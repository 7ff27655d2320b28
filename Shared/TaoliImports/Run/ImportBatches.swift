import Foundation
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Applies or undoes a job batch by batch; each is one transaction under a derived request id that
/// also moves the job's position, so a crash loses nothing and repeats nothing.
struct ImportBatches {
    let subject: any ImportSubject
    let site: ImportSite
    let lease: Lease

    /// Does one batch.
    /// - Returns: whether the job still runs.
    /// - Throws: `LeaseLost`, `ImportBlocked`, `PostgresError` and what the subject throws.
    func next(_ job: ImportJob) async throws -> Bool {
        let isUndo = job.state == .undoing
        let what = isUndo ? "UndoImport" : "ApplyImport"
        let request = CommandRequest(
            service: .service(site.service),
            method: "taoli.\(site.service).v1.ImportService/\(what)",
            derivedID: site.requestID(of: job, batch: job.batches),
            reason: "import \(job.id.uuidString.lowercased()) by \(job.author.subject)")
        _ = try await site.commands.runBatch(request) { tx, now in
            try await lease.confirm(in: tx)
            let locked = try site.tables.require(
                try await tx.query(site.tables.job(job.id, lock: true)))
            guard locked.state == job.state, locked.batches == job.batches else {
                return BatchOutcome(events: [], subjects: [], districts: [])
            }
            return isUndo
                ? try await undo(locked, tx, now) : try await apply(locked, tx, now)
        }
        let after = try site.tables.require(try await site.read(site.tables.job(job.id)))
        return after.state.isRunning
    }

    private func apply(_ job: ImportJob, _ tx: PostgresTransaction, _ now: Date) async throws
        -> BatchOutcome
    {
        let rows = try await tx.query(site.tables.rowsToApply(job)).map(site.tables.decodeRow)
        let batch = try await subject.apply(rows, of: job, in: tx, now: now)
        var after = job
        let before = Dictionary(rows.map { ($0.row, $0.effect) }) { first, _ in first }
        for row in batch.rows {
            after.counts.add(.accepted, before[row.row] ?? .none, -1)
            after.counts.add(row.refusal == nil ? .accepted : .refused, row.effect)
        }
        after.advance(rows, by: 1, isLastPhase: job.position.phase >= subject.phaseMax) {
            ImportPosition(phase: $0 + 1, row: 0)
        }
        if after.isAtEnd { after.state = .applied }
        try await store(after, [try site.tables.storeApplied(job.id, batch.rows)], tx)
        return BatchOutcome(
            events: batch.events, subjects: batch.subjects, districts: batch.districts)
    }

    private func undo(_ job: ImportJob, _ tx: PostgresTransaction, _ now: Date) async throws
        -> BatchOutcome
    {
        let rows = try await tx.query(site.tables.rowsToUndo(job)).map(site.tables.decodeRow)
        let batch = try await subject.undo(rows, of: job, in: tx, now: now)
        var after = job
        after.advance(rows, by: 1, isLastPhase: job.position.phase <= 0) {
            ImportPosition(phase: $0 - 1, row: .max)
        }
        if after.isAtEnd { after.state = .undone }
        try await store(after, [site.tables.storeUndone(job.id, batch.rows)], tx)
        return BatchOutcome(
            events: batch.events, subjects: batch.subjects, districts: batch.districts)
    }

    private func store(_ job: ImportJob, _ writes: [SQL], _ tx: PostgresTransaction) async throws {
        var statements = writes + [try site.tables.update(job)]
        if !job.state.isRunning { statements.append(site.tables.removeChunks(job.id)) }
        try await tx.pipeline(statements)
    }
}

extension ImportJob {
    /// Whether the last batch of the last phase was done.
    fileprivate var isAtEnd: Bool { position.phase < 0 }

    /// Moves the position past rows; a batch that is not full ends its phase.
    fileprivate mutating func advance(
        _ rows: [ImportedRow], by batch: Int64, isLastPhase: Bool,
        next: (Int) -> ImportPosition
    ) {
        batches += batch
        rowsDone += Int64(rows.count)
        failures = 0
        if rows.count == ImportLimits.batchRowsMax, let last = rows.last {
            position.row = last.row
        } else {
            position = isLastPhase ? ImportPosition(phase: -1, row: 0) : next(position.phase)
        }
    }
}
