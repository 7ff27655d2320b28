import Logging
import Synchronization
import TaoliPostgres
import TaoliTestKit
import Testing

struct PoolTests {
    private final class Order: Sendable {
        let numbers = Mutex<[Int]>([])
    }

    @Test("Twelve connections waiting for the server delay nobody else")
    func twelveWaiting() async throws {
        try await PostgresFixture.withPool(connectionsMax: 14) { pool in
            let waiters = try await pool.transaction { holder in
                try await holder.execute("SELECT pg_advisory_xact_lock(1)")
                let waiters = (0..<12).map { _ in
                    Task {
                        try await pool.transaction {
                            _ = try await $0.execute("SELECT pg_advisory_xact_lock(1)")
                        }
                    }
                }
                try await PostgresFixture.wait(for: "twelve sessions wait") {
                    let rows = try await holder.query(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                    return try rows[0].get(0, as: Int.self) == 12
                }
                // With fewer cores than waiting connections, any of this would wait for ever
                // if waiting held threads of the cooperative pool.
                let sum = await withTaskGroup(of: Int.self) { work in
                    for number in 0..<1_000 {
                        work.addTask {
                            await Task.yield()
                            return number
                        }
                    }
                    return await work.reduce(0, +)
                }
                #expect(sum == 499_500)
                try await expectUsable(pool)
                return waiters
            }
            for waiter in waiters { try await waiter.value }
        }
    }

    @Test("Waiters get connections in the order they came")
    func fairness() async throws {
        try await PostgresFixture.with { fixture in
            try await PostgresFixture.withPool(fixture.configuration(connectionsMax: 1)) { pool in
                let order = Order()
                let tasks = try await pool.transaction { _ in
                    var tasks: [Task<Void, any Error>] = []
                    for number in 0..<8 {
                        tasks.append(
                            Task {
                                try await pool.transaction { _ in
                                    order.numbers.withLock { $0.append(number) }
                                }
                            })
                        try await PostgresFixture.wait(for: "one more waits") {
                            pool.state.waiting == number + 1
                        }
                    }
                    return tasks
                }
                for task in tasks { try await task.value }
                #expect(order.numbers.withLock { $0 } == Array(0..<8))
            }
        }
    }

    @Test("Waiting for a connection ends at its deadline, or with the task; both leave the line")
    func acquireDeadline() async throws {
        try await PostgresFixture.with { fixture in
            let configuration = fixture.configuration(
                connectionsMax: 1, acquireDeadline: .milliseconds(200))
            try await PostgresFixture.withPool(configuration) { pool in
                try await pool.transaction { _ in
                    let late = await failure {
                        try await pool.query("SELECT 1")
                    }
                    #expect(late?.kind == .timeout)
                    let task = Task { try await pool.query("SELECT 1") }
                    task.cancel()
                    let cancelled = await failure { try await task.value }
                    #expect(cancelled?.kind == .cancelled)
                    #expect(pool.state.waiting == 0)
                }
                try await expectUsable(pool)
            }
        }
    }

    @Test("No more transactions wait than allowed")
    func waitersBounded() async throws {
        try await PostgresFixture.with { fixture in
            var configuration = fixture.configuration(connectionsMax: 1)
            configuration.waitersMax = 0
            try await PostgresFixture.withPool(configuration) { pool in
                try await pool.transaction { _ in
                    let error = await failure {
                        try await pool.query("SELECT 1")
                    }
                    #expect(error?.kind == .resources)
                }
            }
        }
    }

    @Test("Connections the server ended are replaced unseen when idle, as an error when in use")
    func replaced() async throws {
        try await PostgresFixture.with { fixture in
            @Sendable func terminateOthers() async throws {
                try await PostgresFixture.withPool(url: fixture.url) { other in
                    _ = try await other.query(
                        """
                        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)
                }
            }
            try await PostgresFixture.withPool(fixture.configuration(connectionsMax: 2)) { pool in
                try await expectUsable(pool)
                try await terminateOthers()
                try await expectUsable(pool)
                let error = await failure {
                    try await pool.transaction { transaction in
                        try await transaction.query("SELECT 1")
                        try await terminateOthers()
                        try await transaction.query("SELECT 1")
                    }
                }
                #expect(error?.kind == .connection)
                #expect(error?.isTransient == true)
                try await expectUsable(pool)
                #expect(pool.state.connections <= 2)
            }
        }
    }

    @Test(
        "A bad URL, or a password that breaks it, is a clear error without the password",
        arguments: [
            "postgres://u:geheim@ss@127.0.0.1:1/db", "postgres://u:geheim/x@127.0.0.1:1/db",
            "postgres://u:gehe%zzim@127.0.0.1/db", "geheim", "", "postgres://u:geheim@h:port/db",
        ])
    func badURL(url: String) async throws {
        let error = try await refusal(url)
        #expect(error.kind == .usage)
        #expect(error.full.contains("postgres://user:password@host:port/database"))
        #expect(!error.full.contains("geheim") && !error.full.contains("ss@"))
    }

    @Test("A server that is not there, or refuses, is named without the password")
    func refused() async throws {
        let absent = try await refusal("postgres://u:geheim@127.0.0.1:1/db")
        #expect(absent.kind == .connection)
        #expect(absent.full.contains("127.0.0.1:1/db"))
        #expect(!absent.full.contains("geheim"))
        let server = try PostgresFixture.serverURL
        let unknown = try await refusal(
            try PostgresFixture.url(server, database: "no_such_database"))
        #expect(unknown.full.contains("no_such_database"))
    }

    private func refusal(_ url: String) async throws -> PostgresError {
        try await PostgresFixture.withPool(url: url) { pool in
            try #require(await failure { try await pool.query("SELECT 1") })
        }
    }

    @Test("A closed pool refuses, after the running transaction ended")
    func closed() async throws {
        try await PostgresFixture.with { fixture in
            let pool = PostgresPool(
                configuration: fixture.configuration(), logger: Logger(label: "test"))
            try await pool.transaction { transaction in
                Task { await pool.shutdown() }
                try await PostgresFixture.wait(for: "the pool is closed") { pool.state.isClosed }
                #expect(try await transaction.query("SELECT 1").count == 1)
            }
            let error = await failure { try await pool.query("SELECT 1") }
            #expect(error?.kind == .connection)
        }
    }

    @Test("A session speaks UTF-8 and UTC under its own name, set by the connection request")
    func session() async throws {
        try await PostgresFixture.withPool { pool in
            for (name, value) in [
                ("client_encoding", "UTF8"), ("TimeZone", "UTC"),
                ("application_name", "taoli-test"),
            ] {
                let row = try await pool.query(
                    "SELECT reset_val AS v FROM pg_settings WHERE name = \(name)")
                #expect(try row[0].get("v", as: String.self) == value)
            }
        }
    }
}
