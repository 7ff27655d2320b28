import TaoliPostgres
import TaoliTestKit
import Testing

struct TransactionTests {
    private struct Stop: Error {}
    private static let table = """
        CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL CHECK (v >= 0));
        CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES t DEFERRABLE INITIALLY DEFERRED);
        """

    private func count(_ pool: PostgresPool) async throws -> Int {
        try await pool.query("SELECT count(*) FROM t")[0].get(0)
    }

    @Test("What a transaction did is there when it returns and gone when it throws")
    func commitAndRollback() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            let affected = try await pool.transaction {
                try await $0.execute("INSERT INTO t VALUES (1, 1), (2, 2)")
            }
            #expect(affected == 2)
            await #expect(throws: Stop.self) {
                try await pool.transaction {
                    try await $0.execute("INSERT INTO t VALUES (3, 3)")
                    throw Stop()
                }
            }
            #expect(try await count(pool) == 2)
        }
    }

    @Test("After an error the session refuses everything until it is rolled back")
    func failedState() async throws {
        try await PostgresFixture.withPool(Self.table, connectionsMax: 1) { pool in
            let error = await failure {
                try await pool.transaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1, 1)")
                    _ = try? await transaction.execute("INSERT INTO t VALUES (1, 1)")
                    let next = await failure {
                        try await transaction.query("SELECT 1")
                    }
                    #expect(next?.sqlState == "25P02")
                }
            }
            // The body swallowed its error; COMMIT would silently have rolled back.
            #expect(error?.kind == .uniqueViolation(constraint: "t_pkey"))
            let count = try await count(pool)
            #expect(count == 0)
        }
    }

    @Test("Errors have a kind, a safe face without data and a full face without the row")
    func faces() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            func refusal(_ sql: SQL) async throws -> PostgresError {
                try #require(await failure { try await pool.execute(sql) })
            }
            try await pool.execute("INSERT INTO t VALUES (4711, 1)")
            let unique = try await refusal("INSERT INTO t VALUES (\(4711), 1)")
            #expect(unique.kind == .uniqueViolation(constraint: "t_pkey"))
            #expect(unique.table == "t")
            #expect(!unique.full.contains("4711"))
            #expect(!unique.safe.contains("t_pkey"))
            #expect(unique.safe.contains("/"))
            let check = try await refusal("INSERT INTO t VALUES (5, \(-98765))")
            #expect(check.kind == .checkViolation)
            #expect(!check.full.contains("98765"))
            #expect(try await refusal("INSERT INTO t VALUES (5, NULL)").column == "v")
            #expect(try await refusal("INSERT INTO child VALUES (1, 99)").kind == .foreignKey)
            #expect(try await refusal("SELECT * FROM absent").sqlState == "42P01")
            #expect(unique.isTransient == false)
        }
    }

    @Test("A constraint checked at COMMIT rolls back and is reported by its kind")
    func deferred() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            let error = await failure {
                try await pool.transaction {
                    try await $0.execute("INSERT INTO t VALUES (1, 1)")
                    try await $0.execute("INSERT INTO child VALUES (1, 99)")
                }
            }
            #expect(error?.kind == .foreignKey)
            let count = try await count(pool)
            #expect(count == 0)
        }
    }

    @Test("A savepoint undoes only its own part, nested too, before and after it was sent")
    func savepoints() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            try await pool.transaction { transaction in
                try await transaction.execute("INSERT INTO t VALUES (1, 1)")
                await failure {
                    try await transaction.savepoint { inner in
                        try await inner.execute("INSERT INTO t VALUES (2, 2)")
                        try await inner.execute("INSERT INTO t VALUES (1, 1)")
                    }
                }
                try? await transaction.savepoint { _ in throw Stop() }
                try await transaction.savepoint { outer in
                    try await outer.execute("INSERT INTO t VALUES (3, 3)")
                    try? await outer.savepoint { inner in
                        try await inner.execute("INSERT INTO t VALUES (4, 4)")
                        throw Stop()
                    }
                    try await outer.savepoint { _ in }
                }
            }
            let ids = try await pool.query("SELECT id FROM t ORDER BY id")
            #expect(try ids.map { try $0.get("id", as: Int.self) } == [1, 3])
        }
    }

    @Test("Preamble, isolation and read-only hold from the first statement on")
    func options() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            let options = TransactionOptions(
                isolation: .serializable, readOnly: true,
                preamble: ["SELECT set_config('taoli.scope', \("{440105}"), true)"])
            try await pool.transaction(options) { transaction in
                let row = try await transaction.query(
                    """
                    SELECT current_setting('taoli.scope') AS scope,
                           current_setting('transaction_isolation') AS isolation
                    """)[0]
                #expect(try row.get("scope", as: String.self) == "{440105}")
                #expect(try row.get("isolation", as: String.self) == "serializable")
            }
            await failure {
                try await pool.transaction(options) {
                    try await $0.execute("INSERT INTO t VALUES (1, 1)")
                }
            }
            let bad = TransactionOptions(preamble: ["SET LOCAL ROLE no_such_role"])
            let error = await failure {
                try await pool.transaction(bad) { try await $0.query("SELECT 1") }
            }
            #expect(error?.full.contains("no_such_role") == true)
        }
    }

    @Test("A transaction used after its end, or doing nothing, harms nobody")
    func ended() async throws {
        try await PostgresFixture.withPool(connectionsMax: 1) { pool in
            try await pool.transaction { _ in }
            let leaked = try await pool.transaction { $0 }
            let error = await failure {
                try await leaked.query("SELECT 1")
            }
            #expect(error?.kind == .usage)
            try await expectUsable(pool)
        }
    }

    @Test("Statements started together run one after the other")
    func concurrentStatements() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            try await pool.transaction { transaction in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 1...50 {
                        group.addTask {
                            try await transaction.execute("INSERT INTO t VALUES (\(id), 0)")
                        }
                    }
                    try await group.waitForAll()
                }
            }
            #expect(try await count(pool) == 50)
        }
    }
}
