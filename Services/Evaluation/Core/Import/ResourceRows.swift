package import TaoliModels

/// What a school has for the students of one stage, in all.
package struct SchoolResources: Hashable, Sendable {
    /// On roll; at least 1.
    package let students: Int
    /// By the ids of `ImportTemplates.resourceIDs`; one that is missing is not there.
    package let amounts: [String: Double]

    package init(students: Int, amounts: [String: Double]) {
        self.students = students
        self.amounts = amounts
    }
}

/// Reads rows of resources, remembering which schools a file has named.
package struct ResourceRowReader: Sendable {
    /// One school in one stage.
    package struct Place: Hashable, Sendable {
        /// Names the school.
        package let school: SchoolID
        /// What it teaches there.
        package let stage: Stage

        package init(school: SchoolID, stage: Stage) {
            self.school = school
            self.stage = stage
        }
    }

    /// What one row says.
    package struct Record: Hashable, Sendable {
        /// Whom it is about.
        package let school: SchoolDirectory.School
        /// Where in the school.
        package let stage: Stage
        /// What is there.
        package let resources: SchoolResources

        package init(school: SchoolDirectory.School, stage: Stage, resources: SchoolResources) {
            self.school = school
            self.stage = stage
            self.resources = resources
        }
    }

    private let directory: SchoolDirectory
    private let scope: DataScope
    private let known: [Place: SchoolResources]
    private var seen: Set<Place> = []

    /// - Parameters:
    ///   - scope: the importer's.
    ///   - known: what was imported before, for the file's school year.
    package init(
        _ directory: SchoolDirectory, scope: DataScope, known: [Place: SchoolResources]
    ) {
        self.directory = directory
        self.scope = scope
        self.known = known
    }

    /// - Returns: what the row says, and whether it says something new.
    /// - Throws: what `SchoolDirectory.school` throws, `bad-students`, `bad-amount`, `no-amounts`,
    ///   `school-twice`, `resources-exist`.
    package mutating func read(_ row: TableRow) throws(RowProblem) -> (Record, isNew: Bool) {
        if let problem = row.problems.first { throw problem }
        let (school, stage) = try directory.school(
            row, at: ResourceColumn.school.rawValue, scope: scope)
        let resources = try Self.resources(row)
        let place = Place(school: school.id, stage: stage)
        guard seen.insert(place).inserted else {
            throw row.problem(
                "school-twice", at: ResourceColumn.school.rawValue,
                Wording(
                    "该校该学段在文件里出现两次；请删去一行。", "The file has this school and stage twice."))
        }
        let before = known[place]
        guard before == nil || before == resources else {
            throw row.problem(
                "resources-exist", at: ResourceColumn.school.rawValue,
                Wording(
                    "该校该学段本学年已有不同的数据；请先撤销原来的导入。",
                    "Other figures of this school and stage are there; undo that import first."))
        }
        return (Record(school: school, stage: stage, resources: resources), before == nil)
    }

    private static func resources(_ row: TableRow) throws(RowProblem) -> SchoolResources {
        guard let students = Int(row[.students]),
            (1...EvaluationLimits.countMax).contains(students)
        else {
            throw row.problem(
                "bad-students", at: ResourceColumn.students.rawValue,
                Wording("学生数应为正整数。", "The students on roll are a whole number above 0."))
        }
        let first = ResourceColumn.students.rawValue + 1
        var amounts: [String: Double] = [:]
        for (offset, id) in ImportTemplates.resourceIDs.enumerated() {
            switch MeasureText.read(row[first + offset]) {
            case .missing: continue
            case .number(let number) where (0...EvaluationLimits.amountMax).contains(number):
                amounts[id] = number
            case .number, .wrong:
                throw row.problem(
                    "bad-amount", at: first + offset,
                    Wording(
                        "应为不小于 0 的数，写全校合计，不带单位；没有数据时留空。",
                        "A number of at least 0, what the school has in all, without a unit; "
                            + "empty without data."))
            }
        }
        guard !amounts.isEmpty else {
            throw row.problem(
                "no-amounts", at: first,
                Wording("这一行没有任何资源数据；请填写或删去。", "The row has no amount: fill it in or take it out."))
        }
        return SchoolResources(students: students, amounts: amounts)
    }
}
