import Foundation
import TaoliContracts
import TaoliSheets

/// The CSV `row,question,answer` with one row a question, the answers still empty.
struct AnswersTemplate {
    static let header = ["row", "question", "answer"]

    private let file: OutputFile
    private var writer = CSVWriter()

    init(path: String) throws {
        file = try OutputFile(path: path)
        writer.append(AnswersTemplate.header)
    }

    /// Adds the questions of a doubtful row, each once.
    mutating func append(_ row: Taoli_Registry_V1_ImportRow) throws {
        for line in AnswersTemplate.lines(row) { writer.append(line) }
        try file.write(writer.take())
    }

    mutating func finish() throws {
        try file.write(writer.take())
        try file.finish()
    }

    static func lines(_ row: Taoli_Registry_V1_ImportRow) -> [[String]] {
        guard row.verdict == .doubtful else { return [] }
        return row.problems.map(\.slug).uniqued.map { [String(row.row), $0, ""] }
    }
}
