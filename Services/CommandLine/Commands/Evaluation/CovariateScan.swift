import EvaluationCore
import TaoliModels

/// Finds out what the covariates of a file are: numbers, or texts with which values.
struct CovariateScan {
    /// More values of a text than this, and it is no covariate but an id or a name.
    static let levelsMax = 60

    /// Priors, then covariates.
    private(set) var model: ModelColumns
    /// For each column of a text the numbers of its levels.
    private(set) var levels: [[String: Int]] = []

    /// Reads the file once if there are covariates; priors are always numbers.
    init(
        _ file: StudentFile, _ columns: StudentColumns, priors: [String], covariates: [String],
        in context: CommandContext
    ) throws {
        var found = covariates.map { _ in Column() }
        let first = columns.covariates.lowerBound + priors.count
        if !covariates.isEmpty {
            try file.read(Wording("查看协变量", "looking at covariates"), in: context) { row in
                for index in covariates.indices {
                    if found[index].note(row[first + index]) { continue }
                    throw CovariateScan.problem(row, first + index)
                }
            }
        }
        let texts = found.map { column -> [String]? in
            column.isText ? column.values.sorted(by: ByteOrder.isBefore) : nil
        }
        model = ModelColumns(
            priors.map { ModelColumns.Column(name: $0) }
                + zip(covariates, texts).map { ModelColumns.Column(name: $0, levels: $1) })
        levels = model.columns.map { column in
            Dictionary(
                uniqueKeysWithValues: (column.levels ?? []).enumerated().map { ($1, $0) })
        }
    }

    /// The model's value of a cell; `nil` when it is missing.
    ///
    /// - Throws: `RowProblem` for text in a number column.
    func value(_ row: TableRow, _ place: Int, _ index: Int) throws(RowProblem)
        -> ModelColumns.Value?
    {
        if model.columns[index].levels != nil {
            return levels[index][row[place]].map { .level($0) }
        }
        return try row.measure(place).map { .number($0) }
    }

    private static func problem(_ row: TableRow, _ place: Int) -> RowProblem {
        RowProblem(
            "too-many-levels", row: row.number, column: row.header.reference(place),
            value: row[place],
            text: Wording(
                "该列含有文字，且不同取值超过 \(levelsMax) 种，不能作为协变量；若应是数字，请改正这一格。",
                "The column holds texts, more than \(levelsMax) different ones, and can be no "
                    + "covariate; if it should hold numbers, correct this cell."))
    }

    /// What is known of one column.
    private struct Column {
        var isText = false
        var values: Set<String> = []

        /// Takes a cell; `false` when there are too many values of a text.
        mutating func note(_ text: String) -> Bool {
            switch MeasureText.read(text) {
            case .missing: return true
            case .number where !isText && values.count > CovariateScan.levelsMax: return true
            case .number: values.insert(text)
            case .wrong:
                isText = true
                values.insert(text)
            }
            return !isText || values.count <= CovariateScan.levelsMax
        }
    }
}

extension TableRow {
    /// The number in a cell; `nil` when it is missing.
    func measure(_ place: Int) throws(RowProblem) -> Double? {
        switch MeasureText.read(self[place]) {
        case .number(let number): return number
        case .missing: return nil
        case .wrong:
            throw RowProblem(
                "not-a-number", row: number, column: header.reference(place), value: self[place],
                text: MeasureText.problem)
        }
    }

    /// Throws when a cell that names something is empty.
    func requireNames(_ places: [Int]) throws(RowProblem) {
        for place in places where self[place].isEmpty {
            throw RowProblem(
                "empty-name", row: number, column: header.reference(place),
                text: Wording(
                    "单元格是空的；请填写该学生所属的单位。", "The cell is empty: say where the student belongs."))
        }
    }
}
