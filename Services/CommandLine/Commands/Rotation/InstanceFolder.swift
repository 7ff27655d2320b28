import Foundation
import RotationCore
import TaoliModels
import TaoliSheets

/// The five tables of an instance in a folder.
struct InstanceFolder {
    private let path: String
    private let context: CommandContext

    init(_ path: String, _ context: CommandContext) {
        self.path = path
        self.context = context
    }

    /// Reads all tables, each to its end or to the limit of problems.
    ///
    /// - Throws: ``CommandFailure`` for files that cannot be read; ``QuietExit`` when rows are
    ///   wrong, each of which has been noted.
    func read(_ parameters: PlanParameters) throws -> PlanInstance {
        let reading = InstanceReading(parameters)
        for table in InstanceTable.allCases where !reading.isHopeless {
            try read(table, into: reading)
            // Later tables name rows of this one: without them every row would be wrong.
            if !reading.problems.isEmpty, table == .schools || table == .teachers { break }
        }
        let instance = reading.finish()
        for warning in reading.warnings { note(warning, isWarning: true) }
        if reading.warningCount > reading.warnings.count {
            context.console.note(
                context.text(
                    "另有 \(reading.warningCount - reading.warnings.count) 条提示未列出。",
                    "Warnings not listed: \(reading.warningCount - reading.warnings.count)."))
        }
        if let instance { return instance }
        for problem in reading.problems { note(problem, isWarning: false) }
        if reading.isHopeless {
            context.console.note(
                context.text(
                    "仅列出前 \(InstanceLimits.problemsMax) 处（problemsMax）。",
                    "Only the first \(InstanceLimits.problemsMax) are listed (problemsMax)."))
        }
        throw QuietExit(status: .dataInvalid)
    }

    private func read(_ table: InstanceTable, into reading: InstanceReading) throws {
        let file = path + "/" + table.fileName
        let data = try InstanceFolder.data(file)
        var limits = SheetLimits()
        limits.rowsMax = InstanceLimits.rowsMax
        var scanner = TableScanner(layout: table.layout, limits: limits)
        // A teacher's row is seldom shorter than this; room too much is given back soon.
        if table == .teachers { reading.expectTeachers(data.count / 48) }
        do {
            try data.withUnsafeBytes { bytes in
                try scanner.scan(
                    bytes.bindMemory(to: UInt8.self),
                    refuse: { row in
                        for problem in row.problems {
                            reading.note(InstanceProblem(problem, table, line: row.line))
                        }
                    },
                    take: { cells in
                        reading.read(cells, of: table)
                        return !reading.isHopeless
                    })
            }
        } catch let problem as FileProblem {
            throw CommandFailure(
                .dataInvalid, problem.text,
                place: file + (problem.row.map { ", row \($0)" } ?? ""),
                next: Wording("请改正文件后重试。", "Correct the file and try again."))
        }
        if scanner.rowCount == 0, !table.mayBeEmpty, reading.problems.isEmpty {
            throw CommandFailure(
                .dataInvalid, Wording("文件没有数据行。", "The file has no data rows."), place: file,
                next: Wording("请在表头下填写数据。", "Add rows below the header."))
        }
    }

    /// One line of the file, column and value, then what is wrong.
    private func note(_ problem: InstanceProblem, isWarning: Bool) {
        let file = path + "/" + problem.table.fileName
        let column = problem.column.map { ", column \($0)" } ?? ""
        let value = problem.value.isEmpty ? "" : ", \"\(problem.value)\""
        let kind =
            isWarning
            ? context.text("taoli：提示：", "taoli: warning: ")
            : context.text("taoli：错误：", "taoli: error: ")
        let place = "\(file):\(problem.line)\(column)\(value)"
        context.console.note(
            kind + (place + ": ").harmless + problem.text.text(in: context.language))
    }

    /// A file's bytes, mapped where that is possible.
    ///
    /// - Throws: ``CommandFailure`` when it cannot be read.
    static func data(_ path: String) throws -> Data {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if exists, !isFolder.boolValue,
            let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        {
            return data
        }
        throw CommandFailure(
            .dataInvalid,
            exists
                ? Wording("文件无法读取。", "The file cannot be read.")
                : Wording("没有这个文件。", "There is no such file."),
            place: path, next: Wording("请检查路径和权限。", "Check its path and permissions."))
    }
}

extension InstanceProblem {
    /// What a reader of tables found wrong with a row's shape.
    init(_ problem: RowProblem, _ table: InstanceTable, line: Int) {
        self.init(
            table, line: line, column: problem.column, value: problem.value, text: problem.text)
    }
}
