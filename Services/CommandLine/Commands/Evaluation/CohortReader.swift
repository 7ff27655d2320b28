import EvaluationCore
import TaoliModels

/// Reads a file of students into moments per unit, one table for each key of `--by`.
struct CohortReader {
    /// Keys of `--by` in byte order; one empty key without it.
    let keys: [String]
    /// The table of each key.
    let tables: [CohortTable]
    let model: ModelColumns

    /// - Throws: ``CommandFailure``.
    init(
        _ input: StudentInput, level: String? = nil, priors: [String] = [],
        covariates: [String] = [], in context: CommandContext
    ) throws {
        let columns = StudentColumns(input, level: level, covariates: priors + covariates)
        let file = StudentFile(path: input.input, layout: columns.layout)
        let scan = try CovariateScan(
            file, columns, priors: priors, covariates: covariates, in: context)
        var collector = CohortCollector(columns: columns, scan: scan)
        var check = StudentCheck(file, columns)
        try file.read(Wording("读取学生", "reading students"), in: context) { row in
            check.note(row)
            try collector.add(row)
        }
        try check.finish(in: context)
        model = scan.model
        (keys, tables) = collector.sorted
    }
}

/// Takes rows and keeps moments.
private struct CohortCollector {
    let columns: StudentColumns
    let scan: CovariateScan
    private var keys = NameRegister()
    private var tables: [CohortTable] = []
    private var measures: [Double] = []
    private var values: [ModelColumns.Value] = []

    init(columns: StudentColumns, scan: CovariateScan) {
        self.columns = columns
        self.scan = scan
    }

    var sorted: ([String], [CohortTable]) {
        let order = keys.sorted
        return (order.map { keys.names[$0] }, order.map { tables[$0] })
    }

    mutating func add(_ row: TableRow) throws(RowProblem) {
        try row.requireNames(columns.names)
        let key = keys.number(of: columns.key(row))
        if key == tables.count { tables.append(CohortTable(width: scan.model.width)) }
        // A missing result does not excuse a wrong prior: all cells are read.
        let result = try row.measure(columns.value)
        values.removeAll(keepingCapacity: true)
        for (index, place) in columns.covariates.enumerated() {
            if let value = try scan.value(row, place, index) { values.append(value) }
        }
        guard let result, values.count == columns.covariates.count else {
            return tables[key].drop()
        }
        scan.model.encode(values, result: result, into: &measures)
        let level = columns.level.map { row[$0] }
        let unit = row[columns.unit]
        if let other = tables[key].add(measures, unit: unit, level: level) {
            throw otherLevel(row, other)
        }
    }

    private func otherLevel(_ row: TableRow, _ other: String) -> RowProblem {
        RowProblem(
            "unit-in-two-levels", row: row.number,
            column: columns.level.map { row.header.reference($0) },
            value: columns.level.map { row[$0] } ?? "",
            text: Wording(
                "“\(RowProblem.shown(row[columns.unit]))”在前面的行属于“\(RowProblem.shown(other))”；"
                    + "一个单位只能属于一个上级单位，请改正，或用不重复的代码区分两个单位。",
                "\"\(RowProblem.shown(row[columns.unit]))\" belongs to "
                    + "\"\(RowProblem.shown(other))\" on earlier rows: a unit lies in one upper "
                    + "unit. Correct it, or give two units two names."))
    }
}
