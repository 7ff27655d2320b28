import CLibpq

extension PostgresConnection {
    /// Runs statements in one round trip, cancelling them with the task. `commits`: a lost
    /// connection leaves open whether they took effect.
    func run(
        _ statements: [SQL], commits: Bool = false, commit: Bool = false
    ) async throws(PostgresError) -> [PostgresResult] {
        try await cancellable { watch throws(PostgresError) in
            try perform(statements, commits: commits || commit, commit: commit, &watch)
        }
    }

    /// Runs `body` as one statement that the task's cancellation interrupts.
    func cancellable<T: Sendable>(
        _ body: (inout StatementWatch) throws(PostgresError) -> T
    ) async throws(PostgresError) -> T {
        if Task.isCancelled {
            throw PostgresError(kind: .cancelled, full: "the task was cancelled")
        }
        let statement = cancel.begin()
        let result: Result<T, PostgresError> = await withTaskCancellationHandler {
            watched(body)
        } onCancel: {
            cancel.fire(statement, .task)
        }
        return try result.get()
    }

    /// Runs `body` as one statement that nothing but its deadline interrupts: ROLLBACK.
    func uninterrupted<T>(
        _ body: (inout StatementWatch) throws(PostgresError) -> T
    ) throws(PostgresError) -> T {
        _ = cancel.begin()
        return try watched(body).get()
    }

    private func watched<T>(
        _ body: (inout StatementWatch) throws(PostgresError) -> T
    ) -> Result<T, PostgresError> {
        var watch = StatementWatch(deadline: statementDeadline, latest: lease?.deadline)
        do throws(PostgresError) {
            let value = try body(&watch)
            _ = cancel.end()
            return .success(value)
        } catch {
            let failure = explain(error, cancelledBy: cancel.end())
            if lease?.failure == nil, failure.kind != .usage { lease?.failure = failure }
            return .failure(failure)
        }
    }

    /// The server calls every interrupt a cancellation; the reason tells a deadline from it.
    private func explain(
        _ error: PostgresError, cancelledBy reason: CancelHandle.Reason?
    ) -> PostgresError {
        guard error.sqlState == "57014", reason == .deadline else { return error }
        return PostgresError(
            kind: .timeout, full: "the deadline passed: \(error.full)", sqlState: error.sqlState)
    }

    /// Sends what is pending and the statements, and reads all results. Throws the first error.
    func perform(
        _ statements: [SQL], commits: Bool, commit: Bool, _ watch: inout StatementWatch
    ) throws(PostgresError) -> [PostgresResult] {
        var batch = try assemble(statements, commits: commits, commit: commit)
        batch.results.reserveCapacity(statements.count)
        do throws(PostgresError) {
            try send(batch, &watch)
            for step in batch.steps {
                guard let result = try wire.nextResult(&watch) else { throw wire.lost() }
                let mustEnd = receive(result, of: step, &batch)
                if mustEnd { throw wire.lost() }
                if let extra = try wire.nextResult(&watch) {
                    PQclear(extra)
                    throw wire.lost()
                }
            }
            try readSync(&batch, &watch)
        } catch {
            wire.close()
            if !batch.isCommitted { throw batch.outcome(ofLosing: error) }
        }
        if let failure = batch.failure { throw failure }
        return batch.results
    }

    /// Reads up to the end of the batch. What ends a transaction without COMMIT, such as a
    /// deferred constraint of a single statement, fails only here.
    private func readSync(
        _ batch: inout Batch, _ watch: inout StatementWatch
    ) throws(PostgresError) {
        while true {
            guard let result = try wire.nextResult(&watch) else { throw wire.lost() }
            let status = PQresultStatus(result)
            defer { PQclear(result) }
            if status == PGRES_PIPELINE_SYNC { return }
            let failure = PostgresError(
                result: result, statement: batch.steps.last?.text ?? "")
            if failure.kind == .connection { throw failure }
            if batch.failure == nil { batch.failure = failure }
            PQclear(try wire.nextResult(&watch))
        }
    }

