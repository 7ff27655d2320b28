/// One column of a template, with what a person must know to fill it in.
package struct TemplateColumn: Hashable, Sendable {
    package let column: TableColumn
    /// What belongs there.
    package let note: Wording
    /// The values that are read, Chinese and code; empty for any.
    package let choices: [Wording]
    /// A value as it could stand there.
    package let example: String

    package init(
        _ column: TableColumn, _ note: Wording, choices: [Wording] = [], example: String
    ) {
        self.column = column
        self.note = note
        self.choices = choices
        self.example = example
    }

    /// The title in a file for people who read Chinese: the first alias that is not ASCII.
    package var chineseTitle: String {
        column.aliases.first { !$0.utf8.allSatisfy { $0 < 0x80 } } ?? column.name
    }
}

/// A kind of table as a person is given it to fill in.
package struct TableTemplate: Hashable, Sendable {
    /// As in its layout, e.g. `schools`.
    package let name: String
    /// What a row is.
    package let title: Wording
    /// In the order of the template.
    package let columns: [TemplateColumn]

    package init(name: String, title: Wording, columns: [TemplateColumn]) {
        self.name = name
        self.title = title
        self.columns = columns
    }

    /// The columns by which files of this kind are read.
    package var layout: TableLayout {
        TableLayout(name: name, columns: columns.map(\.column))
    }
}
