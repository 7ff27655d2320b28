package import Foundation
package import SwiftProtobuf
package import TaoliImports
package import TaoliMessaging
package import TaoliModels
package import TaoliPostgres

/// Moves jobs from state to state, and reads them with their reports.
package struct ImportStore: Sendable {
    private let commands: CommandExecutor
    private let pool: PostgresPool
    private let scope: DatabaseScope
    private let subjects: [String: any ImportSubject]
    private let tables: ImportTables
    private let wake: Signal

    /// - Parameter wake: raised when a job was given something to do.
    package init(
        commands: CommandExecutor, pool: PostgresPool, scope: DatabaseScope,
        subjects: [any ImportSubject], tables: ImportTables, wake: Signal
    ) {
        self.commands = commands
        self.pool = pool
        self.scope = scope
        self.subjects = Dictionary(subjects.map { ($0.kind, $0) }) { first, _ in first }
        self.tables = tables
        self.wake = wake
    }

    /// Creates a job.
    /// - Parameter make: gets the job that applied the same bytes before, and the time.
    package func create<Response: SwiftProtobuf.Message & Sendable>(
        _ request: CommandRequest, make: @escaping @Sendable (UUID?, Date) -> ImportJob,
        respond: @escaping @Sendable (ImportJob) -> Response
    ) async throws -> Response {
        try await commands.run(request) { tx, _, now in
            let draft = make(nil, now)
            let before = try await tx.query(
                tables.appliedBefore(kind: draft.kind, sha256: draft.sha256))
            let job = make(try before.first?.get(0, as: UUID.self), now)
            return outcome(respond(job), job, [try tables.insert(job)])
        }
    }

    /// Takes a job to its next state.
    /// - Parameter step: gets the job and its kind's highest phase.
    /// - Throws: `import-not-found`, and what the step throws.
    package func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: ImportJobID, _ request: CommandRequest,
        step: @escaping @Sendable (ImportJob, Int) throws -> ImportJob,
        respond: @escaping @Sendable (ImportJob) -> Response
    ) async throws -> Response {
        let load = [tables.job(id.rawValue, lock: true)]
        let response = try await commands.run(request, load: load) { _, loaded, _ in
            let job = try tables.require(loaded[0].rows)
            let after = try step(job, subjects[job.kind]?.phaseMax ?? 0)
            return outcome(respond(after), after, [try tables.update(after)])
        }
        wake.raise()
        return response
    }

    /// Stores a chunk when it is the next one.
    /// - Returns: the offset wanted next.
    package func receive(_ data: Data, at offset: Int64, of id: ImportJobID, by caller: Caller)
        async throws -> Int64
    {
        let options = TransactionOptions(preamble: scope.preamble(caller.scope))
        return try await pool.transaction(options) { tx in
            let job = try tables.require(try await tx.query(tables.job(id.rawValue, lock: true)))
            guard let after = try job.receiving(data.count, at: offset) else {
                return job.receivedBytes
            }
            let piece = try subjects[job.kind]?.stored(data, of: job.id, at: offset) ?? data
            try await tx.pipeline([
                tables.insertChunk(after, at: offset, piece), try tables.update(after),
            ])
            return after.receivedBytes
        }
    }

    /// A job of the caller's scope.
    /// - Throws: `import-not-found`.
    package func find(_ id: ImportJobID, by caller: Caller) async throws -> ImportJob {
        try await read(caller.scope) { tx in
            try tables.require(try await tx.query(tables.job(id.rawValue)))
        }
    }

    /// Whether a job has to wait until another one's work is done. Jobs of every district count.
    func isWaiting(_ job: ImportJob) async throws -> Bool {
        guard job.state.isRunning, job.rowsDone == 0 else { return false }
        return try await read(.all) { tx in
            try await tx.query(tables.isBehind(job.id)).first?.get("behind") ?? false
        }
    }

    /// What rests on a job the caller may see; `nil` for nothing.
    package func dependent(on id: ImportJobID, by caller: Caller) async throws -> ImportProblem? {
        let job = try await find(id, by: caller)
        return try await read(.all) { tx in
            try await subjects[job.kind]?.dependent(on: job, in: tx)
        }
    }

    /// Rows of a job the caller may see. Staging has no policies: the job is found first.
    package func rows(
        of id: ImportJobID, after row: Int64, verdicts: [ImportVerdict], limit: Int,
        by caller: Caller
    ) async throws -> [ReportedRow] {
        let job = try await find(id, by: caller)
        return try await read(.all) { tx in
            try await tx.query(
                tables.page(job.id, after: row, verdicts: verdicts, limit: limit)
            ).map { row in
                let reported = try tables.decodeReported(row)
                return try subjects[job.kind]?.shown(reported, of: job.id) ?? reported
            }
        }
    }

    private func read<Value: Sendable>(
        _ scope: DataScope, _ body: @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await pool.transaction(
            TransactionOptions(readOnly: true, preamble: self.scope.preamble(scope)), body)
    }

    private func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ response: Response, _ job: ImportJob, _ writes: [SQL]
    ) -> CommandOutcome<Response> {
        var districts: [DistrictCode] = []
        if case .districts(let codes) = job.creator.scope { districts = codes }
        return CommandOutcome(
            response, writes: writes, events: [],
            subjects: [AggregateReference(type: "import_job", id: job.id)], districts: districts)
    }
}
