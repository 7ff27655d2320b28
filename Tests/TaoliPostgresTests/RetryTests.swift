import Synchronization
import TaoliPostgres
import TaoliTestKit
import Testing

struct RetryTests {
    private static let table = """
        CREATE TABLE t (id int PRIMARY KEY, v int NOT NULL);
        INSERT INTO t VALUES (1, 0), (2, 0);
        """

    /// Counts attempts, and lets both sides of a conflict meet on their first.
    private final class Meeting: Sendable {
        private let state = Mutex((arrived: 0, attempts: 0))

        var attempts: Int { state.withLock { $0.attempts } }

        func attempt() -> Int {
            state.withLock { state in
                state.attempts += 1
                return state.attempts
            }
        }

        func meet() async throws {
            let arrived = state.withLock { state in
                state.arrived += 1
                return state.arrived
            }
            guard arrived <= 2 else { return }
            try await PostgresFixture.wait(for: "the other side") {
                self.state.withLock { $0.arrived } >= 2
            }
        }
    }

    @Test("A deadlock runs the victim again, and both changes are made")
    func deadlock() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            let meeting = Meeting()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await pool.transaction { transaction in
                            _ = meeting.attempt()
                            try await transaction.execute(
                                "UPDATE t SET v = v + 1 WHERE id = \(first)")
                            try await meeting.meet()
                            try await transaction.execute(
                                "UPDATE t SET v = v + 1 WHERE id = \(second)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(meeting.attempts >= 3)
            let rows = try await pool.query("SELECT v FROM t")
            #expect(try rows.map { try $0.get("v", as: Int.self) } == [2, 2])
        }
    }

    @Test("A serialization failure runs the transaction again, though its body hid the error")
    func serialization() async throws {
        struct Hidden: Error {}
        try await PostgresFixture.withPool(Self.table) { pool in
            let meeting = Meeting()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        try await pool.transaction(TransactionOptions(isolation: .repeatableRead)) {
                            transaction in
                            _ = meeting.attempt()
                            _ = try await transaction.query("SELECT v FROM t")
                            try await meeting.meet()
                            do {
                                try await transaction.execute("UPDATE t SET v = v + 1 WHERE id = 1")
                            } catch {
                                throw Hidden()
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(meeting.attempts == 3)
            #expect(
                try await pool.query("SELECT v FROM t WHERE id = 1")[0].get("v", as: Int.self) == 2)
        }
    }

    @Test("Attempts are bounded, and other errors are not repeated")
    func bounded() async throws {
        try await PostgresFixture.withPool { pool in
            for (state, expected) in [("40001", 3), ("40P01", 3), ("22012", 1)] {
                let meeting = Meeting()
                let error = await failure {
                    try await pool.transaction(TransactionOptions(attemptsMax: 3)) { transaction in
                        _ = meeting.attempt()
                        try await transaction.execute(
                            "DO \(raw: "$$BEGIN RAISE SQLSTATE '\(state)'; END$$")")
                    }
                }
                #expect(error?.sqlState == state)
                #expect(meeting.attempts == expected)
            }
        }
    }

    @Test("A prepared statement that no longer fits its table is prepared again")
    func staleStatement() async throws {
        try await PostgresFixture.withPool(Self.table, connectionsMax: 1) { pool in
            let sql: SQL = "SELECT * FROM t WHERE id = \(1)"
            #expect(try await pool.query(sql)[0].columns == ["id", "v"])
            try await pool.execute("ALTER TABLE t ADD COLUMN w int NOT NULL DEFAULT 7")
            #expect(try await pool.query(sql)[0].get("w", as: Int.self) == 7)
            // Another session's DEALLOCATE looks like this behind a pooler.
            try await pool.execute("DEALLOCATE ALL")
            #expect(try await pool.query(sql).count == 1)
        }
    }

    @Test("A lock that is not free within lock_timeout has its own kind")
    func lockTimeout() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            try await pool.transaction { holder in
                try await holder.execute("SELECT 1 FROM t WHERE id = 1 FOR UPDATE")
                let error = await failure {
                    try await pool.transaction(
                        TransactionOptions(preamble: ["SET LOCAL lock_timeout = '20ms'"])
                    ) { try await $0.execute("UPDATE t SET v = 9 WHERE id = 1") }
                }
                #expect(error?.kind == .lockTimeout)
                #expect(error?.isTransient == true)
            }
        }
    }
}
