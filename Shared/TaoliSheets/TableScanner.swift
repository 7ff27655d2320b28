package import TaoliModels

/// Reads a whole CSV file that lies in memory and lends each row out as bytes: for tables of a
/// million rows, where `SheetReader`'s texts would take most of the time.
///
/// Rows without quotes and oddities are cut where they lie. Every other row goes through the same
/// parser and the same checks as `SheetReader`'s, so both say the same of a bad row. Encodings,
/// limits and blank rows are as there; a file without data rows is no error here.
package struct TableScanner {
    private let layout: TableLayout
    private let limits: SheetLimits
    /// What to tell the reader of the file though nothing is refused.
    package private(set) var notices: [FileNotice] = []
    /// Data rows given out so far, blank and refused ones not counted.
    package private(set) var rowCount = 0

    /// - Parameter layout: the columns to find.
    package init(layout: TableLayout, limits: SheetLimits = .standard) {
        self.layout = layout
        self.limits = limits
    }

    /// Reads a file from its first byte to its last.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - refuse: takes each row that has a wrong shape, with what is wrong.
    ///   - take: takes each other row; the cells are lent only for the call. `false` ends reading.
    /// - Throws: a `FileProblem` for wrong encodings and headers, an open quote, an empty file, and
    ///   when there are too many rows.
    package mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, refuse: (TableRow) -> Void,
        take: (TableCells) -> Bool
    ) throws(FileProblem) {
        let text = try PlainText(bytes)
        if let lines = text.lineCountUpTo(limits.rowsMax + 1), lines > limits.rowsMax + 1 {
            throw .tooManyRows(limits.rowsMax)
        }
        var cutter = RowCutter(text.bytes, layout: layout, limits: limits)
        defer {
            notices = cutter.notices
            rowCount = cutter.rowCount
            text.release()
        }
        try cutter.run(refuse: refuse, take: take)
    }
}
