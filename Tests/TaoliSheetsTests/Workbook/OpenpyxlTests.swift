import Foundation
import TaoliModels
import TaoliSheets
import Testing

/// Another program's view: openpyxl reads what we write, and writes what we read.
@Suite("Workbooks shared with openpyxl")
struct OpenpyxlTests {
    /// Runs a Python program; what it printed. `make test` has seen to it that openpyxl is there.
    private func python(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program] + arguments
        var environment = ProcessInfo.processInfo.environment
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        environment["PYTHONPATH"] = root.appendingPathComponent(".tools/python").path
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "is openpyxl there? deploy/scripts/install.sh")
        return String(decoding: data, as: UTF8.self)
    }

    @Test("It writes rows, days, numbers, merges and hidden sheets; we read them")
    func readsForeign() async throws {
        let program = """
            import datetime, sys, openpyxl
            from openpyxl.styles import Font
            book = openpyxl.Workbook()
            hidden = book.active
            hidden.title, hidden.sheet_state = "隐藏", "hidden"
            sheet = book.create_sheet("学校")
            book.active = 1
            sheet.append(["学校编号", "name", "note"])
            sheet.append(["0012", "桃李 & 小学", datetime.date(2026, 9, 1)])
            sheet.append([440105001, "一\\n二", datetime.datetime(2026, 9, 1, 8, 30)])
            sheet.append([1.5, True, "𠮷"])
            sheet.append(["a", "=1+1", None])
            sheet.append(["b", "合并", "集团"])
            sheet.append(["c", "合并二", None])
            sheet.merge_cells("C6:C7")
            sheet["E9"].font = Font(bold=True)
            sheet.row_dimensions[3].hidden = True
            book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904 if sys.argv[2] == "1904" \\
                else openpyxl.utils.datetime.CALENDAR_WINDOWS_1900
            book.save(sys.argv[1])
            """
        for epoch in ["1900", "1904"] {
            try await withTemporaryFile(".xlsx") { path in
                _ = try python(program, [path, epoch])
                let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
                let read = try await readTable(bytes)
                #expect(
                    read.rows.map(\.cells) == [
                        ["0012", "桃李 & 小学", "2026-09-01"],
                        ["440105001", "一\n二", "2026-09-01 08:30:00"], ["1.5", "TRUE", "𠮷"],
                        ["a", "=", ""], ["b", "合并", "集团"], ["c", "合并二", "集团"],
                    ])
                #expect(
                    read.rows.map { $0.problems.map(\.code) } == [
                        [], [], [], ["formula-without-value"], [], [],
                    ])
                #expect(read.notices.map(\.code) == ["hidden-rows"])
            }
        }
    }

    @Test("It opens what we write: texts, numbers, formats, lists, notes, sheets")
    func writesForOthers() async throws {
        let program = """
            import sys, openpyxl
            book = openpyxl.load_workbook(sys.argv[1])
            sheet = book.worksheets[0]
            print([(s.title, s.sheet_state) for s in book.worksheets])
            print([[c.value for c in row] for row in sheet.iter_rows()])
            print([sheet.cell(2, c).data_type for c in (1, 2, 3)], sheet.freeze_panes)
            print([sheet.column_dimensions[c].number_format for c in "ABCD"])
            print(sheet["A2"].number_format, sheet["A1"].font.bold, sheet["B1"].comment.text)
            for rule in sheet.data_validations.dataValidation:
                print(rule.type, rule.formula1, rule.sqref)
            print([c.value for c in book["代码表"]["A"]], sheet.auto_filter.ref)
            print(book.properties.created.isoformat())
            """
        try await withTemporaryFile(".xlsx") { path in
            let writer = try WorkbookWriter(
                path: path, created: Date(timeIntervalSince1970: 1_767_225_600))
            let many = (0..<60).map { "选项\($0)，名称较长" }
            let sheet = try writer.addSheet(
                SheetPlan(
                    "学校",
                    columns: [
                        SheetColumn("编号"), SheetColumn("名称", note: "全称", choices: many),
                        SheetColumn("数", isText: false),
                        SheetColumn("错误信息", width: 60, isWarning: true),
                    ], hasFilter: true))
            try writer.append(
                [.text("007"), .text("=1+1"), SheetCell(number: "12"), .text("_x0041_")], to: sheet)
            let notes = try writer.addSheet(SheetPlan("说明", columns: [SheetColumn("项")]))
            try writer.append([.text("a")], to: notes)
            try writer.finish()
            let lines = try python(program, [path]).split(separator: "\n").map(String.init)
            // openpyxl shows the escape by which Excel knows that `_x0041_` is no escape.
            #expect(
                lines == [
                    "[('学校', 'visible'), ('说明', 'visible'), ('代码表', 'hidden')]",
                    "[['编号', '名称', '数', '错误信息'], ['007', \"'=1+1\", 12, '_x005F_x0041_']]",
                    "['s', 's', 'n'] A2", "['@', '@', 'General', '@']",
                    "@ True 全称",
                    "list '代码表'!$A$1:$A$60 B2:B1048576",
                    "[" + many.map { "'\($0)'" }.joined(separator: ", ") + "] A1:D2",
                    "2026-01-01T00:00:00",
                ])
        }
    }
}
