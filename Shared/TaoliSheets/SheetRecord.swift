/// One record of a table, from CSV or a workbook, as bytes of UTF-8.
struct SheetRecord {
    /// Row number as a spreadsheet shows it, counted from 1.
    var number = 1
    /// The line of the file on which the record begins, counted from 1; a workbook's row number.
    var line = 1
    /// All cells' bytes one after the other, quotes resolved.
    var bytes: [UInt8] = []
    /// For each cell the index in `bytes` at which it ends.
    var ends: [Int] = []
    /// The first thing wrong with it as a whole.
    var flaw: RecordFlaw?
    /// What is wrong with single cells, in the order of columns: only workbooks have such cells.
    var cellFlaws: [CellFlaw] = []

    /// The bytes of a cell.
    subscript(_ index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Whether every cell is empty or holds nothing but blanks, as formatted but empty rows do.
    var isBlank: Bool { flaw == nil && CellText.trimmed(bytes[...]).isEmpty }

    /// Adds empty cells until there are so many.
    mutating func pad(to width: Int) {
        while ends.count < width { ends.append(bytes.count) }
    }

    /// Leaves out all cells from a column on.
    mutating func cut(to width: Int) {
        guard ends.count > width else { return }
        ends.removeSubrange(width...)
        bytes.removeSubrange((ends.last ?? 0)...)
        cellFlaws.removeAll { $0.column >= width }
    }
}

/// What can be wrong with a record's shape; `column` is counted from 0.
enum RecordFlaw: Equatable {
    case cellTooLong(column: Int)
    case rowTooLong
    case tooManyColumns
    case textAfterQuote(column: Int)
    case controlCharacter(column: Int)
}

/// What a workbook can hold instead of a cell's value. It only matters in columns that are read.
struct CellFlaw: Equatable {
    enum Kind: Equatable {
        /// A number with more digits than a spreadsheet keeps.
        case damagedNumber
        /// `#N/A`, `#REF!` and the like.
        case errorValue
        /// A formula that no spreadsheet has computed yet.
        case formulaWithoutValue
    }

    /// Counted from 0.
    let column: Int
    let kind: Kind
}
