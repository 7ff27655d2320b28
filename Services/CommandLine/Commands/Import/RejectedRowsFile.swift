import Foundation
import TaoliContracts
import TaoliSheets

/// Doubtful and refused rows in the layout of the file they came from, with two more columns:
/// 行号 and 错误信息. Corrected, it can be imported as it is: the two are ignored.
struct RejectedRowsFile {
    static let extraTitles = ["行号", "错误信息"]

    private let file: OutputFile
    private let language: Language
    private var source: SourceRows?
    private var writer = CSVWriter()
    private var hasHeader = false

    /// - Parameter source: the file imported; without it, cells are those that registry reports.
    init(path: String, source: String?, language: Language) throws {
        file = try OutputFile(path: path)
        self.language = language
        self.source = source.flatMap { try? SourceRows(path: $0) }
    }

    /// Adds a row. Rows come in ascending order.
    mutating func append(_ row: Taoli_Registry_V1_ImportRow) throws {
        var cells = source?.cells(ofRow: Int(row.row)) ?? row.cells
        // A row that the source does not give keeps the width of the others.
        while let width = source?.titles.count, cells.count < width { cells.append("") }
        if !hasHeader {
            let titles = source?.titles ?? cells.indices.map { "column_\($0 + 1)" }
            writer.append(titles + RejectedRowsFile.extraTitles)
            hasHeader = true
        }
        writer.append(cells + [String(row.row), RejectedRowsFile.message(row, language)])
        try file.write(writer.take())
    }

    mutating func finish() throws {
        if !hasHeader { writer.append((source?.titles ?? []) + RejectedRowsFile.extraTitles) }
        try file.write(writer.take())
        try file.finish()
    }

    /// All that is wrong with a row, each with its column.
    static func message(_ row: Taoli_Registry_V1_ImportRow, _ language: Language) -> String {
        row.problems.map { problem in
            let place = problem.column.isEmpty ? "" : "\(problem.column): "
            return "[\(problem.slug)] \(place)\(problem.text(in: language))"
        }.joined(separator: " ")
    }
}
