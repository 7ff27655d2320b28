package import TaoliModels

/// Reads a CSV file piece by piece: bytes go in, rows come out; nothing but the row being read is
/// kept, so a file of a million rows needs no more memory than a small one.
///
/// The encoding is found from the bytes (marks, then the first 4 KiB from the first byte that is
/// not ASCII) or declared. Rows that are blank are left out but counted, so that numbers are those
/// of the user's spreadsheet. After an error the reader must not be used again.
package struct SheetReader {
    private let limits: SheetLimits
    private let declared: SheetEncoding?
    private var decoder: (any ChunkDecoder)?
    private var parser: CSVParser
    private var intake: RowIntake
    /// Bytes not yet decoded, while the encoding is open.
    private var head: [UInt8] = []
    private var isAtStart = true

    /// The encoding, once it is known; ASCII counts as UTF-8.
    package private(set) var encoding: SheetEncoding?
    /// The header, once it is read.
    package var header: TableHeader? { intake.header }
    /// What to tell the reader of the file though nothing is refused.
    package var notices: [FileNotice] { intake.notices }
    /// Data rows given out so far, blank ones not counted.
    package var rowCount: Int { intake.rowCount }

    /// - Parameters:
    ///   - layout: the columns to find.
    ///   - encoding: the encoding when it is known for certain; `nil` finds it.
    package init(
        layout: TableLayout, limits: SheetLimits = .standard, encoding: SheetEncoding? = nil
    ) {
        self.limits = limits
        intake = RowIntake(layout: layout, limits: limits)
        declared = encoding
        parser = CSVParser(limits: limits)
    }

    /// Takes the file's next bytes, any number of them, and gives the rows they complete.
    ///
    /// - Throws: a `FileProblem` for wrong encodings and headers, and when there are too many rows.
    package mutating func feed(_ bytes: some Collection<UInt8>) throws(FileProblem) -> [TableRow] {
        var rows: [TableRow] = []
        // Pieces of bounded size: what is decoded at a time stays small, whatever the caller gives.
        var rest = bytes[bytes.startIndex...]
        while !rest.isEmpty {
            let piece = rest.prefix(SheetReader.pieceBytes)
            rest = rest.dropFirst(SheetReader.pieceBytes)
            try take(Array(piece), isLast: false, into: &rows)
        }
        return rows
    }

    /// Ends the file and gives its last row, if it had no line end.
    ///
    /// - Throws: a `FileProblem`: a character or quote that is cut off, an empty file, no rows.
    package mutating func finish() throws(FileProblem) -> [TableRow] {
        var rows: [TableRow] = []
        try take([], isLast: true, into: &rows)
        if let decoder, !decoder.isBetweenCharacters {
            throw .invalidBytes(encoding ?? .utf8, row: parser.currentNumber)
        }
        if parser.isInsideQuotes {
            throw .unclosedQuote(row: parser.currentNumber, line: parser.currentLine)
        }
        var ended = parser
        try ended.finish { record throws(FileProblem) in try accept(record, into: &rows) }
        parser = ended
        encoding = encoding ?? .utf8
        try intake.finish()
        return rows
    }

    private static let pieceBytes = 64 * 1024

    private mutating func take(_ bytes: [UInt8], isLast: Bool, into rows: inout [TableRow])
        throws(FileProblem)
    {
        guard decoder == nil else { return try decode(bytes[...], into: &rows) }
        head += bytes
        switch guess(isLast: isLast) {
        case .impossible(let problem):
            throw problem.row == nil
                ? problem : .unknownEncoding(row: parser.currentNumber)
        case .decided(let found, let markBytes):
            encoding = found
            decoder = found.makeDecoder()
            let rest = head.dropFirst(markBytes)
            head = []
            try decode(rest, into: &rows)
        case .undecided(let asciiBytes):
            if asciiBytes > 0 { isAtStart = false }
            let plain = Array(head.prefix(asciiBytes))
            head.removeFirst(asciiBytes)
            try parse(plain, into: &rows)
        }
    }

    private func guess(isLast: Bool) -> EncodingGuess {
        guard let declared else {
            return EncodingDetection.guess(head[...], atStart: isAtStart, isComplete: isLast)
        }
        if head.count < 3, !isLast { return .undecided(asciiBytes: 0) }
        let marks: [SheetEncoding: [UInt8]] = [
            .utf8: [0xEF, 0xBB, 0xBF], .utf16LittleEndian: [0xFF, 0xFE],
            .utf16BigEndian: [0xFE, 0xFF],
        ]
        let mark = marks[declared] ?? []
        return .decided(declared, markBytes: head.starts(with: mark) ? mark.count : 0)
    }

    private mutating func decode(_ bytes: ArraySlice<UInt8>, into rows: inout [TableRow])
        throws(FileProblem)
    {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 3 / 2 + 8)
        let isValid = decoder?.decode(bytes, into: &text) ?? true
        try parse(text, into: &rows)
        if !isValid { throw .invalidBytes(encoding ?? .utf8, row: parser.currentNumber) }
    }

    private mutating func parse(_ text: [UInt8], into rows: inout [TableRow]) throws(FileProblem) {
        // The parser is moved out and back: its callback changes the rest of this value.
        var working = parser
        defer { parser = working }
        parser = CSVParser(limits: limits)
        try working.feed(text) { record throws(FileProblem) in try accept(record, into: &rows) }
    }

    private mutating func accept(_ record: SheetRecord, into rows: inout [TableRow])
        throws(FileProblem)
    {
        if let row = try intake.accept(record) { rows.append(row) }
    }
}
