import RegistryCore
import TaoliImports
import TaoliModels

/// Turns readings into judgements, and collects what is to be told of the answers.
struct ImportJudging: Sendable {
    let job: ImportJob
    private(set) var answerProblems: [ImportProblem] = []

    init(_ job: ImportJob) { self.job = job }

    /// Values of accepted rows that the register cannot take though the row is well read.
    struct Demands {
        /// The district whose record would be changed.
        let district: DistrictCode
        let column: Int
        /// Names with their columns.
        let names: [(text: String, column: Int)]
    }

    mutating func judge<Value>(
        _ reading: RowReading<Value>, _ row: TableRow, phase: Int16 = 0,
        demands: (Value) -> [Demands], record: (Value) -> [String?]
    ) -> JudgedRow {
        for problem in reading.answerProblems where answerProblems.count < ImportLimits.problemsMax
        {
            answerProblems.append(ImportProblem(problem))
        }
        switch reading.outcome {
        case .refused(let problems):
            return judged(row, .refused, .none, problems.map(ImportProblem.init))
        case .doubtful(let questions, let isSkipped):
            return judged(
                row, .doubtful, isSkipped ? .skipped : .none,
                questions.map {
                    ImportProblem(
                        $0.question.rawValue, column: $0.column, value: $0.value, $0.text)
                })
        case .accepted(let value, let change):
            let problems = demands(value).flatMap { refusals($0, row) }
            guard problems.isEmpty else { return judged(row, .refused, .none, problems) }
            return judged(
                row, .accepted, ImportEffect(change), [], phase: phase, record: record(value))
        }
    }

    private func judged(
        _ row: TableRow, _ verdict: ImportVerdict, _ effect: ImportEffect,
        _ problems: [ImportProblem], phase: Int16 = 0, record: [String?]? = nil
    ) -> JudgedRow {
        JudgedRow(
            row: row.number, verdict: verdict, effect: effect, phase: phase, problems: problems,
            cells: row.cells.map(ImportJudging.bounded), record: record)
    }

    /// A cell as the report keeps it: a page of rows has a bounded size.
    private static func bounded(_ cell: String) -> String {
        cell.utf8.count <= ImportLimits.cellCharactersMax
            ? cell : String(cell.prefix(ImportLimits.cellCharactersMax))
    }

    private func refusals(_ demands: Demands, _ row: TableRow) -> [ImportProblem] {
        var problems: [ImportProblem] = []
        if !job.admits(demands.district) {
            problems.append(
                ImportProblem(
                    "other-district", column: row.header.reference(demands.column),
                    value: demands.district.rawValue,
                    Wording(
                        "该行属于其他区；请由该区或市级人员导入。",
                        "The row is another district's: that district or the city imports it.")))
        }
        for name in demands.names where name.text.count > RegistryLimits.nameMax {
            problems.append(
                ImportProblem(
                    "bad-name", column: row.header.reference(name.column), value: name.text,
                    Wording(
                        "名称超过 \(RegistryLimits.nameMax) 个字；请缩短。",
                        "The name is longer than \(RegistryLimits.nameMax) characters: shorten it.")
                ))
        }
        return problems
    }
}

extension ImportEffect {
    init(_ change: RowChange) {
        switch change {
        case .new: self = .new
        case .changed: self = .changed
        case .unchanged: self = .unchanged
        }
    }
}
