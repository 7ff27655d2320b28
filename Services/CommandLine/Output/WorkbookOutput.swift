import Foundation
import Synchronization
import TaoliModels
import TaoliSheets

/// The workbook of `--format xlsx --output FILE`: the list on the first sheet, where it comes from
/// on the second (说明).
final class WorkbookOutput: Sendable {
    let path: String
    private let words: [String]
    private let isWritten = Mutex(false)

    init(path: String, words: [String]) {
        self.path = path
        self.words = words
    }

    /// Writes a list and says so.
    ///
    /// - Throws: ``CommandFailure`` when the file cannot be written.
    func write<Item: Presentable>(_ items: [Item], in context: CommandContext) throws {
        let now = Date()
        try WorkbookFile.write(to: path, created: now) { (writer) throws(WorkbookFailure) in
            let sheet = try writer.addSheet(Item.sheet(in: context.language))
            for item in items {
                try writer.append(item.cells(in: context.language), to: sheet)
            }
            let notes = try writer.addSheet(
                SheetPlan(
                    "说明",
                    columns: [
                        SheetColumn(context.text("项目", "item"), width: 14),
                        SheetColumn(context.text("内容", "content"), width: 60),
                        SheetColumn(context.text("含义", "meaning"), width: 24),
                    ]))
            let caution = Item.caution.map {
                [[context.text("注意", "caution"), $0.text(in: context.language), ""]]
            }
            let origin = origin(items.count, now, context)
            for row in (caution ?? []) + origin + Item.dictionary(in: context) {
                try writer.append(row.map(SheetCell.text), to: notes)
            }
        }
        isWritten.withLock { $0 = true }
        context.console.note(
            context.text(
                "已写出 \(path)（\(items.count) 行）", "Wrote \(path) (\(items.count) rows)"))
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
                context.text("导出时间", "exported at"), WorkbookOutput.time(now),
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

    /// `2026-09-01 08:30` as a clock in Shanghai shows it.
    static func time(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down)) + 8 * 3600
        let minutes = (seconds / 60) % 1440
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(CalendarDate(shanghai: instant)) \(two(minutes / 60)):\(two(minutes % 60))"
    }
}

extension Presentable {
    /// The sheet of a list. Columns that stand on the right hold numbers.
    fileprivate static func sheet(in language: Language) -> SheetPlan {
        SheetPlan(
            "数据",
            columns: columns.map { column in
                let title = column.title.text(in: language)
                return SheetColumn(
                    title, isText: column.alignment == .left, width: max(12, title.displayWidth + 4)
                )
            }, hasFilter: true)
    }

    fileprivate func cells(in language: Language) -> [SheetCell] {
        Self.columns.map { column in
            let text = column.text(self, language)
            return column.alignment == .right ? SheetCell(number: text) : .text(text)
        }
    }

    /// Each column in both languages.
    fileprivate static func dictionary(in context: CommandContext) -> [[String]] {
        columns.enumerated().map { index, column in
            let letter = ColumnReference(index: index, name: "").letter
            let kind =
                column.alignment == .right
                ? context.text("数", "number") : context.text("文字", "text")
            return [
                context.text("列 \(letter)", "column \(letter)"),
                "\(column.title.chinese) / \(column.title.english)", kind,
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
