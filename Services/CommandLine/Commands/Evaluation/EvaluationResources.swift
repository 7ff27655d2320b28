import ArgumentParser
import EvaluationCore
import TaoliModels

/// `taoli evaluation resources`
struct EvaluationResources: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "resources",
        abstract: "How unevenly resources are spread over the students of schools (差异系数).",
        discussion: """
            One school a row, with its students and what it has in all (books, square metres, \
            teachers). Each resource by itself: the limits of 教督〔2017〕6号 (primary 0.50, junior \
            0.45) are set for each, never for their mean.

            Examples:
              taoli evaluation resources --input schools.csv --students students --value books
              taoli evaluation resources --input schools.csv --students students --value books \
            --value area --by district --limit 0.50 --format json
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: ArgumentHelp("CSV file, one school a row.", valueName: "file"))
    var input: String

    @Option(help: ArgumentHelp("Column of the students on roll.", valueName: "column"))
    var students: String

    @Option(
        help: ArgumentHelp(
            "Column of a resource, what the school has in all; may repeat.", valueName: "column"))
    var value: [String]

    @Option(
        help: ArgumentHelp(
            "Columns whose values are evaluated one by one, e.g. district,stage.",
            valueName: "columns"))
    var by: String?

    @Option(help: ArgumentHelp("The coefficient that must not be exceeded.", valueName: "number"))
    var limit: String?

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func validate() throws {
        if let limit, ExactShare(limit) == nil {
            throw ValidationError("'\(limit)' is no limit such as 0.50.")
        }
    }

    private var byColumns: [String] {
        (by ?? "").split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    }

    func perform(in context: CommandContext) async throws {
        let names = [students] + value + byColumns
        let layout = TableLayout(name: "schools", columns: names.map { TableColumn($0) })
        let firstKey = 1 + value.count
        var keys = NameRegister()
        var schools: [[[ResourceSpread.School]]] = []
        var dropped: [[Int]] = []
        let file = StudentFile(path: input, layout: layout)
        try file.read(Wording("读取学校", "reading schools"), in: context) { row in
            let text = byColumns.indices.map { row[firstKey + $0] }.joined(separator: ",")
            let key = keys.number(of: text)
            if key == schools.count {
                schools.append(Array(repeating: [], count: value.count))
                dropped.append(Array(repeating: 0, count: value.count))
            }
            let roll = try row.amount(0)
            for index in value.indices {
                guard let amount = try row.amount(1 + index), let roll else {
                    dropped[key][index] += 1
                    continue
                }
                schools[key][index].append(.init(students: roll, resource: amount))
            }
        }
        let records = keys.sorted.map { key in
            ResourceRecord(
                key: EvaluationKey(keys.names[key], columns: byColumns), names: value,
                schools: schools[key], dropped: dropped[key],
                limit: limit.flatMap { ExactShare($0) })
        }
        try context.show(evaluations: records, isByKey: by != nil)
    }
}

extension TableRow {
    /// A number that is not negative; `nil` when it is missing.
    fileprivate func amount(_ place: Int) throws(RowProblem) -> Double? {
        guard let number = try measure(place) else { return nil }
        guard number >= 0 else {
            throw RowProblem(
                "negative-amount", row: self.number, column: header.reference(place),
                value: self[place],
                text: Wording("数量不能为负；请改正。", "An amount cannot be negative: correct it."))
        }
        return number
    }
}
