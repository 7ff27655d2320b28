package import TaoliModels

/// What is wrong, or strange, in one place of an instance's files.
package struct InstanceProblem: Error, Hashable, Sendable {
    /// In which file.
    package let table: InstanceTable
    /// The line of the file, counted from 1.
    package let line: Int
    /// The column, where one cell is to blame.
    package let column: ColumnReference?
    /// What the cell holds, cut to what may be shown.
    package let value: String
    /// What is wrong and how to repair it.
    package let text: Wording

    /// - Parameter value: what the cell holds; cut to what may be shown.
    package init(
        _ table: InstanceTable, line: Int, column: ColumnReference?, value: String, text: Wording
    ) {
        self.table = table
        self.line = line
        self.column = column
        self.value = RowProblem.shown(value)
        self.text = text
    }
}
