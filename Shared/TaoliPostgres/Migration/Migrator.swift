package import Logging

/// Brings one track of a database's structure to the program's level, or checks that it is there.
///
/// A database has two tracks, `bus` and the service's own. What was applied stands in
/// `public.taoli_migration` with a SHA-256 of the text, so that an edit of an applied migration is
/// noticed.
package struct Migrator: Sendable {
    /// Name of the track in `public.taoli_migration`, e.g. `bus`.
    package let track: String
    /// By number.
    package let migrations: [Migration]

    /// How long a migration waits for a table that is in use; then it is tried again.
    static let lockTimeoutMilliseconds = 5_000
    private static let lockAttemptsMax = 3
    /// One migration may rewrite a large table.
    private static let statementDeadline = Duration.seconds(1_800)
    /// How long another process's migration is waited for.
    private static let advisoryWaitMax = Duration.seconds(60)

    /// - Parameter migrations: in any order; `migrate` and `check` want 1, 2, 3….
    package init(track: String, migrations: [Migration]) {
        self.track = track
        self.migrations = migrations.sorted { $0.number < $1.number }
    }

    /// Applies what is missing, each migration in a transaction of its own, under an advisory lock
    /// of the database; `url` signs in as the owner. Returns the numbers applied now; again
    /// without effect. Throws `MigrationRefusal`, or the `PostgresError` of a failed migration,
    /// which leaves the earlier ones applied and itself undone.
    @discardableResult
    package func migrate(
        url: String, logger: Logger = Logger(label: "taoli.migrate")
    ) async throws -> [Int] {
        try requireNumbers()
        let pool = PostgresPool(
            configuration: PostgresConfiguration(
                url: url, applicationName: "taoli-migrate", connectionsMax: 2,
                statementDeadline: Self.statementDeadline),
            logger: logger)
        do {
            let applied = try await locked(pool) { try await applyMissing(pool, logger) }
            await pool.shutdown()
            return applied
        } catch {
            await pool.shutdown()
            throw error
        }
    }

    /// Throws `MigrationRefusal` unless exactly this program's migrations are applied; writes
    /// nothing. Any role of the database may check.
    package func check(_ pool: PostgresPool) async throws {
        try requireNumbers()
        let applied = try await appliedCount(pool)
        if applied < migrations.count {
            throw MigrationRefusal.tooOld(track: track, has: applied, needs: migrations.count)
        }
    }

    private func requireNumbers() throws(MigrationRefusal) {
        guard migrations.map(\.number) == Array(1..<(migrations.count + 1)) else {
            throw .misnumbered(track: track)
        }
    }

    /// Holds the lock with a transaction that does nothing else, on a connection of its own: it
    /// ends with the connection, whatever happens to the process.
    private func locked(
        _ pool: PostgresPool, _ body: @Sendable () async throws -> [Int]
    ) async throws -> [Int] {
        let end = ContinuousClock.now + Self.advisoryWaitMax
        while true {
            let applied = try await pool.transaction { transaction -> [Int]? in
                // One number for all tracks: they may touch the same tables.
                let row = try await transaction.query(
                    "SELECT pg_try_advisory_xact_lock(hashtext('taoli_migration')) AS free"
                ).first
                return try row?.get("free", as: Bool.self) == true ? try await body() : nil
            }
            if let applied { return applied }
            guard ContinuousClock.now < end else {
                throw MigrationRefusal.busy(track: track, what: "another migration is running")
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    private func applyMissing(_ pool: PostgresPool, _ logger: Logger) async throws -> [Int] {
        if try await !hasTable(pool) { try await makeTable(pool) }
        let missing = migrations.dropFirst(try await appliedCount(pool))
        for migration in missing {
            try await apply(migration, pool)
            logger.notice(
                "migration applied",
                metadata: ["track": "\(track)", "number": "\(migration.number)"])
        }
        return missing.map(\.number)
    }

    private func apply(_ migration: Migration, _ pool: PostgresPool) async throws {
        var attempt = 1
        while true {
            do {
                return try await pool.transaction { transaction in
                    try await transaction.execute(
                        "SET LOCAL lock_timeout = \(raw: String(Self.lockTimeoutMilliseconds))")
                    try await transaction.script(migration.sql)
                    // A migration may have set a role; the record is the owner's.
                    try await transaction.execute("RESET ROLE")
                    try await transaction.execute(
                        """
                        INSERT INTO public.taoli_migration (track, number, name, checksum)
                        VALUES (\(track), \(migration.number), \(migration.name),
                                encode(sha256(convert_to(\(migration.sql), 'UTF8')), 'hex'))
                        """)
                }
            } catch let error as PostgresError where error.kind == .lockTimeout {
                attempt += 1
                guard attempt <= Self.lockAttemptsMax else {
                    throw MigrationRefusal.busy(
                        track: track, what: "a table of migration \(migration.number) is in use")
                }
            } catch let error as PostgresError {
                throw error.at("migration \(migration.number) (\(migration.name)) of \(track):")
            }
        }
    }
}

// MARK: - The record of what was applied

extension Migrator {
    private func hasTable(_ pool: PostgresPool) async throws -> Bool {
        let rows = try await pool.query(
            "SELECT to_regclass('public.taoli_migration') IS NOT NULL AS found")
        return try rows.first?.get("found", as: Bool.self) ?? false
    }

    private func makeTable(_ pool: PostgresPool) async throws {
        try await pool.transaction { transaction in
            try await transaction.script(
                """
                CREATE TABLE public.taoli_migration (
                    track text NOT NULL,
                    number bigint NOT NULL CHECK (number > 0),
                    name text NOT NULL,
                    checksum text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now(),
                    PRIMARY KEY (track, number)
                );
                GRANT SELECT ON public.taoli_migration TO PUBLIC;
                """)
        }
    }

    /// How many of the track's migrations are applied. Throws `MigrationRefusal` when the
    /// database has others than the program.
    private func appliedCount(_ pool: PostgresPool) async throws -> Int {
        guard try await hasTable(pool) else { return 0 }
        let numbers = migrations.map(\.number)
        let texts = migrations.map(\.sql)
        let rows = try await pool.query(
            """
            SELECT a.number, a.name, m.number IS NOT NULL AS known,
                   a.checksum = encode(sha256(convert_to(m.sql, 'UTF8')), 'hex') AS same
            FROM public.taoli_migration a
            LEFT JOIN unnest(\(numbers), \(texts)) AS m (number, sql) ON m.number = a.number
            WHERE a.track = \(track) ORDER BY a.number
            """)
        for row in rows {
            let number: Int = try row.get("number")
            guard try row.get("known", as: Bool.self) else {
                throw MigrationRefusal.tooNew(
                    track: track, has: try rows.last?.get("number") ?? number,
                    knows: migrations.count)
            }
            guard try row.get("same", as: Bool?.self) == true else {
                throw MigrationRefusal.changed(
                    track: track, number: number, name: try row.get("name"))
            }
        }
        return rows.count
    }
}
