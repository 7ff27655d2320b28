import TaoliModels

/// Which columns of a file an evaluation asks for, and where they stand in its rows.
struct StudentColumns {
    let layout: TableLayout
    /// Places in a row's cells.
    let unit: Int
    let value: Int
    let level: Int?
    let student: Int
    let by: Range<Int>
    let covariates: Range<Int>
    /// Columns that must not be empty: unit, upper unit and those of `--by`.
    let names: [Int]

    /// - Parameters:
    ///   - level: the column of the upper unit.
    ///   - covariates: priors first, then covariates.
    init(_ input: StudentInput, level: String? = nil, covariates: [String] = []) {
        let student = TableColumn(input.student ?? "student", isRequired: input.student != nil)
        var columns = [TableColumn(input.unit), TableColumn(input.value), student]
        (unit, value, self.student) = (0, 1, 2)
        self.level = level.map { name in
            columns.append(TableColumn(name))
            return columns.count - 1
        }
        by = columns.count..<(columns.count + input.byColumns.count)
        columns += input.byColumns.map { TableColumn($0) }
        self.covariates = columns.count..<(columns.count + covariates.count)
        columns += covariates.map { TableColumn($0) }
        names = [unit] + (self.level.map { [$0] } ?? []) + by
        layout = TableLayout(name: "students", columns: columns)
    }

    /// The values of the columns of `--by`, joined as the option is written.
    func key(_ row: TableRow) -> String {
        by.count == 1 ? row[by.lowerBound] : by.map { row[$0] }.joined(separator: ",")
    }
}
