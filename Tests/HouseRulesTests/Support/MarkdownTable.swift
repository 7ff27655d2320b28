import Foundation

/// Reads the rows of Markdown tables: the documents below Shared/Documentation are data for rules.
enum MarkdownTable {
    /// The cells of a table's row, trimmed; `nil` when the line is no row or is a ruler (`|---|`).
    static func cells(_ line: Substring) -> [String]? {
        let line = line.trimmingCharacters(in: .whitespaces)
        guard line.hasPrefix("|"), line.hasSuffix("|"), line.count > 1 else { return nil }
        let cells = line.dropFirst().dropLast()
            .split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        guard !cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }) else { return nil }
        return cells
    }

    /// The texts between backticks of a cell.
    static func codes(_ cell: String) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false)
            .enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
