import Foundation
import Synchronization
import TaoliPostgres
import TaoliTestKit
import Testing

struct CopyTests {
    private struct Stop: Error {}
    private static let table = "CREATE TABLE t (id int PRIMARY KEY, v text)"

    private func lines(_ range: Range<Int>) -> Data {
        Data(range.map { "\($0)\t名\($0)\n" }.joined().utf8)
    }

    @Test("COPY stores rows whose chunks end anywhere, within the transaction")
    func copyIn() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            let bytes = lines(0..<20_000)
            let chunks = stride(from: 0, to: bytes.count, by: 777).map {
                bytes[$0..<min($0 + 777, bytes.count)]
            }
            let count = try await pool.transaction { transaction in
                try await transaction.execute("INSERT INTO t VALUES (-1, 'before')")
                let count = try await transaction.copyIn("COPY t FROM STDIN", chunks)
                try await transaction.execute("INSERT INTO t VALUES (-2, 'after')")
                return count
            }
            #expect(count == 20_000)
            let row = try await pool.query(
                "SELECT count(*) AS n, max(v) FILTER (WHERE id = 7) AS v FROM t")
            #expect(try row[0].get("n", as: Int.self) == 20_002)
            #expect(try row[0].get("v", as: String.self) == "名7")
        }
    }

    @Test("COPY hands out whole rows in pieces and counts them")
    func copyOut() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            let received = Mutex<[Data]>([])
            let count = try await pool.transaction { transaction in
                try await transaction.copyIn("COPY t FROM STDIN", [lines(0..<50_000)])
                let count = try await transaction.copyOut(
                    "COPY (SELECT * FROM t ORDER BY id) TO STDOUT"
                ) {
                    chunk in received.withLock { $0.append(chunk) }
                }
                #expect(try await transaction.query("SELECT 1").count == 1)
                return count
            }
            #expect(count == 50_000)
            let pieces = received.withLock { $0 }
            #expect(pieces.count > 1)
            #expect(pieces.allSatisfy { $0.last == UInt8(ascii: "\n") })
            #expect(Data(pieces.joined()) == lines(0..<50_000))
        }
    }

    @Test("A bad row, an unknown table or a failing source stores nothing and frees the connection")
    func copyInErrors() async throws {
        try await PostgresFixture.withPool(Self.table, connectionsMax: 1) { pool in
            let bad = await failure {
                try await pool.transaction {
                    try await $0.copyIn("COPY t FROM STDIN", [lines(0..<5), Data("x\ty\n".utf8)])
                }
            }
            #expect(bad?.sqlState == "22P02")
            let absent = await failure {
                try await pool.transaction { try await $0.copyIn("COPY absent FROM STDIN", []) }
            }
            #expect(absent?.sqlState == "42P01")
            let failing = AsyncThrowingStream<Data, any Error> { continuation in
                continuation.yield(lines(0..<5))
                continuation.finish(throwing: Stop())
            }
            await #expect(throws: Stop.self) {
                try await pool.transaction { try await $0.copyIn("COPY t FROM STDIN", failing) }
            }
            let rows = try await pool.query("SELECT * FROM t")
            #expect(rows.isEmpty)
        }
    }

    @Test("A receiver that gives up cancels the rest, and the pool goes on")
    func receiverStops() async throws {
        try await PostgresFixture.withPool(connectionsMax: 1) { pool in
            await #expect(throws: Stop.self) {
                try await pool.transaction {
                    try await $0.copyOut(
                        "COPY (SELECT generate_series(1, 100000000)) TO STDOUT"
                    ) { _ in throw Stop() }
                }
            }
            try await expectUsable(pool)
        }
    }

    @Test("A statement during COPY, or COPY with parameters, is a usage error")
    func misuse() async throws {
        try await PostgresFixture.withPool(Self.table) { pool in
            try await pool.transaction { transaction in
                _ = try await transaction.copyOut("COPY (SELECT 1) TO STDOUT") { _ in
                    let error = await failure {
                        try await transaction.query("SELECT 1")
                    }
                    #expect(error?.kind == .usage)
                }
                let error = await failure {
                    try await transaction.copyOut("COPY (SELECT \(1)) TO STDOUT") { _ in }
                }
                #expect((error as PostgresError?)?.kind == .usage)
            }
        }
    }
}
