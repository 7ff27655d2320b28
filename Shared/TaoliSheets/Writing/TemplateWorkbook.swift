package import Foundation
package import TaoliModels

/// A template as a workbook to fill in: the sheet with the titles, and how to fill it in (说明).
package enum TemplateWorkbook {
    /// The sheet that says how to fill it in.
    static let instructions = "说明"

    /// Writes an empty template.
    ///
    /// - Parameter isChinese: the language of titles, lists and instructions; both are read.
    package static func write(
        _ template: TableTemplate, to path: String, isChinese: Bool, created: Date
    ) throws(WorkbookFailure) {
        let writer = try WorkbookWriter(path: path, created: created)
        _ = try writer.addSheet(
            SheetPlan(
                text(template.title, isChinese),
                columns: template.columns.map { column($0, isChinese: isChinese) }))
        try writeInstructions(template, to: writer, isChinese: isChinese)
        try writer.finish()
    }

    /// The column of a title in a file that somebody else laid out, so that corrected rows can be
    /// filled in with the same notes and lists as in the template.
    package static func column(titled title: String, of template: TableTemplate?, isChinese: Bool)
        -> SheetColumn
    {
        let name = CellText.headerName(title)
        let known = template?.columns.first { column in
            ([column.column.name] + column.column.aliases).contains {
                CellText.headerName($0) == name
            }
        }
        guard let known else { return SheetColumn(title, width: width(title)) }
        return SheetColumn(
            title, width: width(title), note: text(known.note, isChinese),
            choices: known.choices.map { text($0, isChinese) })
    }

    /// The title of a template's column in a language.
    package static func title(_ column: TemplateColumn, isChinese: Bool) -> String {
        isChinese ? column.chineseTitle : column.column.name
    }

    private static func column(_ template: TemplateColumn, isChinese: Bool) -> SheetColumn {
        let title = title(template, isChinese: isChinese)
        return SheetColumn(
            title, width: max(width(title), 14), note: text(template.note, isChinese),
            choices: template.choices.map { text($0, isChinese) })
    }

    private static func writeInstructions(
        _ template: TableTemplate, to writer: WorkbookWriter, isChinese: Bool
    ) throws(WorkbookFailure) {
        let titles =
            isChinese
            ? ["列", "是否必有", "填写要求", "可填的值", "示例"]
            : ["column", "required", "what to fill in", "values", "example"]
        let widths = [18, 10, 60, 40, 18]
        let sheet = try writer.addSheet(
            SheetPlan(
                instructions,
                columns: zip(titles, widths).map { SheetColumn($0, width: $1) }))
        for column in template.columns {
            let row = [
                title(column, isChinese: isChinese),
                column.column.isRequired ? (isChinese ? "是" : "yes") : (isChinese ? "否" : "no"),
                text(column.note, isChinese),
                column.choices.map { text($0, isChinese) }.joined(
                    separator: isChinese ? "、" : ", "),
                column.example,
            ]
            try writer.append(row.map(SheetCell.text), to: sheet)
        }
        for rule in rules(isChinese) {
            try writer.append([.text(""), .text(""), .text(rule)], to: sheet)
        }
    }

    /// What holds for every template.
    private static func rules(_ isChinese: Bool) -> [String] {
        isChinese
            ? [
                "只读取第一张可见的工作表；第一个非空行是列名，列的顺序不限，多余的列会被忽略。",
                "所有列已设为文本，长号码不会变形；从别处粘贴时请选择“只粘贴值”。",
                "隐藏的行也会读入；同一列内合并的单元格按每行都有该值读取，跨列合并会被拒绝。",
                "日期写作 2026-09-01；检查时会逐行报告问题，检查不会写入任何数据。",
            ]
            : [
                "Only the first visible sheet is read; its first row that is not empty has the "
                    + "titles, in any order; other columns are ignored.",
                "All columns are text, so that long numbers stay as typed: paste values only.",
                "Hidden rows are read too; a merge within one column counts for each of its rows, "
                    + "a merge over several columns is refused.",
                "Dates: 2026-09-01. A check reports row by row and records nothing.",
            ]
    }

    private static func text(_ wording: Wording, _ isChinese: Bool) -> String {
        isChinese ? wording.chinese : wording.english
    }

    /// Characters that a title needs, Han being twice as wide.
    private static func width(_ title: String) -> Int {
        4 + title.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) }
    }
}
