import Foundation
import TaoliContracts
import TaoliModels
import TaoliSheets

/// Doubtful and refused rows in the layout of the file they came from, with two more columns:
/// 行号 and 错误信息. Corrected, it can be imported as it is: the two are ignored, and new ones stand in
/// their place when rows are rejected again.
///
/// CSV or a workbook by its name, else like the file imported; a workbook has the notes and lists
/// of the template.
struct RejectedRowsFile {
    private let path: String
    private let format: TableFileFormat
    private let template: TableTemplate?
    private let language: Language
    private var source: SourceRows?
    private var file: TableFile?

    /// - Parameters:
    ///   - source: the file imported; without it, cells are those that registry reports.
    ///   - template: of the kind of file, where it is known.
    init(path: String, source: String?, template: TableTemplate? = nil, language: Language) async {
        self.path = path
        self.language = language
        self.template = template
        if let source { self.source = try? await SourceRows(path: source) }
        let isWorkbook = self.source?.isWorkbook ?? false
        format = TableFileFormat(path: path) ?? (isWorkbook ? .workbook : .csv)
    }

    /// Adds a row. Rows come in ascending order.
    mutating func append(_ row: Taoli_Registry_V1_ImportRow) async throws {
        var cells = await source?.cells(ofRow: Int(row.row)) ?? row.cells
        // A row that the source does not give keeps the width of the others.
        while let width = source?.titles.count, cells.count < width { cells.append("") }
        let file = try open(width: cells.count)
        try file.append(cells + [String(row.row), RejectedRowsFile.message(row, language)])
    }

    mutating func finish() throws {
        try open(width: 0).finish()
    }

    /// The file with its header, made when the first row shows how wide it is.
    private mutating func open(width: Int) throws -> TableFile {
        if let file { return file }
        let titles = source?.titles ?? (0..<width).map { "column_\($0 + 1)" }
        let columns = titles.map {
            TemplateWorkbook.column(titled: $0, of: template, isChinese: language == .zh)
        }
        let extra = [
            SheetColumn(HeaderResolution.rejectedTitles[0], width: 8, isWarning: true),
            SheetColumn(HeaderResolution.rejectedTitles[1], width: 80, isWarning: true),
        ]
        let name = template.map { language == .zh ? $0.title.chinese : $0.title.english }
        let made = try TableFile(
            path: path, format: format, plan: SheetPlan(name ?? "数据", columns: columns + extra))
        file = made
        return made
    }

    /// All that is wrong with a row, a line each: the column, what to do, and the code at the end.
    static func message(_ row: Taoli_Registry_V1_ImportRow, _ language: Language) -> String {
        row.problems.map { problem in
            let place = place(problem.column, language)
            let text = problem.text(in: language)
            return language == .zh
                ? "\(place.isEmpty ? "" : "\(place)：")\(text)（\(problem.slug)）"
                : "\(place.isEmpty ? "" : "\(place): ")\(text) (\(problem.slug))"
        }.joined(separator: "\n")
    }

    /// `证件号码（B 列）` for the `B (证件号码)` of a column reference; anything else as it is.
    private static func place(_ column: String, _ language: Language) -> String {
        guard column.hasSuffix(")"), let bracket = column.firstRange(of: " (") else {
            return column
        }
        let letter = column[..<bracket.lowerBound]
        let name = column[bracket.upperBound...].dropLast()
        guard !letter.isEmpty, letter.utf8.allSatisfy({ (65...90).contains($0) }) else {
            return column
        }
        return language == .zh ? "\(name)（\(letter) 列）" : "\(name) (column \(letter))"
    }
}
