import TaoliMessaging
import TaoliPostgres

/// Gives up what jobs keep that nobody went on with: files of up to 256 MB, and rows that may hold
/// what is said of persons.
struct ImportForgetting: Sendable {
    let site: ImportSite
    let lease: Lease

    /// Gives one job's file and rows up. The job is marked first, so that nobody goes on with half
    /// of its rows; what is left of them after a crash is removed the next time.
    ///
    /// - Returns: whether there was one.
    func next() async throws -> Bool {
        guard let row = try await site.read(site.tables.abandonedJob()).first else { return false }
        let job = try site.tables.decode(row)
        if job.state != .unusable, try await !close(job) { return true }
        var removed = ImportLimits.cleanRowsMax
        while removed == ImportLimits.cleanRowsMax {
            removed = try await site.transaction(lease) { [site] tx in
                try await tx.execute(site.tables.cleanStaging(job.id))
            }
        }
        return true
    }

    /// - Returns: false when somebody went on with it meanwhile.
    private func close(_ job: ImportJob) async throws -> Bool {
        try await site.transaction(lease) { [site] tx in
            var locked = try site.tables.require(
                try await tx.query(site.tables.job(job.id, lock: true)))
            guard locked.state == job.state, locked.receivedBytes == job.receivedBytes else {
                return false
            }
            locked.state = .unusable
            locked.problems = [ImportStop.abandoned]
            try await tx.execute(try site.tables.update(locked))
            try await tx.execute(site.tables.removeChunks(job.id))
            return true
        }
    }
}
