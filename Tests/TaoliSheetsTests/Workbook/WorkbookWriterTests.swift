import Foundation
import TaoliModels
import TaoliSheets
import Testing

@Suite("Workbooks that we write, read by ourselves")
struct WorkbookWriterTests {
    private let plan = SheetPlan(
        "数据",
        columns: [
            SheetColumn("school_id"), SheetColumn("name", note: "全称"),
            SheetColumn("note", isText: false, choices: ["甲", "乙"]),
        ], hasFilter: true)

    private func written(_ rows: [[SheetCell]]) async throws -> [TableRow] {
        try await withTemporaryFile(".xlsx") { path in
            let writer = try WorkbookWriter(path: path, created: Date(timeIntervalSince1970: 0))
            let sheet = try writer.addSheet(plan)
            _ = try writer.addSheet(SheetPlan("说明", columns: [SheetColumn("列")]))
            for row in rows { try writer.append(row, to: sheet) }
            try writer.finish()
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            return try await readTable(bytes).rows
        }
    }

    @Test(
        "Texts come back as they were",
        arguments: [
            "桃李小学", "𠮷野家", "a & <b> \"c\"", "440106199001010011", "0012", "_x0041_", "a_x000D_",
            "两\n行", "x_y_x", "é\u{301}", "a,b",
        ])
    func texts(text: String) async throws {
        let rows = try await written([[.text(text), .text("n"), .text("")]])
        #expect(rows.first?.cells == [text, "n", ""])
        #expect(rows.first?.problems.isEmpty == true)
    }

    @Test("Cells that begin like a formula get an apostrophe (CWE-1236), as in CSV")
    func formulas() async throws {
        for text in ["=1+1", "+86", "@SUM(A1)", "-x", "\t=1", "\r=1"] {
            let rows = try await written([[.text(text), .text("n")]])
            #expect(rows.first?[0] == CellText.trimmed("'" + text))
            #expect(rows.first?.problems.isEmpty == true)
        }
    }

    @Test("Control characters do not break the file")
    func control() async throws {
        let rows = try await written([[.text("a\u{1}b\u{B}"), .text("n")]])
        #expect(rows.first?.problems.map(\.code) == ["control-character"])
    }

    @Test("A text longer than a cell can hold is cut and marked")
    func longTexts() async throws {
        let rows = try await written([
            [.text("1"), .text(String(repeating: "𠮷", count: 20_000))],
            [.text("2"), .text("n")],
        ])
        #expect(rows.first?.problems.map(\.code) == ["cell-too-long"])
        #expect(rows.last?[0] == "2")
    }

    @Test(
        "Numbers are numbers where nothing is lost",
        arguments: [
            ("12", "12"), ("-3.5", "-3.5"), ("0", "0"), ("0.25", "0.25"), ("007", "007"),
            ("1234567890123456", "1234567890123456"), ("", ""), ("3/5", "3/5"), ("1.", "1."),
        ])
    func numbers(text: String, shown: String) async throws {
        let rows = try await written([[.text("a"), .text("n"), SheetCell(number: text)]])
        #expect(rows.first?[2] == shown)
        let isNumber = if case .number = SheetCell(number: text) { true } else { false }
        #expect(isNumber == ["12", "-3.5", "0", "0.25"].contains(text))
    }

    @Test("A path that cannot be written is an error with a reason")
    func noFolder() throws {
        let writer = try WorkbookWriter(path: "/nowhere/at/all.xlsx", created: Date())
        _ = try writer.addSheet(plan)
        let failure = try #require(throws: WorkbookFailure.self) { try writer.finish() }
        #expect(!failure.reason.isEmpty)
    }

    @Test(
        "Every template can be filled in and read: titles in both languages",
        arguments: ImportTemplates.all, [true, false])
    func templates(template: TableTemplate, isChinese: Bool) async throws {
        try await withTemporaryFile(".xlsx") { path in
            try TemplateWorkbook.write(
                template, to: path, isChinese: isChinese, created: Date(timeIntervalSince1970: 0))
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            var reader = TableReader(layout: template.layout)
            _ = try reader.feed(bytes)
            let source = try reader.finish()
            let problem = await #expect(throws: FileProblem.self) {
                while try await source.next() != nil {}
            }
            // Its header is found; there is nothing below it yet.
            #expect(problem?.code == "no-rows")
            #expect(source.notices.isEmpty)
        }
        let titles = template.columns.map { TemplateWorkbook.title($0, isChinese: isChinese) }
        let header = try HeaderResolution.resolve(titles, layout: template.layout, row: 1)
        #expect(header.header.places == Array(titles.indices))
    }
}
