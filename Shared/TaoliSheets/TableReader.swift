package import TaoliModels

/// Reads a table file, CSV or workbook, from its bytes in order: which of the two is found from the
/// first bytes, not from the name.
///
/// CSV gives its rows while it comes. A workbook can only be read once it is whole, since the
/// directory of its package stands at the end: until then its bytes lie in a ``SpoolFile``.
package struct TableReader {
    private enum Source {
        case unknown([UInt8])
        case csv(SheetReader)
        case workbook(SpoolFile)
    }

    private let layout: TableLayout
    private let limits: SheetLimits
    private let bounds: WorkbookLimits
    private var source = Source.unknown([])

    /// - Parameters:
    ///   - layout: the columns to find.
    ///   - bounds: of workbooks, besides `limits`.
    package init(
        layout: TableLayout, limits: SheetLimits = .standard, bounds: WorkbookLimits = .standard
    ) {
        self.layout = layout
        self.limits = limits
        self.bounds = bounds
    }

    /// Whether the file is a workbook; `nil` while too few bytes have come.
    package var isWorkbook: Bool? {
        switch source {
        case .unknown: nil
        case .csv: false
        case .workbook: true
        }
    }

    /// Takes the file's next bytes and gives the rows that are complete.
    ///
    /// - Throws: a `FileProblem` for other kinds of file, wrong encodings and headers.
    package mutating func feed(_ bytes: some Collection<UInt8>) throws(FileProblem) -> [TableRow] {
        switch source {
        case .unknown(let head):
            let all = head + Array(bytes)
            guard all.count >= TableFileKind.headBytes else {
                source = .unknown(all)
                return []
            }
            return try begin(all)
        case .csv(var reader):
            source = .unknown([])
            defer { source = .csv(reader) }
            return try reader.feed(bytes)
        case .workbook(let file):
            try file.append(Array(bytes))
            return []
        }
    }

    /// Ends the file and gives the rows that are left: the last ones of CSV, all of a workbook.
    ///
    /// - Throws: a `FileProblem`: a file that is cut off or empty.
    package mutating func finish() throws(FileProblem) -> RowSource {
        if case .unknown(let head) = source {
            let rows = try begin(head)
            guard rows.isEmpty else { return try finish(after: rows) }
        }
        return try finish(after: [])
    }

    private mutating func finish(after rows: [TableRow]) throws(FileProblem) -> RowSource {
        switch source {
        case .unknown: throw .emptyFile
        case .csv(var reader):
            let last = try reader.finish()
            return RowSource(rows + last, notices: reader.notices)
        case .workbook(let file):
            return RowSource(
                WorkbookReading(file: file, layout: layout, limits: limits, bounds: bounds))
        }
    }

    private mutating func begin(_ head: [UInt8]) throws(FileProblem) -> [TableRow] {
        if try TableFileKind.of(head) == .workbook {
            let file = try SpoolFile()
            try file.append(head)
            source = .workbook(file)
            return []
        }
        var reader = SheetReader(layout: layout, limits: limits)
        let rows = try reader.feed(head)
        source = .csv(reader)
        return rows
    }
}

/// What a file is by its first bytes; names and suffixes say little.
enum TableFileKind {
    case csv, workbook

    /// So many bytes are enough to know.
    static let headBytes = 512

    /// - Throws: a `FileProblem` for kinds that are neither.
    static func of(_ head: [UInt8]) throws(FileProblem) -> TableFileKind {
        // A package, or an empty one; "PK" alone may begin a header.
        if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            return .workbook
        }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .legacyWorkbook }
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        if CellText.trimmed(text).first == UInt8(ascii: "<") { throw .fakeWorkbook }
        return .csv
    }
}
