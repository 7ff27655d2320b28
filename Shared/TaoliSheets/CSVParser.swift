/// Splits CSV (RFC 4180; also lone LF or CR as line ends) into records, byte by byte, over pieces
/// cut anywhere. A flawed record is given with its flaw, and reading goes on behind it.
///
/// A quotation mark inside an unquoted cell is taken literally, as spreadsheets do. No record
/// holds more than the limits allow, however long the input is.
struct CSVParser {
    private enum State {
        case cellStart, plain, quoted, quoteInQuoted
    }

    private let limits: SheetLimits
    private var state = State.cellStart
    private var record = SheetRecord()
    private var cellStart = 0
    private var line = 1
    private var lastWasReturn = false

    init(limits: SheetLimits) { self.limits = limits }

    /// The row that is being read.
    var currentNumber: Int { record.number }
    /// The line on which that row began.
    var currentLine: Int { record.line }
    /// Whether a quoted cell is open.
    var isInsideQuotes: Bool { state == .quoted }

    /// Reads `bytes` and hands each complete record out.
    mutating func feed(_ bytes: [UInt8], _ emit: (SheetRecord) throws(FileProblem) -> Void)
        throws(FileProblem)
    {
        var index = 0
        let count = bytes.count
        while index < count {
            // Runs of ordinary bytes are taken at once: that is where nearly all time goes.
            if state == .cellStart, CSVParser.isOrdinary(bytes[index]) { state = .plain }
            if state == .plain || state == .quoted {
                let run = CSVParser.run(bytes, from: index, quoted: state == .quoted)
                if run > index {
                    take(bytes[index..<run])
                    index = run
                    lastWasReturn = false
                    continue
                }
            }
            try step(bytes[index], emit)
            index += 1
        }
    }

    /// Ends the last record, if it has no line end. An open quote is the caller's to report.
    mutating func finish(_ emit: (SheetRecord) throws(FileProblem) -> Void) throws(FileProblem) {
        if state != .cellStart || !record.ends.isEmpty || record.flaw != nil {
            try endRecord(emit)
        }
    }

    /// The end of the run of bytes that mean only themselves.
    private static func run(_ bytes: [UInt8], from start: Int, quoted: Bool) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            var index = start
            while index < buffer.count {
                let byte = buffer[index]
                guard isOrdinary(byte) || (quoted && byte == UInt8(ascii: ",")) else { break }
                index += 1
            }
            return index
        }
    }

    private static func isOrdinary(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",")
    }

    private mutating func step(_ byte: UInt8, _ emit: (SheetRecord) throws(FileProblem) -> Void)
        throws(FileProblem)
    {
        let followsReturn = lastWasReturn
        lastWasReturn = byte == 0x0D
        if byte == 0x0A || byte == 0x0D, !(byte == 0x0A && followsReturn) { line += 1 }
        switch (state, byte) {
        case (.cellStart, UInt8(ascii: "\"")): state = .quoted
        case (.quoted, UInt8(ascii: "\"")): state = .quoteInQuoted
        case (.quoted, _): takeByte(byte)
        case (.quoteInQuoted, UInt8(ascii: "\"")):
            takeByte(byte)
            state = .quoted
        case (_, UInt8(ascii: ",")): endCell()
        case (_, 0x0A) where followsReturn: record.line = line
        case (_, 0x0A), (_, 0x0D): try endRecord(emit)
        case (.quoteInQuoted, _):
            flaw(.textAfterQuote(column: record.ends.count))
            takeByte(byte)
            state = .plain
        case (.cellStart, _), (.plain, _):
            takeByte(byte)
            state = .plain
        }
    }

    private mutating func takeByte(_ byte: UInt8) {
        let isLayout = byte == 0x09 || byte == 0x0A || byte == 0x0D
        if (byte < 0x20 && !isLayout) || byte == 0x7F {
            flaw(.controlCharacter(column: record.ends.count))
        } else if hasRoom(1) {
            record.bytes.append(byte)
        }
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        if hasRoom(bytes.count) { record.bytes.append(contentsOf: bytes) }
    }

    /// Whether the cell and the row may still grow by so many bytes; a flaw when not.
    private mutating func hasRoom(_ count: Int) -> Bool {
        if record.bytes.count - cellStart + count > limits.cellBytesMax {
            flaw(.cellTooLong(column: record.ends.count))
        } else if record.bytes.count + count > limits.rowBytesMax {
            flaw(.rowTooLong)
        } else {
            return true
        }
        return false
    }

    private mutating func flaw(_ flaw: RecordFlaw) {
        if record.flaw == nil { record.flaw = flaw }
    }

    private mutating func endCell() {
        state = .cellStart
        if record.ends.count < limits.columnsMax {
            record.ends.append(record.bytes.count)
            cellStart = record.bytes.count
        } else {
            flaw(.tooManyColumns)
        }
    }

    private mutating func endRecord(_ emit: (SheetRecord) throws(FileProblem) -> Void)
        throws(FileProblem)
    {
        endCell()
        if record.number > limits.rowsMax { throw .tooManyRows(limits.rowsMax) }
        try emit(record)
        record.number += 1
        record.line = line
        record.bytes.removeAll(keepingCapacity: true)
        record.ends.removeAll(keepingCapacity: true)
        record.flaw = nil
        cellStart = 0
    }
}
