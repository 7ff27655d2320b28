/// Gathers the cells of one row of a sheet into a record.
struct RowAssembly {
    private let limits: SheetLimits
    private var number = 0
    private var record = SheetRecord()
    /// Whether a cell of the row has a value of its own.
    private var hasValue = false
    private var texts: [(column: Int, start: Int, end: Int)] = []
    private var bytes: [UInt8] = []

    /// Where a cell stands that does not say where.
    private(set) var nextColumn = 0
    var isHidden = false

    init(limits: SheetLimits) { self.limits = limits }

    mutating func begin(_ number: Int) {
        self.number = number
        record.bytes.removeAll(keepingCapacity: true)
        record.ends.removeAll(keepingCapacity: true)
        record.cellFlaws.removeAll(keepingCapacity: true)
        record.flaw = nil
        texts.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        nextColumn = 0
        hasValue = false
        isHidden = false
    }

    mutating func append(_ value: CellValue, at column: Int) {
        nextColumn = column + 1
        if value.text.isEmpty, value.flaw == nil, !value.isTooLong { return }
        hasValue = hasValue || !CellText.trimmed(value.text).isEmpty
        guard column < limits.columnsMax else {
            flaw(.tooManyColumns)
            return
        }
        if value.isTooLong || value.text.count > limits.cellBytesMax {
            flaw(.cellTooLong(column: column))
            return
        }
        guard bytes.count + value.text.count <= limits.rowBytesMax else {
            flaw(.rowTooLong)
            return
        }
        if ByteSearch.hasControl(value.text) { flaw(.controlCharacter(column: column)) }
        if let kind = value.flaw { record.cellFlaws.append(CellFlaw(column: column, kind: kind)) }
        let start = bytes.count
        bytes += value.text
        texts.append((column, start, bytes.count))
    }

    /// The row's record; `nil` for one that only has formats.
    mutating func record(_ merges: inout MergedCells) -> SheetRecord? {
        guard hasValue else { return nil }
        record.number = number
        record.line = number
        var place = 0
        var column = 0
        let width = max((texts.last?.column ?? -1) + 1, (merges.order.last ?? -1) + 1)
        while column < width {
            var own = bytes[0..<0]
            if place < texts.count, texts[place].column == column {
                own = bytes[texts[place].start..<texts[place].end]
                place += 1
            }
            let merged = merges.isEmpty ? nil : merges.text(column: column, row: number, own: own)
            if let merged { record.bytes += merged } else { record.bytes += own }
            record.ends.append(record.bytes.count)
            column += 1
        }
        return record
    }

    private mutating func flaw(_ flaw: RecordFlaw) {
        if record.flaw == nil { record.flaw = flaw }
    }
}
