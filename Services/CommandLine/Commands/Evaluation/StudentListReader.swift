import EvaluationCore
import TaoliModels

/// Reads a file of students and keeps them, one list for each key of `--by`: for measures that need
/// them sorted.
struct StudentListReader {
    /// Keys of `--by` in byte order; one empty key without it.
    let keys: [String]
    /// The list of each key.
    let lists: [StudentList]

    /// - Throws: ``CommandFailure``.
    init(_ input: StudentInput, prior: String, in context: CommandContext) throws {
        let columns = StudentColumns(input, covariates: [prior])
        let file = StudentFile(path: input.input, layout: columns.layout)
        var check = StudentCheck(file, columns)
        var keys = NameRegister()
        var lists: [StudentList] = []
        try file.read(Wording("读取学生", "reading students"), in: context) { row in
            check.note(row)
            try row.requireNames(columns.names)
            let key = keys.number(of: columns.key(row))
            if key == lists.count { lists.append(StudentList()) }
            let result = try row.measure(columns.value)
            let prior = try row.measure(columns.covariates.lowerBound)
            guard let result, let prior else { return lists[key].drop() }
            lists[key].add(prior: prior, result: result, unit: row[columns.unit])
        }
        try check.finish(in: context)
        let order = keys.sorted
        self.keys = order.map { keys.names[$0] }
        self.lists = order.map { lists[$0] }
    }
}
