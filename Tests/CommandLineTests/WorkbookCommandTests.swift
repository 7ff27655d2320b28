import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliSheets
import Testing

@testable import taoli

@Suite("Workbooks on the command line")
struct WorkbookCommandTests {
    private func run(
        _ arguments: [String], _ environment: [String: String] = [:],
        _ console: TestConsole = TestConsole()
    ) async -> (status: Int32, data: String, notes: String) {
        let status = await Program.run(
            arguments, environment: environment, console: console.console)
        return (status, console.data, console.notes)
    }

    /// The first visible sheet with the columns asked for.
    private func sheet(_ path: String, _ titles: [String]) async throws -> [TableRow] {
        let layout = TableLayout(name: "test", columns: titles.map { TableColumn($0) })
        var batches = try TableBatches(path: path, layout: layout)
        var rows: [TableRow] = []
        while let more = try await batches.next() { rows += more }
        #expect(batches.isWorkbook)
        return rows
    }

    private func signIn(_ environment: [String: String]) async {
        let login = await run(
            ["login", "--login", "a"], environment, TestConsole(answers: ["correct horse"]))
        #expect(login.status == 0, "\(login.notes)")
    }

    @Test("A list goes into a workbook with its filters; nothing goes to standard output")
    func list() async throws {
        try await withTemporaryFolder { folder in
            try await FakeCity().serve { environment in
                await signIn(environment)
                let path = folder + "/变化.xlsx"
                let list = await run(
                    [
                        "group", "compare", "--from", "2025-09-01", "--to", "2026-09-01", "--lang",
                        "zh", "--format", "xlsx", "--output", path,
                    ], environment)
                #expect(list.status == 0, "\(list.notes)")
                #expect(list.data.isEmpty)
                #expect(list.notes.contains("已写出 \(path)（1 行）"))
                let rows = try await sheet(path, ["日期", "变化", "集团", "区", "校区", "身份"])
                #expect(
                    rows.map(\.cells) == [["2026-09-01", "加入", "桃李, 集团", "", "'=东山小学", "成员校"]])
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: folder) == ["变化.xlsx"])
            }
        }
    }

    @Test("Without --output, without a table, or without need nothing is done: 64")
    func refused() async {
        let plan = ["rotation", "check", "--instance", "x", "--plan", "y"]
        for arguments in [
            ["school", "list", "--format", "xlsx"], ["school", "list", "--output", "x.csv"],
            ["school", "list", "--format", "json", "--output", "x.json"],
            plan + ["--format", "xlsx", "--output", "x.xlsx"],
            [
                "import", "apply", "--kind", "schools", "f", "--format", "xlsx", "--output",
                "x.xlsx",
            ],
            ["import", "template", "schools", "--format", "xlsx"],
            ["events", "tail", "--service", "registry", "--follow", "--format", "xlsx"],
        ] {
            let result = await run(arguments)
            #expect(result.status == 64, "\(arguments) \(result.notes)")
            #expect(result.data.isEmpty)
        }
    }

    @Test("A folder that is not there ends with 65 and leaves nothing behind")
    func noFolder() async throws {
        let result = await run([
            "import", "template", "schools", "--format", "xlsx", "--output", "/nowhere/a.xlsx",
        ])
        #expect(result.status == 65)
        #expect(result.notes.contains("/nowhere/a.xlsx"))
    }

    @Test("The command line is shown as it was typed, without the key and the file")
    func origin() {
        let words = [
            "school", "list", "--name", "a b", "--key-file", "k.json", "--output=x.xlsx", "--on",
            "2026-09-01",
        ]
        #expect(
            WorkbookOutput.commandLine(words) == "taoli school list --name 'a b' --on 2026-09-01")
        #expect(
            ShanghaiTime.shown(Date(timeIntervalSince1970: 1_788_193_799)) == "2026-09-01 00:29")
    }

    @Test("Templates: a workbook, CSV with the titles alone, the columns as a table and JSON")
    func templates() async throws {
        let csv = await run(["import", "template", "schools", "--format", "csv", "--lang", "zh"])
        #expect(csv.data == "\u{FEFF}学校编号,学校名称,区代码,区,学段,办学性质,经度,纬度,备注,办学状态\r\n")
        let json = await run(["import", "template", "groups", "--format", "json"])
        #expect(json.data.contains("\"lead_or_member\""))
        let table = await run(["import", "template", "districts", "--lang", "en"])
        #expect(table.data.contains("city, district"))
        try await withTemporaryFolder { folder in
            let path = folder + "/t.xlsx"
            let made = await run([
                "import", "template", "schools", "--format", "xlsx", "--output", path, "--lang",
                "en",
            ])
            #expect(made.status == 0, "\(made.notes)")
            let problem = await #expect(throws: FileProblem.self) {
                _ = try await sheet(path, ImportTemplates.schools.columns.map(\.column.name))
            }
            #expect(problem?.code == "no-rows")
        }
    }

    @Test("Rejected rows of a workbook come back as one: the same columns, 行号 and 错误信息")
    func rejected() async throws {
        try await withTemporaryFolder { folder in
            let source = folder + "/in.xlsx"
            try WorkbookFile.write(to: source, created: Date()) {
                (writer) throws(WorkbookFailure) in
                let sheet = try writer.addSheet(
                    SheetPlan("x", columns: ["备注", "学校编号", "学段"].map { SheetColumn($0) }))
                for row in [["甲", "1", "小学"], [], ["乙", "0002", "学"]] {
                    try writer.append(row.map(SheetCell.text), to: sheet)
                }
            }
            for name in ["out.xlsx", "out"] {
                var file = await RejectedRowsFile(
                    path: folder + "/" + name, source: source, template: ImportTemplates.schools,
                    language: .zh)
                try await file.append(
                    .with {
                        $0.row = 4
                        $0.verdict = .refused
                        $0.problems = [
                            .with {
                                $0.slug = "unknown-stage"
                                $0.column = "C (学段)"
                                $0.chinese = "不在代码表中"
                            },
                            .with {
                                $0.slug = "no-id"
                                $0.chinese = "没有编号"
                            },
                        ]
                    })
                try file.finish()
                let rows = try await sheet(
                    folder + "/" + name, ["备注", "学校编号", "学段", "行号", "错误信息"])
                #expect(
                    rows.map(\.cells) == [
                        ["乙", "0002", "学", "4", "学段（C 列）：不在代码表中（unknown-stage）\n没有编号（no-id）"]
                    ])
            }
        }
    }

    @Test("Answers may be a workbook; registry gets them as CSV")
    func answers() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/answers.xlsx"
            var template = try AnswersTemplate(path: path)
            try template.append(
                .with {
                    $0.row = 7
                    $0.verdict = .doubtful
                    $0.problems = [.with { $0.slug = "stage" }]
                })
            try template.finish()
            var options = try ImportOptions.parse(["--kind", "schools", "x.csv"])
            options.answers = path
            let csv = String(decoding: try await options.answersCSV(), as: UTF8.self)
            #expect(csv == "\u{FEFF}row,question,answer\r\n7,stage,\r\n")
        }
    }
}
