import Foundation
import TaoliModels
import TaoliSheets

/// The rows of the user's own file in its own layout, read once from beginning to end. Columns that
/// an earlier list of rejected rows added are left out.
struct SourceRows {
    /// The header's cells.
    let titles: [String]
    /// Whether the file is a workbook.
    let isWorkbook: Bool

    private var batches: TableBatches
    private var rows: [TableRow] = []
    private var place = 0

    /// - Throws: when the file has no rows that can be read, or names a column twice.
    init(path: String) async throws {
        var first = try TableBatches(
            path: path, layout: TableLayout(name: "header", columns: []))
        var header: TableHeader?
        while header == nil, let rows = try await first.next() { header = rows.first?.header }
        guard let header else { throw FileProblem.noTable }
        titles = header.titles.filter { !HeaderResolution.rejectedTitles.contains($0) }
        isWorkbook = first.isWorkbook
        let layout = TableLayout(
            name: "source", columns: titles.map { TableColumn($0, isRequired: false) })
        batches = try TableBatches(path: path, layout: layout)
    }

    /// The cells of a row by its number; `nil` when it was passed already or cannot be read.
    mutating func cells(ofRow number: Int) async -> [String]? {
        while true {
            while place < rows.count, rows[place].number < number { place += 1 }
            if place < rows.count {
                return rows[place].number == number ? rows[place].cells : nil
            }
            guard let more = try? await batches.next() else { return nil }
            rows = more
            place = 0
        }
    }
}

/// The rows of a table file on this machine, batch by batch.
struct TableBatches {
    private let path: String
    private let handle: FileHandle
    private var reader: TableReader
    private var rest: RowSource?

    /// - Throws: ``CommandFailure`` when the file cannot be opened.
    init(path: String, layout: TableLayout) throws {
        self.path = path
        handle = try ImportFile.open(path)
        reader = TableReader(layout: layout)
    }

    var isWorkbook: Bool { reader.isWorkbook ?? false }

    /// The next rows, perhaps none; `nil` at the end.
    ///
    /// - Throws: `FileProblem` when the file as a whole cannot be read.
    mutating func next() async throws -> [TableRow]? {
        if let rest { return try await rest.next() }
        if let chunk = try ImportFile.chunk(handle, path) { return try reader.feed(chunk) }
        try? handle.close()
        rest = try reader.finish()
        return []
    }
}

extension FileProblem {
    /// A file without a header.
    static let noTable = FileProblem("empty-file", text: Wording("文件是空的。", "The file is empty."))
}
