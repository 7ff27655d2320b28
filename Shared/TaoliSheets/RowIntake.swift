import TaoliModels

/// Takes the records of one table in order: the first that is not blank is the header, the others
/// become rows. Blank ones are left out but counted, so that numbers are the user's spreadsheet's.
struct RowIntake {
    private let layout: TableLayout
    private let limits: SheetLimits
    /// Cells behind the header's last title are another column's in CSV, where a comma may be
    /// missing or too many; in a workbook they are notes beside the table.
    private let ignoresUntitled: Bool
    private var shape: RowShape?
    private var hasUntitled = false

    /// The header, once it is read.
    var header: TableHeader? { shape?.header }
    /// What to tell the reader of the file though nothing is refused.
    private(set) var notices: [FileNotice] = []
    /// Data rows given out so far, blank ones not counted.
    private(set) var rowCount = 0

    init(layout: TableLayout, limits: SheetLimits, ignoresUntitled: Bool = false) {
        self.layout = layout
        self.limits = limits
        self.ignoresUntitled = ignoresUntitled
    }

    /// The row that a record is; `nil` for the header and for blank records.
    ///
    /// - Throws: what is wrong with a header.
    mutating func accept(_ record: SheetRecord) throws(FileProblem) -> TableRow? {
        if record.isBlank { return nil }
        guard let shape else {
            try readHeader(record)
            return nil
        }
        guard ignoresUntitled else {
            rowCount += 1
            return shape.row(record)
        }
        var record = record
        let width = shape.header.titles.count
        let all = record.ends.count
        record.pad(to: width)
        record.cut(to: width)
        if all > width { noteUntitled(record.number, width) }
        // A note beside the table does not make its row one of the table.
        if record.isBlank { return nil }
        rowCount += 1
        return shape.row(record)
    }

    /// - Throws: `emptyFile` or `noRows` when the table that ended here is none.
    func finish() throws(FileProblem) {
        if shape == nil { throw .emptyFile }
        if rowCount == 0 { throw .noRows }
    }

    private mutating func readHeader(_ record: SheetRecord) throws(FileProblem) {
        let titles = record.ends.indices.map {
            String(decoding: CellText.trimmed(record[$0]), as: UTF8.self)
        }
        let used = Array(titles.prefix(1 + (titles.lastIndex { !$0.isEmpty } ?? 0)))
        let resolved = try HeaderResolution.resolve(used, layout: layout, row: record.number)
        shape = RowShape(header: resolved.header, limits: limits, refusesDamaged: true)
        notices += resolved.notices
    }

    private mutating func noteUntitled(_ row: Int, _ width: Int) {
        if hasUntitled { return }
        hasUntitled = true
        let column = ColumnReference(index: width, name: "").letter
        notices.append(
            FileNotice(
                "untitled-cells",
                text: Wording(
                    "第 \(row) 行起，\(column) 列及其右侧有没有列名的内容，已忽略。",
                    "From row \(row) on there are cells in column \(column) or right of it, under "
                        + "no title: they are ignored.")))
    }
}
