import Foundation
import TaoliModels
import TaoliPostgres
import TaoliTestKit
import Testing

@testable import TaoliImports

/// What staging gives back of what COPY put there.
@Suite struct StagingTests {
    private static let table = """
        CREATE TABLE import_staging (job_id uuid, row_number bigint, verdict smallint,
            effect smallint, phase smallint, problems text, cells text[], record text[])
        """

    private func row(_ cells: [String], record: [String?]?, problems: [ImportProblem] = [])
        -> JudgedRow
    {
        JudgedRow(
            row: 7, verdict: .accepted, effect: .changed, phase: 1, problems: problems,
            cells: cells, record: record)
    }

    @Test("Quotes, backslashes, line breaks, braces, NULL and Chinese come back as they were")
    func everyCharacter() async throws {
        let cells = [
            "", "NULL", "null", "\"", "\\", "\\\\\"", "a\tb", "a\nb\r\n", "{a,b}", "\\N", "桃李,",
            "\u{1}\u{7F}",
        ]
        let record: [String?] = [nil, "", "NULL", "\\.", "越秀区"]
        let problem = ImportProblem(
            "x-y", value: "\"\\", Wording("第\t一\n行\\n", "a \"quoted\" \\ text"))
        try await PostgresFixture.withPool(StagingTests.table) { pool in
            var text = StagingText(job: .version7())
            try text.append(row(cells, record: record, problems: [problem]))
            try text.append(row([], record: nil))
            let data = text.take()
            let tables = ImportTables(schema: "public")
            _ = try await pool.transaction { try await $0.copyIn(tables.copyStaging(), [data]) }
            let rows = try await pool.query(
                "SELECT cells, record, problems, phase FROM import_staging")
            try #require(rows.count == 2)
            #expect(try rows[0].get("cells", as: [String].self) == cells)
            #expect(try rows[0].get("record", as: [String?].self) == record)
            #expect(
                try ImportProblem.decode(try rows[0].get("problems", as: String?.self)) == [problem]
            )
            #expect(try rows[1].get("cells", as: [String].self).isEmpty)
            #expect(try rows[1].get("record", as: [String?]?.self) == nil)
            #expect(try rows[1].get("problems", as: String?.self) == nil)
        }
    }

    @Test("A NUL, which PostgreSQL cannot store, is left out of a cell")
    func nul() async throws {
        try await PostgresFixture.withPool(StagingTests.table) { pool in
            var text = StagingText(job: .version7())
            try text.append(row(["a\0b"], record: nil))
            let data = text.take()
            let tables = ImportTables(schema: "public")
            _ = try await pool.transaction { try await $0.copyIn(tables.copyStaging(), [data]) }
            let rows = try await pool.query("SELECT cells FROM import_staging")
            #expect(try rows[0].get(0, as: [String].self) == ["ab"])
        }
    }
}

/// What a report's hash depends on.
@Suite struct ReportHashTests {
    /// Not a digest, but as sensitive: the bytes themselves.
    private struct Everything: ImportDigest {
        var bytes = Data()
        mutating func update(_ bytes: Data) { self.bytes += bytes }
        func value() -> [UInt8] { Array(bytes) }
    }

    private func hash(_ rows: [JudgedRow]) -> String {
        var hash = ReportHash(Everything())
        hash.add(rows)
        return hash.hex()
    }

    private func row(
        _ number: Int = 2, _ verdict: ImportVerdict = .accepted, _ effect: ImportEffect = .new,
        record: [String?]? = ["a", nil]
    ) -> JudgedRow {
        JudgedRow(
            row: number, verdict: verdict, effect: effect, problems: [], cells: ["a"],
            record: record)
    }

    @Test("Another verdict, effect, row number or value gives another hash")
    func sensitivity() {
        let hashes = [
            hash([row()]), hash([row(3)]), hash([row(2, .doubtful)]),
            hash([row(2, .accepted, .changed)]), hash([row(record: ["a", ""])]),
            hash([row(record: ["", "a"])]), hash([row(record: ["a:1", nil])]),
            hash([row(), row(3)]), hash([]),
        ]
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("The same rows in other portions give the same hash")
    func portions() {
        var parts = ReportHash(Everything())
        parts.add([row()])
        parts.add([row(3)])
        #expect(parts.hex() == hash([row(), row(3)]))
    }
}
