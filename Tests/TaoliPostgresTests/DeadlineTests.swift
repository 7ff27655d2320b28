import Foundation
import TaoliPostgres
import TaoliTestKit
import Testing

struct DeadlineTests {
    private static let table = "CREATE TABLE t (id int PRIMARY KEY)"

    private func sleepers(_ fixture: PostgresFixture) async throws -> Int {
        try await PostgresFixture.withPool(url: fixture.url) { pool in
            try await pool.query(
                """
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()
                """)[0].get(0)
        }
    }

    @Test("A statement past its deadline is cancelled on the server, and the pool goes on")
    func statementDeadline() async throws {
        try await PostgresFixture.with { fixture in
            let configuration = fixture.configuration(
                connectionsMax: 1, statementDeadline: .milliseconds(300))
            try await PostgresFixture.withPool(configuration) { pool in
                let error = await failure {
                    try await pool.query("SELECT pg_sleep(600)")
                }
                #expect(error?.kind == .timeout)
                #expect(error?.sqlState == "57014")
                let left = try await sleepers(fixture)
                #expect(left == 0)
                try await expectUsable(pool)
            }
        }
    }

    @Test("A cancelled task cancels its statement on the server")
    func taskCancellation() async throws {
        try await PostgresFixture.with { fixture in
            let configuration = fixture.configuration(
                connectionsMax: 1, statementDeadline: .seconds(300))
            try await PostgresFixture.withPool(configuration) { pool in
                let task = Task {
                    try await pool.transaction { try await $0.query("SELECT pg_sleep(600)") }
                }
                try await PostgresFixture.wait(for: "pg_sleep runs") {
                    try await sleepers(fixture) == 1
                }
                task.cancel()
                let error = await failure { try await task.value }
                #expect(error?.kind == .cancelled)
                let left = try await sleepers(fixture)
                #expect(left == 0)
                try await expectUsable(pool)
            }
        }
    }

    @Test("A task cancelled at any moment never disturbs the next user of the connection")
    func cancellationRace() async throws {
        try await PostgresFixture.withPool(connectionsMax: 2) { pool in
            for round in 0..<60 {
                let task = Task {
                    for _ in 0..<20 { _ = try await pool.query("SELECT pg_sleep(0.001)") }
                }
                try await Task.sleep(for: .microseconds(round * 300))
                task.cancel()
                _ = await task.result
                try await expectUsable(pool)
            }
        }
    }

    @Test("A transaction's deadline covers its statements together")
    func transactionDeadline() async throws {
        try await PostgresFixture.withPool(connectionsMax: 1) { pool in
            let error = await failure {
                try await pool.transaction(TransactionOptions(deadline: .milliseconds(400))) {
                    while true { try await $0.execute("SELECT pg_sleep(0.05)") }
                }
            }
            #expect(error?.kind == .timeout)
            try await expectUsable(pool)
        }
    }

    @Test("A transaction left idle is ended by the server, and its locks with it")
    func idleTransaction() async throws {
        try await PostgresFixture.with("CREATE TABLE held AS SELECT 1 AS n") { fixture in
            var configuration = fixture.configuration()
            configuration.idleTransactionMax = .milliseconds(300)
            try await PostgresFixture.withPool(configuration) { pool in
                let error = await failure {
                    try await pool.transaction { holder in
                        try await holder.execute("UPDATE held SET n = 2")
                        // Waits for the row as long as the holder's session lives.
                        try await pool.execute("UPDATE held SET n = 3")
                        try await holder.execute("UPDATE held SET n = 4")
                    }
                }
                #expect(error?.kind == .connection)
                let left: Int = try await pool.query("SELECT n FROM held")[0].get(0)
                #expect(left == 3)
            }
        }
    }

    @Test("A peer that swallows everything costs the deadline, then its socket is closed")
    func halfOpen() async throws {
        try await PostgresFixture.with { fixture in
            let proxy = try PostgresProxy(fixture.url)
            defer { proxy.stop() }
            let configuration = PostgresConfiguration(
                url: proxy.url, applicationName: "taoli-test", connectionsMax: 1,
                statementDeadline: .milliseconds(300), acquireDeadline: .milliseconds(500))
            try await PostgresFixture.withPool(configuration) { pool in
                try await expectUsable(pool)
                proxy.set(.swallowAll)
                let error = await failure {
                    try await pool.query("SELECT 1")
                }
                #expect(error?.kind == .timeout)
                #expect(error?.full.contains("socket closed") == true)
                let connecting = await failure {
                    try await pool.query("SELECT 1")
                }
                #expect(connecting?.kind == .timeout)
                proxy.set(.pass)
                try await expectUsable(pool)
            }
        }
    }

    @Test("A connection lost in COMMIT leaves the outcome unknown, though the change was made")
    func commitUnknown() async throws {
        try await PostgresFixture.with(Self.table) { fixture in
            let proxy = try PostgresProxy(fixture.url)
            defer { proxy.stop() }
            var configuration = fixture.configuration(statementDeadline: .milliseconds(300))
            configuration.url = proxy.url
            try await PostgresFixture.withPool(configuration) { pool in
                let error = await failure {
                    try await pool.transaction {
                        try await $0.execute("INSERT INTO t VALUES (1)")
                        proxy.set(.swallowAnswers)
                    }
                }
                #expect(error?.kind == .commitOutcomeUnknown)
                #expect(error?.isTransient == false)
                proxy.set(.pass)
                try await PostgresFixture.wait(for: "the committed row") {
                    try await pool.query("SELECT * FROM t").count == 1
                }
                proxy.set(.swallowAnswers)
                let alone = await failure {
                    try await pool.execute("INSERT INTO t VALUES (2)")
                }
                #expect(alone?.kind == .commitOutcomeUnknown)
            }
        }
    }

    @Test("A connection lost before COMMIT is a connection error: nothing was stored")
    func lostBeforeCommit() async throws {
        try await PostgresFixture.with(Self.table) { fixture in
            let proxy = try PostgresProxy(fixture.url)
            defer { proxy.stop() }
            try await PostgresFixture.withPool(url: proxy.url) { pool in
                let error = await failure {
                    try await pool.transaction { transaction in
                        try await transaction.execute("INSERT INTO t VALUES (1)")
                        proxy.cut()
                        try await transaction.execute("INSERT INTO t VALUES (2)")
                    }
                }
                #expect(error?.kind == .connection)
                let rows = try await pool.query("SELECT * FROM t")
                #expect(rows.isEmpty)
            }
        }
    }
}
