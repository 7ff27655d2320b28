import TaoliPostgres
import TaoliTestKit
import Testing

struct PipelineTests {
    private static let table = "CREATE TABLE t (id int PRIMARY KEY, v text)"

    @Test("A pipeline returns each statement's result in order")
    func order() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            let results = try await pool.transaction { transaction in
                try await transaction.pipeline([
                    "INSERT INTO t VALUES (1, 'a'), (2, 'b')", "SELECT v FROM t ORDER BY id",
                    "UPDATE t SET v = \("c") WHERE id = \(1)", "SELECT v FROM t ORDER BY id",
                ])
            }
            #expect(results.map(\.affected) == [2, 2, 1, 2])
            #expect(try results[3].rows.map { try $0.get("v", as: String.self) } == ["c", "b"])
        }
    }

    @Test("An error in a pipeline skips the rest and fails the transaction until ROLLBACK")
    func error() async throws {
        try await PostgresFixture.withPool(Self.table, connectionsMax: 1) { pool in
            let error = await failure {
                try await pool.transaction { transaction in
                    _ = try? await transaction.pipeline([
                        "INSERT INTO t VALUES (1, 'a')", "SELECT 1/0",
                        "INSERT INTO t VALUES (2, 'b')",
                    ])
                    try await transaction.execute("INSERT INTO t VALUES (3, 'c')")
                }
            }
            #expect(error?.sqlState == "25P02")
            let rows = try await pool.query("SELECT * FROM t")
            #expect(rows.isEmpty)
        }
    }

    @Test("A statement skipped by an earlier error is not taken for prepared")
    func preparedOnlyWhenConfirmed() async throws {
        try await PostgresFixture.withPool(Self.table, connectionsMax: 1) { pool in
            let skipped: SQL = "SELECT \("x") || v AS v FROM t"
            await failure {
                try await pool.transaction {
                    try await $0.pipeline(["SELECT 1/0", skipped, "SELECT broken FROM absent"])
                }
            }
            // Prepared after its predecessor failed at Execute? Then only its own answer counts.
            #expect(try await pool.query(skipped).isEmpty)
            #expect(try await pool.query(skipped).isEmpty)
            let names = try await pool.query(
                "SELECT count(*) AS n FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1 ||%'"
            )
            #expect(try names[0].get("n", as: Int.self) == 1)
        }
    }

    @Test("COMMIT may travel with a pipeline: all of it or nothing")
    func committing() async throws {
        try await PostgresFixture.withPool(Self.table, connectionsMax: 1) { pool in
            try await pool.transaction { transaction in
                try await transaction.pipeline(["INSERT INTO t VALUES (1, 'a')"], committing: true)
                let late = await failure {
                    try await transaction.execute("INSERT INTO t VALUES (9, 'z')")
                }
                #expect(late?.kind == .usage)
            }
            let error = await failure {
                try await pool.transaction { transaction in
                    try await transaction.pipeline(
                        ["INSERT INTO t VALUES (2, 'b')", "INSERT INTO t VALUES (1, 'a')"],
                        committing: true)
                }
            }
            #expect(error?.kind == .uniqueViolation(constraint: "t_pkey"))
            let rows = try await pool.query("SELECT id FROM t")
            #expect(try rows.map { try $0.get("id", as: Int.self) } == [1])
        }
    }

    @Test("Thousands of statements with large answers do not block one another")
    func large() async throws {
        try await PostgresFixture.withPool { pool in
            let text = String(repeating: "x", count: 4_000)
            let results = try await pool.transaction { transaction in
                try await transaction.pipeline(
                    (0..<3_000).map { "SELECT \(text) || \(String($0)) AS v" })
            }
            #expect(results.count == 3_000)
            #expect(try results[2_999].rows[0].get("v", as: String.self) == text + "2999")
        }
    }

    @Test("Prepared statements are bounded; the longest unused is dropped by the server too")
    func bounded() async throws {
        try await PostgresFixture.with(Self.table) { fixture in
            var configuration = fixture.configuration(connectionsMax: 1)
            configuration.preparedStatementsMax = 8
            try await PostgresFixture.withPool(configuration) { pool in
                for number in 0..<50 {
                    _ = try await pool.query("SELECT \(raw: String(number)) AS n")
                }
                let rows = try await pool.query("SELECT count(*) AS n FROM pg_prepared_statements")
                #expect(try rows[0].get("n", as: Int.self) <= 9)
            }
        }
    }

    @Test("COPY by query or pipeline is a usage error, and the pool goes on")
    func copyRefused() async throws {
        try await PostgresFixture.withPool(Self.table, connectionsMax: 1) { pool in
            for sql in ["COPY t TO STDOUT", "COPY t FROM STDIN"] as [SQL] {
                let error = await failure { try await pool.execute(sql) }
                #expect(error?.kind == .usage)
            }
            try await expectUsable(pool)
        }
    }
}
