import TaoliModels

/// What is said of a cell that holds something else than its value.
enum CellProblems {
    /// - Parameters:
    ///   - text: what the cell shows.
    ///   - row: its number in the spreadsheet.
    static func problem(
        _ kind: CellFlaw.Kind, _ text: String, row: Int, _ column: ColumnReference
    ) -> RowProblem {
        switch kind {
        case .damagedNumber:
            RowProblem(
                "damaged-number", row: row, column: column, value: text,
                text: Wording(
                    "表格软件只保留 15 位有效数字，这个长号码已被改坏；请将该列设为文本后重新填写。",
                    "A spreadsheet keeps 15 digits, so this long number is damaged: set the column "
                        + "to text and fill it in again."))
        case .errorValue:
            RowProblem(
                "error-value", row: row, column: column, value: text,
                text: Wording(
                    "单元格是错误值 \(RowProblem.shown(text))；请改正公式，或直接填写内容。",
                    "The cell shows the error \(RowProblem.shown(text)): correct its formula or "
                        + "type the value."))
        case .formulaWithoutValue:
            RowProblem(
                "formula-without-value", row: row, column: column, value: text,
                text: Wording(
                    "单元格的公式还没有计算结果；请在 Excel 或 WPS 中打开并保存，或复制后“粘贴为数值”。",
                    "The cell's formula has no result yet: open and save the file in Excel or WPS, "
                        + "or paste the cell as a value."))
        }
    }
}
