package import Logging
package import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Works on all jobs of a service, one at a time, on one instance by the lease `schedule:imports`.
///
/// After a crash or a lost lease whoever holds it next goes on: a check begins again, applying and
/// undoing continue after the last committed batch.
package struct ImportRunner: Sendable {
    static let lease = "schedule:imports"
    /// Looks for jobs so often when nobody wakes it.
    static let pollEvery: Duration = .milliseconds(500)
    /// Waits so long for the outbox before it looks again.
    static let pressurePause: Duration = .seconds(1)
    /// Looks so often for jobs that nobody went on with.
    static let forgetEvery: Duration = .seconds(3_600)
    static let failurePause: Duration = .seconds(1)

    private let site: ImportSite
    private let subjects: [String: any ImportSubject]
    private let pressure: OutboxPressure
    private let owner: String
    private let leaseDuration: Duration
    private let wake: Signal
    private let logger: Logger

    /// - Parameters:
    ///   - pressure: what batches wait for; by the usual bounds when none is given.
    ///   - owner: this process, for people who look at leases.
    ///   - wake: raised when a job was given something to do.
    package init(
        site: ImportSite, subjects: [any ImportSubject],
        pressure: OutboxPressure? = nil,
        owner: String, lease: Duration, wake: Signal, logger: Logger
    ) {
        self.site = site
        self.subjects = Dictionary(subjects.map { ($0.kind, $0) }) { first, _ in first }
        self.pressure = pressure ?? OutboxPressure(pool: site.pool)
        self.owner = owner
        leaseDuration = lease
        self.wake = wake
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            do {
                guard
                    let lease = try await Lease.take(
                        ImportRunner.lease, owner: owner, duration: leaseDuration, from: site.pool)
                else {
                    try await Task.sleep(for: leaseDuration / 3)
                    continue
                }
                let result = await Result<Void, any Error>.of { try await work(lease) }
                await giveBack(lease)
                try result.get()
            } catch is CancellationError {
                return
            } catch is LeaseLost {
                logger.warning("import lease lost")
            } catch {
                if Task.isCancelled { return }
                logger.error("imports interrupted", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: ImportRunner.failurePause)
            }
        }
    }

    /// Works until cancelled or the lease is lost.
    private func work(_ lease: Lease) async throws {
        var renewed = ContinuousClock.now
        var looked = ContinuousClock.now - ImportRunner.forgetEvery
        while true {
            try Task.checkCancellation()
            if ContinuousClock.now - renewed >= leaseDuration / 3 {
                try await site.renewing(lease)
                renewed = .now
            }
            let rows = try await site.read(site.tables.nextJob())
            guard let row = rows.first else {
                if ContinuousClock.now - looked >= ImportRunner.forgetEvery {
                    let isDone = try await !ImportForgetting(site: site, lease: lease).next()
                    if isDone { looked = .now }
                    continue
                }
                await wake.wait(atMost: min(ImportRunner.pollEvery, leaseDuration / 3))
                continue
            }
            try await step(try site.tables.decode(row), lease)
        }
    }

    /// One check, or one batch. What will not pass by itself stops the job after a few tries.
    func step(_ job: ImportJob, _ lease: Lease) async throws {
        guard let subject = subjects[job.kind] else {
            return try await stop(job, ImportStop.unknownKind(job.kind), lease)
        }
        do {
            if job.state == .checking {
                try await ImportCheck(job: job, subject: subject, site: site, lease: lease).run()
            } else if try await pressure.isHigh() {
                try await Task.sleep(for: min(ImportRunner.pressurePause, leaseDuration / 3))
            } else {
                let batches = ImportBatches(subject: subject, site: site, lease: lease)
                _ = try await batches.next(job)
            }
        } catch let blocked as ImportBlocked {
            try await stop(job, blocked.problem, lease)
        } catch {
            try await count(error, job, lease)
        }
    }

    /// Rethrows what passes by itself; counts anything else against the job.
    private func count(_ error: any Error, _ job: ImportJob, _ lease: Lease) async throws {
        if error is LeaseLost || error is CancellationError || Task.isCancelled { throw error }
        if let error = error as? PostgresError {
            if error.isTransient || error.kind == .cancelled || error.kind == .commitOutcomeUnknown
            {
                throw error
            }
        }
        logger.error(
            "import failed",
            metadata: ["job": "\(job.id)", "state": "\(job.state.rawValue)", "error": "\(error)"])
        guard job.failures + 1 >= ImportLimits.failuresMax else {
            try await site.transaction(lease) { [site] tx in
                var locked = try site.tables.require(
                    try await tx.query(site.tables.job(job.id, lock: true)))
                locked.failures += 1
                try await tx.execute(try site.tables.update(locked))
            }
            return try await Task.sleep(for: min(ImportRunner.failurePause, leaseDuration / 3))
        }
        try await stop(job, ImportStop.fault, lease)
    }

    /// Puts a job to rest where its owner can go on: a stopped apply is checked again or confirmed
    /// again, a stopped undo asked for again.
    private func stop(_ job: ImportJob, _ problem: ImportProblem, _ lease: Lease) async throws {
        try await site.transaction(lease) { [site] tx in
            var locked = try site.tables.require(
                try await tx.query(site.tables.job(job.id, lock: true)))
            switch locked.state {
            case .checking: locked.state = .unusable
            case .applying: locked.state = .checked
            case .undoing: locked.state = .applied
            default: return
            }
            locked.problems = [problem]
            locked.failures = 0
            try await tx.execute(try site.tables.update(locked))
        }
    }

    /// In a task of its own: the caller may be cancelled already.
    private func giveBack(_ lease: Lease) async {
        await Task { [site, logger] in
            do {
                try await lease.giveBack(to: site.pool)
            } catch {
                logger.warning("import lease not given back", metadata: ["error": "\(error)"])
            }
        }.value
    }
}

extension Result where Failure == any Error {
    /// What a body returned or threw.
    static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
