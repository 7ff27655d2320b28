/// One column that a reader of tables asks for.
package struct TableColumn: Hashable, Sendable {
    /// The name in the header, in snake case, e.g. `school_id`.
    package let name: String
    /// Other names under which the same column is found, e.g. the Chinese one.
    package let aliases: [String]
    /// Whether a file without it is refused.
    package let isRequired: Bool

    package init(_ name: String, aliases: [String] = [], isRequired: Bool = true) {
        self.name = name
        self.aliases = aliases
        self.isRequired = isRequired
    }
}

/// What a kind of table looks like: the columns a reader asks for, whatever their order in a file.
///
/// Shared by TaoliSheets, which finds the columns in bytes, and the Cores, which read the rows.
package struct TableLayout: Hashable, Sendable {
    /// The kind's name, e.g. `schools`.
    package let name: String
    /// In the order in which rows give their cells.
    package let columns: [TableColumn]

    package init(name: String, columns: [TableColumn]) {
        self.name = name
        self.columns = columns
    }
}

/// A column as a person finds it: the letter that a spreadsheet shows, and the header's text.
package struct ColumnReference: Hashable, Sendable, CustomStringConvertible {
    /// `A`, `B` … `Z`, `AA` …; empty when the column is absent from the file.
    package let letter: String
    /// The header's text in the file; the layout's name when the column is absent.
    package let name: String

    package init(letter: String, name: String) {
        self.letter = letter
        self.name = name
    }

    /// - Parameter index: counted from 0.
    package init(index: Int, name: String) {
        var rest = index
        var letters: [UInt8] = []
        repeat {
            letters.append(UInt8(65 + rest % 26))
            rest = rest / 26 - 1
        } while rest >= 0
        self.init(letter: String(decoding: letters.reversed(), as: UTF8.self), name: name)
    }

    package var description: String { letter.isEmpty ? name : "\(letter) (\(name))" }
}

/// Where the columns of a layout stand in one file.
package struct TableHeader: Hashable, Sendable {
    package let layout: TableLayout
    /// For each column of the layout its place in the file, counted from 0; `nil` when absent.
    package let places: [Int?]
    /// The header's own texts, in the file's order.
    package let titles: [String]

    package init(layout: TableLayout, places: [Int?], titles: [String]) {
        self.layout = layout
        self.places = places
        self.titles = titles
    }

    /// A header whose columns stand exactly as in the layout.
    package init(_ layout: TableLayout) {
        self.init(
            layout: layout, places: layout.columns.indices.map(Optional.init),
            titles: layout.columns.map(\.name))
    }

    /// The column of the layout at `index` as a person finds it in this file.
    package func reference(_ index: Int) -> ColumnReference {
        guard let place = places[index] else {
            return ColumnReference(letter: "", name: layout.columns[index].name)
        }
        return ColumnReference(
            index: place,
            name: titles.indices.contains(place)
                ? titles[place] : layout.columns[index].name)
    }
}

/// One data row of a table, its cells in the layout's order, trimmed; absent columns are empty.
package struct TableRow: Hashable, Sendable {
    package let header: TableHeader
    /// The row number a spreadsheet shows: the header is usually 1, blank rows count.
    package let number: Int
    /// The line of the file on which the row begins; differs from `number` when cells contain
    /// line breaks.
    package let line: Int
    /// One for each column of the layout, at most.
    package let cells: [String]
    /// What was wrong with the row before anyone looked at its meaning (too long, formula,
    /// wrong number of cells). Cells of such a row may be missing or cut.
    package let problems: [RowProblem]

    package init(
        header: TableHeader, number: Int, line: Int, cells: [String], problems: [RowProblem] = []
    ) {
        self.header = header
        self.number = number
        self.line = line
        self.cells = cells
        self.problems = problems
    }

    /// The cell of the layout's column at `index`; empty when the row is too short.
    package subscript(_ index: Int) -> String {
        cells.indices.contains(index) ? cells[index] : ""
    }
}
