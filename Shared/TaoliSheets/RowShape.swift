import TaoliModels

/// Turns a record into a row of the layout, with what is wrong about its shape.
struct RowShape {
    let header: TableHeader
    let limits: SheetLimits
    /// Whether `4.40106E+17` is a damaged id; in tables of measurements it is a number.
    let refusesDamaged: Bool

    /// Cells in the layout's order; problems for flaws, a wrong number of cells, and formulas.
    func row(_ record: SheetRecord) -> TableRow {
        var problems: [RowProblem] = []
        if let flaw = record.flaw { problems.append(problem(flaw, record)) }
        let width = header.titles.count
        if problems.isEmpty, !hasWidth(width, record) {
            problems.append(wrongWidth(record, expected: width))
        }
        if problems.isEmpty { problems = cellProblems(record) }
        var cells: [String] = []
        cells.reserveCapacity(header.places.count)
        for (index, place) in header.places.enumerated() {
            guard let place, place < record.ends.count else {
                cells.append("")
                continue
            }
            let text = String(decoding: CellText.trimmed(record[place]), as: UTF8.self)
            if problems.isEmpty, CellText.isFormula(text) {
                problems.append(formula(text, record, header.reference(index)))
            }
            if problems.isEmpty, refusesDamaged, NumberText.isDamaged(text) {
                problems.append(
                    CellProblems.problem(
                        .damagedNumber, text, row: record.number, header.reference(index)))
            }
            cells.append(text)
        }
        return TableRow(
            header: header, number: record.number, line: record.line, cells: cells,
            problems: problems)
    }

    /// More cells than titles are fine when the further ones are empty, as spreadsheets write
    /// them. Fewer are not: after a lost comma every later cell would be read as another column.
    private func hasWidth(_ width: Int, _ record: SheetRecord) -> Bool {
        if record.ends.count == width { return true }
        guard record.ends.count > width else { return false }
        return CellText.trimmed(record.bytes[record.ends[width - 1]...]).isEmpty
    }

    private func wrongWidth(_ record: SheetRecord, expected: Int) -> RowProblem {
        RowProblem(
            "malformed-row", row: record.number,
            value: String(decoding: record.bytes.prefix(200), as: UTF8.self),
            text: Wording(
                "应有 \(expected) 个单元格，实际 \(record.ends.count) 个；请检查是否少了或多了逗号、引号。",
                "Expected \(expected) cells, found \(record.ends.count): is a comma or a quote "
                    + "missing or too many?"))
    }

    /// The first flaw of a cell that is read: what stands in other columns does no harm.
    private func cellProblems(_ record: SheetRecord) -> [RowProblem] {
        for flaw in record.cellFlaws {
            guard let index = header.places.firstIndex(of: flaw.column) else { continue }
            let text = String(decoding: record[flaw.column], as: UTF8.self)
            return [
                CellProblems.problem(
                    flaw.kind, text, row: record.number, header.reference(index))
            ]
        }
        return []
    }

    private func formula(_ text: String, _ record: SheetRecord, _ column: ColumnReference)
        -> RowProblem
    {
        RowProblem(
            "formula-cell", row: record.number, column: column, value: text,
            text: Wording(
                "单元格以 = + - @ 开头，会被表格软件当作公式；请改为普通文字（粘贴为数值，去掉开头的符号）。",
                "The cell begins like a formula (= + - @): paste it as a value, or remove the "
                    + "first character."))
    }

    private func column(_ index: Int) -> ColumnReference {
        ColumnReference(
            index: index, name: header.titles.indices.contains(index) ? header.titles[index] : "?")
    }

    private func problem(_ flaw: RecordFlaw, _ record: SheetRecord) -> RowProblem {
        switch flaw {
        case .cellTooLong(let index):
            RowProblem(
                "cell-too-long", row: record.number, column: column(index),
                text: Wording(
                    "单元格超过 \(limits.cellBytesMax / 1024) KiB（cellBytesMax）；请缩短内容，或检查引号是否没有结束。",
                    "The cell is longer than \(limits.cellBytesMax / 1024) KiB (cellBytesMax): "
                        + "shorten it, or look for a quote that is never closed."))
        case .rowTooLong:
            RowProblem(
                "row-too-long", row: record.number,
                text: Wording(
                    "整行超过 \(limits.rowBytesMax / 1024) KiB（rowBytesMax）；请缩短内容。",
                    "The row is longer than \(limits.rowBytesMax / 1024) KiB (rowBytesMax): "
                        + "shorten it."))
        case .tooManyColumns:
            RowProblem(
                "too-many-columns", row: record.number,
                text: Wording(
                    "整行超过 \(limits.columnsMax) 列（columnsMax）；请检查逗号。",
                    "The row has more than \(limits.columnsMax) cells (columnsMax): look at the "
                        + "commas."))
        case .textAfterQuote(let index):
            RowProblem(
                "malformed-row", row: record.number, column: column(index),
                text: Wording(
                    "结束引号后面还有文字；单元格内的引号要写成两个。",
                    "Text follows a closing quote; a quote inside a cell is written twice."))
        case .controlCharacter(let index):
            RowProblem(
                "control-character", row: record.number, column: column(index),
                text: Wording(
                    "单元格含有不可见的控制字符（如 NUL）；请重新输入该单元格。",
                    "The cell holds an invisible control character such as NUL: type it again."))
        }
    }
}
