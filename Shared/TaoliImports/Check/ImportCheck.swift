import Foundation
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliSheets

/// One check of a job: two passes over its file, the second filling staging by COPY.
///
/// Nothing else is written. A check that was cut short begins again from the start.
struct ImportCheck {
    let job: ImportJob
    let subject: any ImportSubject
    let site: ImportSite
    let lease: Lease

    /// Runs the whole check and stores its result.
    ///
    /// - Throws: `LeaseLost`, `PostgresError` and what the reader throws; a file that cannot be used
    ///   is a result, not an error.
    func run() async throws {
        try await clean()
        do {
            try await finish(try await read())
        } catch let problem as FileProblem {
            try await clean()
            try await finish(unusable: problem)
        }
    }

    private struct Result {
        var counts = ImportCounts()
        var hash = ""
        var remarks: [ImportProblem] = []
        var groups: Int64 = 0
    }

    private func read() async throws -> Result {
        let file = ImportFileReader(job: job, tables: site.tables, subject: subject) { [site] in
            try await site.read($0)
        }
        var reader = try await subject.makeReader(job, answers: job.answers)
        var digest = site.makeDigest()
        var total: Int64 = 0
        let notices = try await file.forEach(
            layout: subject.layout, bytes: { digest.update($0) },
            idle: { try await site.renewing(lease) }
        ) { rows in
            try await reader.note(rows)
            total += Int64(rows.count)
            try await site.renewing(lease)
        }
        guard digest.hex() == job.sha256 else { throw FileProblem.otherDigest }
        try reader.seal()
        try await progress(0, of: total)
        var result = Result()
        var hash = ReportHash(site.makeDigest())
        var lastRow = 0
        // The next rows are judged while the last ones are hashed and stored.
        try await withThrowingTaskGroup(of: ReportHash.self) { storing in
            try await file.forEach(
                layout: subject.layout, idle: { try await site.renewing(lease) }
            ) { rows in
                let judged = try await reader.judge(rows)
                for row in judged { result.counts.add(row.verdict, row.effect) }
                lastRow = rows.last?.number ?? lastRow
                let (done, total) = (result.counts.rows, total)
                hash = try await storing.next() ?? hash
                storing.addTask { @Sendable [hash] in
                    var hash = hash
                    hash.add(judged)
                    try await stage(judged, done: done, total: total)
                    return hash
                }
            }
            hash = try await storing.next() ?? hash
        }
        result.hash = hash.hex()
        result.remarks = reader.remarks(lastRow: lastRow) + notices.map { ImportProblem($0) }
        result.groups = reader.groupsTotal
        return result
    }

    private func progress(_ done: Int64, of total: Int64) async throws {
        try await site.transaction(lease) { [site, job] tx in
            _ = try await tx.execute(site.tables.progress(job.id, done: done, total: total))
        }
    }

    /// One transaction: the rows, and how far the check is.
    private func stage(_ rows: [JudgedRow], done: Int64, total: Int64) async throws {
        var text = StagingText(job: job.id)
        for row in rows { try text.append(row) }
        let data = text.take()
        try await site.transaction(lease) { [site, job] tx in
            try await tx.copyIn(site.tables.copyStaging(), [data])
            _ = try await tx.execute(site.tables.progress(job.id, done: done, total: total))
        }
    }

    private func finish(_ result: Result) async throws {
        try await change { job in
            job.state = .checked
            job.counts = result.counts
            job.reportHash = result.hash
            job.groupsTotal = result.groups
            job.problems = Array(result.remarks.prefix(ImportLimits.problemsMax))
            job.rowsDone = result.counts.rows
            job.rowsTotal = result.counts.rows
            job.failures = 0
        }
    }

    private func finish(unusable problem: FileProblem) async throws {
        let told = subject.told(problem)
        try await change { job in
            job.state = .unusable
            job.problems = [told]
            job.rowsDone = 0
            job.failures = 0
        }
    }

    /// Changes the job under its lock, unless it is no longer being checked.
    private func change(_ body: @escaping @Sendable (inout ImportJob) -> Void) async throws {
        try await site.transaction(lease) { [site, job] tx in
            var locked = try site.tables.require(
                try await tx.query(site.tables.job(job.id, lock: true)))
            guard locked.state == .checking else { return }
            body(&locked)
            try await tx.execute(try site.tables.update(locked))
            if locked.state == .unusable { try await tx.execute(site.tables.removeChunks(job.id)) }
        }
    }

    /// Removes what an earlier check staged, in pieces within a statement's deadline.
    private func clean() async throws {
        var removed = ImportLimits.cleanRowsMax
        while removed == ImportLimits.cleanRowsMax {
            removed = try await site.transaction(lease) { [site, job] tx in
                try await tx.execute(site.tables.cleanStaging(job.id))
            }
        }
    }
}
