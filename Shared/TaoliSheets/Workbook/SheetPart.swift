/// A sheet's XML: gives each row out as a record when it ends.
///
/// Rows and cells may leave out their own places (`r`); then they stand behind the last one. Cells
/// without a value, as formats leave them, are nothing.
final class SheetPart: PartReader {
    private let values: CellValues
    private let limits: SheetLimits
    private let mergeCount: Int
    /// Takes a record; `false` ends reading.
    private let give: (SheetRecord) throws(FileProblem) -> Bool
    private var row: RowAssembly
    private var merges: MergedCells

    private var cell = CellMarkup()
    private var isInsideRows = false
    private var seenMerges = 0
    private var lastRow = 0

    /// Rows that the user does not see, e.g. because of a filter; they are read nevertheless.
    private(set) var hiddenRows = 0
    private(set) var hasHiddenColumns = false

    init(
        values: CellValues, merges ranges: [MergedRange], limits: SheetLimits,
        give: @escaping (SheetRecord) throws(FileProblem) -> Bool
    ) {
        self.values = values
        self.limits = limits
        self.give = give
        mergeCount = ranges.count
        merges = MergedCells(ranges)
        row = RowAssembly(limits: limits)
    }

    override func begin(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "c" where isInsideRows: beginCell(attributes)
        case "row" where isInsideRows: beginRow(attributes)
        case "v" where isInsideRows: cell.collects = true
        case "t" where isInsideRows: cell.collects = !cell.isPronunciation
        case "f" where isInsideRows: cell.hasFormula = true
        case "rPh" where isInsideRows: cell.isPronunciation = true
        case "sheetData": isInsideRows = true
        case "mergeCell": seenMerges += 1
        case "col": hasHiddenColumns = hasHiddenColumns || PartReader.isTrue(attributes["hidden"])
        default: break
        }
    }

    override func take(_ text: String) {
        if cell.collects { cell.append(text, max: limits.cellBytesMax) }
    }

    override func end(_ name: String) {
        switch name {
        case "v", "t": cell.collects = false
        case "rPh": cell.isPronunciation = false
        case "c" where isInsideRows: row.append(values.value(of: cell), at: cell.column)
        case "row" where isInsideRows: endRow()
        case "sheetData": isInsideRows = false
        case "mergeCells" where seenMerges != mergeCount:
            // The two readings disagree, so what was given out may lack values.
            problem = .damagedWorkbook("mergeCells")
        default: break
        }
    }

    private func beginRow(_ attributes: [String: String]) {
        let number = attributes["r"].map { Int($0) ?? 0 } ?? lastRow + 1
        guard number > lastRow else {
            problem = .damagedWorkbook("row \(attributes["r"] ?? "")")
            return
        }
        if number > limits.rowsMax { problem = .tooManyRows(limits.rowsMax) }
        lastRow = number
        row.begin(number)
        if PartReader.isTrue(attributes["hidden"]) { row.isHidden = true }
    }

    private func beginCell(_ attributes: [String: String]) {
        var column = row.nextColumn
        if let reference = attributes["r"] {
            guard let place = CellReference(reference), place.column >= column else {
                problem = .damagedWorkbook("cell \(reference)")
                return
            }
            column = place.column
        }
        cell.begin(
            column: column, type: CellMarkup.Kind(attributes["t"]),
            style: attributes["s"].flatMap { Int($0) })
    }

    private func endRow() {
        guard let record = row.record(&merges) else { return }
        if row.isHidden { hiddenRows += 1 }
        do throws(FileProblem) {
            if try !give(record) { isDone = true }
        } catch {
            problem = error
        }
    }
}

/// What a cell's markup says, before it is a value.
struct CellMarkup {
    /// `ST_CellType`.
    enum Kind {
        case number, shared, text, boolean, error, date

        init(_ type: String?) {
            switch type {
            case "s": self = .shared
            case "str", "inlineStr": self = .text
            case "b": self = .boolean
            case "e": self = .error
            case "d": self = .date
            default: self = .number
            }
        }
    }

    private(set) var column = 0
    private(set) var kind = Kind.number
    private(set) var style: Int?
    private(set) var text: [UInt8] = []
    private(set) var isTooLong = false
    var hasFormula = false
    var collects = false
    var isPronunciation = false

    mutating func begin(column: Int, type: Kind, style: Int?) {
        self.column = column
        kind = type
        self.style = style
        text.removeAll(keepingCapacity: true)
        isTooLong = false
        hasFormula = false
        collects = false
        isPronunciation = false
    }

    mutating func append(_ piece: String, max: Int) {
        // Escapes are longer than what they mean; a text that is too long is cut, never kept whole.
        guard text.count + piece.utf8.count <= 8 * max else {
            isTooLong = true
            return
        }
        text.append(contentsOf: piece.utf8)
    }
}
