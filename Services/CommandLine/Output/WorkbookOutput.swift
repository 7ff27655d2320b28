import Foundation
import Synchronization
import TaoliModels
import TaoliSheets

/// The workbook of `--format xlsx --output FILE`: the list on the first sheet, lists below an item on
/// sheets of their own, where it comes from on the last (说明).
final class WorkbookOutput: Sendable {
    let path: String
    private let words: [String]
    private let isWritten = Mutex(false)

    init(path: String, words: [String]) {
        self.path = path
        self.words = words
    }

    /// Writes a list, with the lists of its sections on sheets of their own, and says so.
    ///
    /// - Throws: ``CommandFailure`` when the file cannot be written.
    func write<Item: Presentable>(
        _ items: [Item], sections: [Section] = [], in context: CommandContext
    ) throws {
        let now = Date()
        let language = context.language
        let tables = WorkbookOutput.distinct(
            [Item.sheet(items, named: WorkbookOutput.dataSheet, in: language)]
                + sections.compactMap(\.sheet).filter { !$0.rows.isEmpty })
        let count = tables.reduce(0) { $0 + $1.rows.count }
        try WorkbookFile.write(to: path, created: now) { (writer) throws(WorkbookFailure) in
            for table in tables {
                let sheet = try writer.addSheet(table.plan(in: language))
                for row in table.rows { try writer.append(table.cells(row), to: sheet) }
            }
            let notes = try writer.addSheet(
                SheetPlan(
                    WorkbookOutput.notesSheet,
                    columns: [
                        SheetColumn(context.text("项目", "item"), width: 14),
                        SheetColumn(context.text("内容", "content"), width: 60),
                        SheetColumn(context.text("含义", "meaning"), width: 24),
                    ]))
            let caution = Item.caution.map {
                [[context.text("注意", "caution"), $0.text(in: language), ""]]
            }
            let rows = (caution ?? []) + origin(count, now, context)
            for row in rows + tables.flatMap({ $0.dictionary(in: context) }) {
                try writer.append(row.map(SheetCell.text), to: notes)
            }
        }
        isWritten.withLock { $0 = true }
        context.console.note(
            context.text(
                "已写出 \(path)（\(count) 行）", "Wrote \(path) (\(count) rows)"))
    }

    /// The list's own sheet, which opens first.
    static let dataSheet = "数据"
    /// Where it comes from, and what the columns are.
    static let notesSheet = "说明"

    /// The tables with names that differ, as tabs must.
    static func distinct(_ tables: [SheetTable]) -> [SheetTable] {
        var taken: Set<String> = [notesSheet]
        return tables.map { table in
            var name = table.name
            var number = 1
            while !taken.insert(name).inserted {
                number += 1
                name = "\(table.name) \(number)"
            }
            return SheetTable(
                name: name, titles: table.titles, alignments: table.alignments, rows: table.rows)
        }
    }

    /// - Throws: ``CommandFailure`` when the command had no table after all.
    func requireWritten() throws {
        guard !isWritten.withLock({ $0 }) else { return }
        throw CommandFailure(
            .dataInvalid,
            Wording(
                "命令已执行，但没有可写成工作簿的表，文件未写出。",
                "The command was carried out, but it has no table: no workbook was written."),
            place: path, next: Wording("请用 --format json 或 table。", "Use --format json or table."))
    }

    /// What was asked, when, and by whom.
    private func origin(_ count: Int, _ now: Date, _ context: CommandContext) -> [[String]] {
        [
            [
                context.text("命令", "command"), WorkbookOutput.commandLine(words),
                context.text("含筛选条件", "with its filters"),
            ],
            [
                context.text("导出时间", "exported at"), ShanghaiTime.shown(now),
                "Asia/Shanghai",
            ],
            [context.text("导出者", "exported by"), context.identity.name, ""],
            [context.text("行数", "rows"), String(count), ""],
        ]
    }

    /// The words as they would be typed again, without where the file and the key are.
    static func commandLine(_ words: [String]) -> String {
        var shown = ["taoli"]
        var rest = words[...]
        while let word = rest.popFirst() {
            if ["--output", "--key-file"].contains(word) {
                _ = rest.popFirst()
            } else if !word.hasPrefix("--output="), !word.hasPrefix("--key-file=") {
                shown.append(word.contains(" ") ? "'\(word)'" : word)
            }
        }
        return shown.joined(separator: " ")
    }
}

extension SheetTable {
    /// Columns that stand on the right hold numbers.
    fileprivate func plan(in language: Language) -> SheetPlan {
        SheetPlan(
            name,
            columns: zip(titles, alignments).map { title, alignment in
                let title = title.text(in: language)
                return SheetColumn(
                    title, isText: alignment == .left, width: max(12, title.displayWidth + 4))
            }, hasFilter: true)
    }

    fileprivate func cells(_ row: [String]) -> [SheetCell] {
        zip(row, alignments).map { text, alignment in
            alignment == .right ? SheetCell(number: text) : .text(text)
        }
    }

    /// Each column in both languages.
    fileprivate func dictionary(in context: CommandContext) -> [[String]] {
        let sheet = name == WorkbookOutput.dataSheet ? "" : name + " "
        return titles.indices.map { index in
            let letter = ColumnReference(index: index, name: "").letter
            let kind =
                alignments[index] == .right
                ? context.text("数", "number") : context.text("文字", "text")
            return [
                sheet + context.text("列 \(letter)", "column \(letter)"),
                "\(titles[index].chinese) / \(titles[index].english)", kind,
            ]
        }
    }
}

/// A workbook that stands in its place only when it is complete.
enum WorkbookFile {
    /// Makes a draft beside the path, and moves it there.
    ///
    /// - Throws: ``CommandFailure`` when the file cannot be written.
    static func write(
        to path: String, created: Date, _ fill: (WorkbookWriter) throws(WorkbookFailure) -> Void
    ) throws {
        let draft = path + ".part"
        do throws(WorkbookFailure) {
            let writer = try WorkbookWriter(path: draft, created: created)
            try fill(writer)
            try writer.finish()
        } catch {
            throw failure(path, error)
        }
        try place(draft, at: path)
    }

    static func place(_ draft: String, at path: String) throws {
        guard rename(draft, path) == 0 else {
            throw failure(path, WorkbookFailure(reason: String(cString: strerror(errno))))
        }
    }

    static func failure(_ path: String, _ error: WorkbookFailure) -> CommandFailure {
        CommandFailure(
            .dataInvalid,
            Wording(
                "工作簿无法写入：\(error.reason)", "The workbook cannot be written: \(error.reason)"),
            place: path,
            next: Wording(
                "请检查路径、权限和磁盘空间。", "Check its path, permissions and the disk's space."))
    }
}
