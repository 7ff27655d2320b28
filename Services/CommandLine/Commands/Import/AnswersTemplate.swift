import Foundation
import TaoliContracts
import TaoliSheets

/// The table `row,question,answer` with one row a question, the answers still empty: CSV, or a
/// workbook when its name ends so.
struct AnswersTemplate {
    static let header = ["row", "question", "answer"]

    private let file: TableFile

    init(path: String) throws {
        file = try TableFile(
            path: path, format: TableFileFormat(path: path) ?? .csv,
            plan: SheetPlan("answers", columns: AnswersTemplate.header.map { SheetColumn($0) }))
    }

    /// Adds the questions of a doubtful row, each once.
    mutating func append(_ row: Taoli_Registry_V1_ImportRow) throws {
        for line in AnswersTemplate.lines(row) { try file.append(line) }
    }

    mutating func finish() throws { try file.finish() }

    static func lines(_ row: Taoli_Registry_V1_ImportRow) -> [[String]] {
        guard row.verdict == .doubtful else { return [] }
        return row.problems.map(\.slug).uniqued.map { [String(row.row), $0, ""] }
    }
}
