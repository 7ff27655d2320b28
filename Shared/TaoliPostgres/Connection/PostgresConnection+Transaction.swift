extension PostgresConnection {
    /// How one attempt at a transaction ended.
    enum Attempt<T: Sendable>: Sendable {
        case success(T)
        /// `isRetriable`: nothing was stored, and running it again may succeed.
        case failure(any Error, isRetriable: Bool)
        /// The idle connection had died; the body was not called.
        case dead
    }

    /// Runs `body` between BEGIN and COMMIT, or ROLLBACK when it throws. BEGIN and the preamble
    /// travel with the body's first statement. The body runs on this connection's queue, so its
    /// statements change threads only where the body itself does.
    func attempt<T: Sendable>(
        _ options: TransactionOptions, deadline: ContinuousClock.Instant?, for pool: PostgresPool,
        _ body: nonisolated(nonsending) @Sendable (PostgresTransaction) async throws -> T
    ) async -> Attempt<T> {
        defer { giveBack(to: pool) }
        guard isAlive() else { return .dead }
        let id = take(deadline: deadline)
        pending = [options.begin] + options.preamble
        do {
            if let problem = options.preamble.lazy.compactMap(\.parameters.problem).first {
                throw PostgresError(usage: problem)
            }
            let value = try await body(PostgresTransaction(connection: self, id: id))
            try await commit()
            lease = nil
            return .success(value)
        } catch {
            let failure = (error as? PostgresError) ?? lease?.failure
            let isRetriable =
                lease?.isCommitted == false
                && (failure?.isRetriable == true || lease?.failure?.isRetriable == true)
            rollback()
            return .failure(error, isRetriable: isRetriable)
        }
    }

    /// Runs one statement as a transaction of its own.
    func single(
        _ sql: SQL, deadline: ContinuousClock.Instant?, for pool: PostgresPool
    ) async -> Attempt<PostgresResult> {
        defer { giveBack(to: pool) }
        guard isAlive() else { return .dead }
        _ = take(deadline: deadline)
        defer { lease = nil }
        do throws(PostgresError) {
            guard let result = try await run([sql], commits: !sql.onlyReads).first else {
                throw PostgresError(usage: "the statement returned no result")
            }
            return .success(result)
        } catch {
            return .failure(error, isRetriable: error.isRetriable)
        }
    }

    /// Whether the idle session still lives; closes it otherwise, as libpq has not noticed its end.
    private func isAlive() -> Bool {
        if !wire.isQuiet { wire.close() }
        return wire.isOpen
    }

    /// Returns the connection from its own queue, which spares the pool a change of threads.
    private func giveBack(to pool: PostgresPool) {
        let isReusable = isReusable
        if !isReusable { wire.close() }
        pool.giveBack(self, isReusable: isReusable)
    }

    private func commit() async throws(PostgresError) {
        guard let lease, !lease.isCommitted else { return }
        if lease.isCopying {
            throw PostgresError(usage: "the transaction's body ended before its COPY")
        }
        if let failure = lease.failure { throw failure }
        // Nothing was sent, so there is nothing to commit.
        if !wire.isInTransaction { return pending.removeAll() }
        _ = try await run([], commit: true)
        self.lease?.isCommitted = true
    }

    /// Ends the transaction without its changes; closes the session when that fails.
    private func rollback() {
        pending.removeAll()
        defer { lease = nil }
        guard wire.isOpen, !wire.isIdle else { return }
        if lease?.isCopying == true { return wire.close() }
        // The transaction's own deadline has often passed; rolling back has its own.
        lease = nil
        do throws(PostgresError) {
            _ = try uninterrupted { watch throws(PostgresError) in
                try perform(["ROLLBACK"], commits: false, commit: false, &watch)
            }
        } catch {
            wire.close()
        }
    }

    /// Runs statements of transaction `id` in one round trip; `committing` adds COMMIT to it.
    func pipeline(
        _ statements: [SQL], committing: Bool = false, in id: UInt64
    ) async throws(PostgresError) -> [PostgresResult] {
        try require(id)
        let results = try await run(statements, commit: committing)
        if committing { lease?.isCommitted = true }
        return results
    }

    /// Runs one statement of transaction `id`.
    func statement(_ sql: SQL, in id: UInt64) async throws(PostgresError) -> PostgresResult {
        guard let result = try await pipeline([sql], in: id).first else {
            throw PostgresError(usage: "the statement returned no result")
        }
        return result
    }

    /// Runs `body` after SAVEPOINT; when it throws, what it did is undone and the transaction
    /// goes on. SAVEPOINT and RELEASE travel with the statements that follow them.
    func savepoint<T: Sendable>(
        in id: UInt64, _ body: nonisolated(nonsending) () async throws -> T
    ) async throws -> T {
        try require(id)
        let failureBefore = lease?.failure
        lease?.savepointDepth += 1
        let name = "taoli_\(lease?.savepointDepth ?? 0)"
        pending.append(SQL(raw: "SAVEPOINT \(name)"))
        let mark = pending.count
        defer { lease?.savepointDepth -= 1 }
        do {
            let value = try await body()
            try require(id)
            if let failure = lease?.failure, failureBefore == nil { throw failure }
            pending.append(SQL(raw: "RELEASE SAVEPOINT \(name)"))
            return value
        } catch {
            undo(to: name, mark: mark, failureBefore: failureBefore)
            throw error
        }
    }

    private func undo(to name: String, mark: Int, failureBefore: PostgresError?) {
        guard lease?.isCommitted == false, wire.isOpen else { return }
        // Not sent yet: it is taken back, with whatever was waiting behind it.
        if pending.count >= mark, lease?.failure == nil {
            pending.removeSubrange((mark - 1)...)
            return
        }
        pending.removeAll()
        do throws(PostgresError) {
            _ = try uninterrupted { watch throws(PostgresError) in
                try perform(
                    [
                        SQL(raw: "ROLLBACK TO SAVEPOINT \(name)"),
                        SQL(raw: "RELEASE SAVEPOINT \(name)"),
                    ],
                    commits: false, commit: false, &watch)
            }
            lease?.failure = failureBefore
        } catch {
            // The failure stays: the transaction can only be rolled back.
        }
    }
}
