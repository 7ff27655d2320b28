import TaoliModels

/// A row with its table, so that what is wrong with a cell can be said.
struct Cells {
    let row: TableCells
    let table: InstanceTable

    init(_ row: TableCells, _ table: InstanceTable) {
        self.row = row
        self.table = table
    }

    func problem(_ column: Int?, _ chinese: String, _ english: String) -> InstanceProblem {
        InstanceProblem(
            table, line: row.line, column: column.map(row.header.reference),
            value: column.map { row[$0] } ?? "", text: Wording(chinese, english))
    }

    func isEmpty(_ column: Int) -> Bool { row.bytes(column).isEmpty }

    /// A code or name that must be there.
    func code(_ column: Int) throws(InstanceProblem) -> String {
        if isEmpty(column) {
            throw problem(column, "此处不能为空，请填写。", "This cell must not be empty: fill it in.")
        }
        return row[column]
    }

    /// A whole number from `least` to `most`.
    func count(
        _ column: Int, from least: Int = 0, through most: Int = InstanceLimits.countMax
    ) throws(InstanceProblem) -> Int {
        guard let value = row.integer(column) else {
            throw problem(
                column, "应为整数，请改为不带小数和单位的数字。",
                "A whole number is expected: write digits only, no fraction and no unit.")
        }
        guard value >= least else {
            throw problem(
                column, "不能小于 \(least)，请改正。", "It must not be below \(least): correct it.")
        }
        guard value <= most else {
            throw problem(
                column, "不能大于 \(most)，请改正。", "It must not be above \(most): correct it.")
        }
        return value
    }

    /// The same where the column or the cell may be absent.
    func optionalCount(_ column: Int) throws(InstanceProblem) -> Int? {
        isEmpty(column) ? nil : try count(column)
    }

    /// `1` or `0`.
    func flag(_ column: Int) throws(InstanceProblem) -> Bool {
        if row.equals(column, "1") { return true }
        if row.equals(column, "0") { return false }
        throw problem(column, "应为 1（是）或 0（否）。", "Write 1 for yes or 0 for no.")
    }

    func stage(_ column: Int) throws(InstanceProblem) -> Stage {
        for stage in Stage.allCases where row[column] == stage.rawValue { return stage }
        let names = Stage.allCases.map(\.rawValue).joined(separator: ", ")
        throw problem(column, "学段应为 \(names) 之一。", "A stage is one of \(names).")
    }
}
