import Foundation
import TaoliPostgres
import TaoliTestKit
import Testing

struct ValueTests {
    private func echo<T: PostgresEncodable & PostgresDecodable & Equatable>(
        _ values: [T], _ pool: PostgresPool
    ) async throws {
        for value in values {
            let row = try #require(try await pool.query("SELECT \(value) AS v").first)
            #expect(try row.get("v", as: T.self) == value)
        }
    }

    @Test("Each kind of value comes back as it was sent, at its limits too")
    func scalars() async throws {
        try await PostgresFixture.withPool { pool in
            try await echo([Int.min, -1, 0, 1, Int.max], pool)
            try await echo([Int64.min, 7, Int64.max], pool)
            try await echo([Int32.min, -9, Int32.max], pool)
            try await echo([Int16.min, 0, Int16.max], pool)
            try await echo([true, false], pool)
            try await echo([0, -1.5, .greatestFiniteMagnitude, .infinity, 1e-300], pool)
            try await echo(
                ["", "a", "o'clock \"x\" \\ \n\t", "桃李🌸\u{1F468}\u{200D}\u{1F467}"], pool)
            try await echo([UUID(), UUID()], pool)
            try await echo([Data(), Data((0...255).map { UInt8($0) })], pool)
            try await echo([nil, 5] as [Int?], pool)
            try await echo([nil, "x"] as [String?], pool)
        }
    }

    @Test("Instants keep microseconds, before and after 2000")
    func instants() async throws {
        try await PostgresFixture.withPool { pool in
            let values: [(Double, String)] = [
                (0, "1970-01-01 00:00:00+00"),
                (951_782_400.25, "2000-02-29 00:00:00.25+00"),
                (1_709_251_200.123456, "2024-03-01 00:00:00.123456+00"),
                (-2_208_988_800, "1900-01-01 00:00:00+00"),
            ]
            for (seconds, text) in values {
                let date = Date(timeIntervalSince1970: seconds)
                let row = try #require(
                    try await pool.query("SELECT \(date) AS v, \(date)::text AS t").first)
                #expect(try row.get("t", as: String.self) == text)
                let back: Date = try row.get("v")
                #expect(abs(back.timeIntervalSince(date)) < 0.000_001)
            }
        }
    }

    @Test("Arrays keep NULL, quotes, commas, braces, the word NULL and Unicode")
    func arrays() async throws {
        try await PostgresFixture.withPool { pool in
            let texts: [String?] = [
                nil, "", "NULL", "null", "a,b", "{x}", "\"q\"", "back\\slash", " 空 格 ", "桃李",
            ]
            try await echo([texts], pool)
            try await echo([[]] as [[String]], pool)
            try await echo([[1, Int.min, Int.max]], pool)
            try await echo([[nil, 3]] as [[Int32?]], pool)
            try await echo([[UUID(), UUID()]], pool)
            try await echo([[Data([0, 255, 34, 92]), Data()]], pool)
            try await echo([[true, false]], pool)
        }
    }

    @Test("Arrays are expanded by the server as tables")
    func unnest() async throws {
        try await PostgresFixture.withPool { pool in
            let (ids, names) = ([UUID(), UUID()], ["甲", nil] as [String?])
            let rows = try await pool.query(
                "SELECT * FROM unnest(\(ids), \(names)) AS t (id, name)")
            #expect(try rows.map { try $0.get("id", as: UUID.self) } == ids)
            #expect(try rows.map { try $0.get("name", as: String?.self) } == names)
        }
    }

    @Test("Values of several megabytes pass both ways")
    func large() async throws {
        try await PostgresFixture.withPool { pool in
            let data = Data((0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            try await echo([data], pool)
            let text = String(repeating: "学校", count: 1_000_000)
            try await echo([text], pool)
        }
    }

    @Test("A text with NUL is refused before anything is sent")
    func nul() async throws {
        try await PostgresFixture.withPool { pool in
            for sql in [
                "SELECT \("a\u{0}b")", "SELECT \(["x", "\u{0}"])",
                "SELECT \(untyped: "\u{0}")::text",
            ] as [SQL] {
                let error = await failure { try await pool.query(sql) }
                #expect(error?.kind == .usage)
                #expect(error?.full.contains("NUL") == true)
            }
            let kept = try await pool.transaction { transaction -> Int in
                _ = try? await transaction.execute("SELECT \("\u{0}")")
                // Nothing reached the server, so the transaction is whole.
                return try await transaction.query("SELECT 1 AS v")[0].get("v")
            }
            #expect(kept == 1)
        }
    }

    @Test("A wrong type, a missing column, NULL and overflow are usage errors without the value")
    func misreading() async throws {
        try await PostgresFixture.withPool { pool in
            let row = try #require(
                try await pool.query(
                    "SELECT 'geheim' AS t, NULL::text AS n, 70000 AS big, 'infinity'::timestamptz AS i"
                ).first)
            #expect(throws: PostgresError.self) { try row.get("missing", as: String.self) }
            #expect(throws: PostgresError.self) { try row.get("n", as: String.self) }
            #expect(throws: PostgresError.self) { try row.get("big", as: Int16.self) }
            #expect(throws: PostgresError.self) { try row.get("i", as: Date.self) }
            #expect(throws: PostgresError.self) { try row.get(9, as: Int.self) }
            let error = #expect(throws: PostgresError.self) { try row.get("t", as: Int.self) }
            #expect(error?.kind == .usage)
            #expect(error?.full.contains("column 't'") == true)
            #expect(error?.full.contains("geheim") == false)
        }
    }

    @Test("Untyped text takes the type of its place")
    func untyped() async throws {
        try await PostgresFixture.withPool("CREATE TABLE t (d date, j jsonb)") { pool in
            try await pool.execute(
                "INSERT INTO t VALUES (\(untyped: "2024-03-01"), \(untyped: "{\"a\": 1}"))")
            let row = try #require(
                try await pool.query("SELECT d, j FROM t WHERE d = \(untyped: "2024-03-01")").first)
            #expect(try row.get("d", as: String.self) == "2024-03-01")
            #expect(try row.get("j", as: String.self) == "{\"a\": 1}")
        }
    }
}