    private func assemble(
        _ statements: [SQL], commits: Bool, commit: Bool
    ) throws(PostgresError) -> Batch {
        guard statements.count <= Batch.statementsMax else {
            throw PostgresError(
                usage: "a pipeline takes at most \(Batch.statementsMax) statements")
        }
        for problem in statements.lazy.compactMap(\.parameters.problem) {
            throw PostgresError(usage: problem)
        }
        var batch = Batch(commits: commits, hasCommit: commit)
        let number = nextBatch()
        for sql in pending { add(sql, .prefix, to: &batch, number) }
        pending.removeAll(keepingCapacity: true)
        for sql in statements { add(sql, .output, to: &batch, number) }
        if commit { add("COMMIT", .commit, to: &batch, number) }
        // Last, because CREATE DATABASE and the like must come first in a batch.
        if !wire.isFailed { cache.discarded.forEach { batch.add(.deallocate($0)) } }
        return batch
    }

    private func add(_ sql: SQL, _ role: Batch.Role, to batch: inout Batch, _ number: UInt64) {
        let entry = cache.entry(for: sql)
        if !entry.isPrepared, entry.preparingBatch != number {
            entry.preparingBatch = number
            batch.add(.prepare(entry))
        }
        batch.add(.execute(entry, sql, role))
    }

    private func send(_ batch: Batch, _ watch: inout StatementWatch) throws(PostgresError) {
        for step in batch.steps {
            switch step {
            case .prepare(let entry):
                try wire.sendPrepare(name: entry.name, entry.key.text, types: entry.key.types)
            case .execute(let entry, let sql, _):
                try wire.sendExecute(name: entry.name, sql.parameters)
            case .deallocate(let name): try wire.sendDirect("DEALLOCATE \(name)")
            }
        }
        try wire.sendSync()
        try wire.flush(&watch)
        cancel.sent()
    }

    /// Takes over one result. Returns true when the session cannot go on.
    private func receive(
        _ result: OpaquePointer, of step: Batch.Step, _ batch: inout Batch
    ) -> Bool {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            succeed(result, step, &batch)
            return false
        case PGRES_PIPELINE_ABORTED:
            if case .prepare(let entry) = step { cache.remove(entry) }
            PQclear(result)
            return false
        case PGRES_FATAL_ERROR:
            let failure = PostgresError(result: result, statement: step.text)
            PQclear(result)
            return fail(failure, step, &batch)
        default:
            // COPY: libpq cannot run it here, and its data would block the session.
            PQclear(result)
            batch.failure = PostgresError(usage: "COPY is run by copyIn and copyOut")
            return true
        }
    }

    private func succeed(_ result: OpaquePointer, _ step: Batch.Step, _ batch: inout Batch) {
        switch step {
        case .prepare(let entry):
            cache.confirm(entry)
            PQclear(result)
        case .deallocate(let name):
            cache.deallocated(name)
            PQclear(result)
        case .execute(let entry, _, .output):
            if entry.columns == nil, PQresultStatus(result) == PGRES_TUPLES_OK {
                entry.columns = ResultColumns(result: result)
            }
            batch.results.append(PostgresResult(owning: result, columns: entry.columns))
        case .execute(_, _, .commit):
            // The server answers COMMIT of a failed transaction with ROLLBACK, not with an error.
            let tag = String(cString: PQcmdStatus(result))
            PQclear(result)
            batch.isCommitted = tag == "COMMIT"
            if !batch.isCommitted, batch.failure == nil {
                batch.failure = PostgresError(
                    kind: .other, full: "the transaction was rolled back instead of committed")
            }
        case .execute(_, _, .prefix):
            PQclear(result)
        }
    }

    private func fail(
        _ failure: PostgresError, _ step: Batch.Step, _ batch: inout Batch
    ) -> Bool {
        switch step {
        case .prepare(let entry): cache.remove(entry)
        case .execute(let entry, _, _) where failure.kind == .staleStatement: cache.remove(entry)
        case .execute: break
        // A pooler gave another session: what it prepared is not there to be dropped.
        case .deallocate(let name): cache.deallocated(name)
        }
        let isLost = failure.kind == .connection
        // After the COMMIT nothing but a clean-up can fail, and that undoes nothing.
        if batch.failure == nil, isLost || !batch.isCommitted {
            let decides = isLost && batch.decidesOutcome(step)
            batch.failure = decides ? batch.outcome(ofLosing: failure) : failure
        }
        return isLost
    }
}
