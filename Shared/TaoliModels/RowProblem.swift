/// Why one row of a file is refused: where, what was found, and how to repair it.
package struct RowProblem: Error, Hashable, Sendable {
    /// Longest value shown, in characters; what is longer ends in `…`.
    package static let valueCharactersMax = 60

    /// Stable name in kebab-case, e.g. `unknown-stage`.
    package let code: String
    /// Row number as a spreadsheet shows it.
    package let row: Int
    /// The column, where one cell is to blame.
    package let column: ColumnReference?
    /// What the cell holds, cut to `valueCharactersMax`, without line breaks.
    package let value: String
    /// What is wrong and how to repair it.
    package let text: Wording

    /// - Parameter value: what the cell holds; cut by `shown`.
    package init(
        _ code: String, row: Int, column: ColumnReference? = nil, value: String = "", text: Wording
    ) {
        self.code = code
        self.row = row
        self.column = column
        self.value = RowProblem.shown(value)
        self.text = text
    }

    /// A value as it may be shown to people: bounded, on one line, without control characters.
    package static func shown(_ value: String) -> String {
        let isShort = value.utf8.count <= valueCharactersMax
        if isShort, value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) { return value }
        let scalars = value.unicodeScalars.prefix(4 * valueCharactersMax).map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7F ? " " : Character(scalar)
        }
        let text = scalars.reduce(into: "") { $0.append($1) }
        guard text.count > valueCharactersMax || value.unicodeScalars.count > scalars.count else {
            return text
        }
        return String(text.prefix(valueCharactersMax)) + "…"
    }
}
