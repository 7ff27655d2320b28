/// A table of texts whose columns stand below one another in a terminal, Han characters included.
struct TextTable {
    private let titles: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    /// Two spaces separate columns: easy to read, and easy to cut.
    private static let gap = "  "

    init(titles: [String], alignments: [Alignment]) {
        self.titles = titles
        self.alignments = alignments
    }

    /// Adds a row; control characters in it become spaces.
    mutating func append(_ cells: [String]) {
        rows.append(cells.map(\.harmless))
    }

    /// Header and rows, each line ended. No spaces at the ends of lines.
    ///
    /// - Parameter isBold: whether the header is set off by an escape sequence.
    func text(isBold: Bool = false) -> String {
        let widths = titles.indices.map { column in
            rows.reduce(titles[column].displayWidth) { max($0, $1[column].displayWidth) }
        }
        let header = line(titles, widths)
        var text = isBold ? "\u{1B}[1m\(header)\u{1B}[0m\n" : header + "\n"
        for row in rows { text += line(row, widths) + "\n" }
        return text
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var text = cells.indices.map { cells[$0].padded(to: widths[$0], alignment: alignments[$0]) }
            .joined(separator: TextTable.gap)
        while text.last == " " { text.removeLast() }
        return text
    }
}
