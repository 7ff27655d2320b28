import TaoliModels

/// Cuts a text into rows and cells where they lie, for ``TableScanner``.
struct RowCutter {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let layout: TableLayout
    private let limits: SheetLimits
    private(set) var notices: [FileNotice] = []
    private(set) var rowCount = 0

    private var place = 0
    private var number = 1
    private var line = 1
    private var shape: RowShape?
    /// Where each cell of the row ends, in the file's order; the separator lies there.
    private var ends: [Int] = []
    /// Two offsets for each column of the layout.
    private var bounds: [Int]

    init(_ bytes: UnsafeBufferPointer<UInt8>, layout: TableLayout, limits: SheetLimits) {
        self.bytes = bytes
        self.layout = layout
        self.limits = limits
        bounds = [Int](repeating: 0, count: 2 * layout.columns.count)
        ends.reserveCapacity(limits.columnsMax)
    }

    /// Gives every data row out, from the first to the last.
    mutating func run(
        refuse: (TableRow) -> Void, take: (TableCells) -> Bool
    ) throws(FileProblem) {
        while place < bytes.count {
            if number > limits.rowsMax { throw .tooManyRows(limits.rowsMax) }
            if let header = shape?.header, let end = cut(header) {
                rowCount += 1
                if !lend(header, bytes.baseAddress, bounds, take) { return }
                place = end
                number += 1
                line += 1
            } else if try !takeOddRow(refuse, take) {
                return
            }
        }
        if shape == nil { throw .emptyFile }
    }

    /// Finds the cells of a row that holds nothing but ordinary bytes and as many cells as the
    /// header, none of which needs a second look.
    ///
    /// - Returns: where the next row begins; `nil` for all other rows.
    private mutating func cut(_ header: TableHeader) -> Int? {
        ends.removeAll(keepingCapacity: true)
        var index = place
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ",") {
                ends.append(index)
            } else if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == 0x7F {
                break
            }
            index &+= 1
        }
        ends.append(index)
        let isShort = index - place <= limits.cellBytesMax
        guard ends.count == header.titles.count, isShort, bound(header) else { return nil }
        if index == bytes.count { return index }
        if bytes[index] == 0x0D { index += 1 }
        guard index < bytes.count, bytes[index] == 0x0A else { return nil }
        return index + 1
    }

    /// Notes where the layout's cells lie, without the blanks around them.
    ///
    /// - Returns: whether all are ordinary, and not all empty.
    private mutating func bound(_ header: TableHeader) -> Bool {
        var isBlank = true
        for (column, found) in header.places.enumerated() {
            guard let found else {
                (bounds[2 * column], bounds[2 * column + 1]) = (place, place)
                continue
            }
            var low = found == 0 ? place : ends[found - 1] + 1
            var high = ends[found]
            while low < high, bytes[low] == 0x20 { low += 1 }
            while low < high, bytes[high - 1] == 0x20 { high -= 1 }
            (bounds[2 * column], bounds[2 * column + 1]) = (low, high)
            if low == high { continue }
            isBlank = false
            if needsSecondLook(low, high) { return false }
        }
        return !isBlank
    }

    /// Whether a cell may have wide blanks at its ends or be taken for a formula.
    private func needsSecondLook(_ low: Int, _ high: Int) -> Bool {
        let first = bytes[low]
        if first >= 0x80 || bytes[high - 1] >= 0x80,
            CellText.trimmed(Array(bytes[low..<high])[...]).count != high - low
        {
            return true
        }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"): return true
        case UInt8(ascii: "-"):
            return !bytes[(low + 1)..<high].allSatisfy { (48...57).contains($0) }
        default: return false
        }
    }

    private func lend(
        _ header: TableHeader, _ bytes: UnsafePointer<UInt8>?, _ bounds: [Int],
        _ take: (TableCells) -> Bool
    ) -> Bool {
        guard let bytes else { return true }
        return bounds.withUnsafeBufferPointer { bounds in
            guard let bounds = bounds.baseAddress else { return true }
            return take(
                TableCells(header: header, number: number, line: line, bytes: bytes, bounds: bounds)
            )
        }
    }

    /// Reads the next row with the house's parser: the header, and whatever is not ordinary.
    private mutating func takeOddRow(
        _ refuse: (TableRow) -> Void, _ take: (TableCells) -> Bool
    ) throws(FileProblem) -> Bool {
        let (record, lines) = try nextRecord()
        defer {
            number += 1
            line += lines
        }
        if record.isBlank { return true }
        guard let shape else {
            try readHeader(record)
            return true
        }
        let row = shape.row(record)
        guard row.problems.isEmpty else {
            refuse(row)
            return true
        }
        rowCount += 1
        var text: [UInt8] = []
        var bounds: [Int] = []
        for cell in row.cells {
            bounds.append(text.count)
            text += Array(cell.utf8)
            bounds.append(text.count)
        }
        text.append(0)
        return text.withUnsafeBufferPointer { lend(shape.header, $0.baseAddress, bounds, take) }
    }

    /// One record, read line by line until its quotes are closed; and how many lines it has.
    private mutating func nextRecord() throws(FileProblem) -> (SheetRecord, lines: Int) {
        var parser = CSVParser(limits: limits)
        var found: SheetRecord?
        var lines = 0
        while found == nil, place < bytes.count {
            let end = endOfLine(place)
            try parser.feed(Array(bytes[place..<end])) { (record) throws(FileProblem) in
                if found == nil { found = record }
            }
            place = end
            lines += 1
        }
        if parser.isInsideQuotes { throw .unclosedQuote(row: number, line: line) }
        if found == nil {
            try parser.finish { (record) throws(FileProblem) in found = record }
        }
        var record = found ?? SheetRecord()
        record.number = number
        record.line = line
        return (record, max(1, lines))
    }

    /// Behind the next LF, CR LF or CR.
    private func endOfLine(_ start: Int) -> Int {
        var index = start
        while index < bytes.count {
            if bytes[index] == 0x0A { return index + 1 }
            if bytes[index] == 0x0D {
                let isPair = index + 1 < bytes.count && bytes[index + 1] == 0x0A
                return index + (isPair ? 2 : 1)
            }
            index += 1
        }
        return index
    }

    private mutating func readHeader(_ record: SheetRecord) throws(FileProblem) {
        let titles = record.ends.indices.map {
            String(decoding: CellText.trimmed(record[$0]), as: UTF8.self)
        }
        let used = Array(titles.prefix(1 + (titles.lastIndex { !$0.isEmpty } ?? 0)))
        let resolved = try HeaderResolution.resolve(used, layout: layout, row: record.number)
        shape = RowShape(header: resolved.header, limits: limits, refusesDamaged: false)
        notices += resolved.notices
    }
}
