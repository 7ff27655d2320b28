import Foundation
import TaoliModels
import TaoliSheets

/// The rows of the user's own file in its own layout, read once from beginning to end.
struct SourceRows {
    /// The header's cells.
    let titles: [String]

    private let handle: FileHandle
    private let path: String
    private var reader: SheetReader
    private var rows: [TableRow] = []
    private var place = 0
    private var isAtEnd = false

    /// - Throws: when the file has no header that can be read, or names a column twice.
    init(path: String) throws {
        titles = try SourceRows.header(path)
        let layout = TableLayout(
            name: "source", columns: titles.map { TableColumn($0, isRequired: false) })
        self.path = path
        reader = SheetReader(layout: layout)
        handle = try ImportFile.open(path)
    }

    /// The cells of a row by its number; `nil` when it was passed already or cannot be read.
    mutating func cells(ofRow number: Int) -> [String]? {
        while true {
            while place < rows.count, rows[place].number < number { place += 1 }
            if place < rows.count {
                return rows[place].number == number ? rows[place].cells : nil
            }
            guard !isAtEnd, (try? readOn()) != nil else { return nil }
        }
    }

    private mutating func readOn() throws {
        place = 0
        rows = []
        if let chunk = try ImportFile.chunk(handle, path) {
            rows = try reader.feed(chunk)
        } else {
            isAtEnd = true
            try? handle.close()
            rows = try reader.finish()
        }
    }

    private static func header(_ path: String) throws -> [String] {
        let handle = try ImportFile.open(path)
        defer { try? handle.close() }
        var reader = SheetReader(layout: TableLayout(name: "header", columns: []))
        while reader.header == nil, let chunk = try ImportFile.chunk(handle, path) {
            _ = try reader.feed(chunk)
        }
        // The encoding of a short file may be clear only at its end.
        if reader.header == nil { _ = try reader.finish() }
        if let titles = reader.header?.titles { return titles }
        throw FileProblem("empty-file", text: Wording("文件是空的。", "The file is empty."))
    }
}
