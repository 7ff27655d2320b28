package import TaoliModels

/// A student's keyed digest: who it is can only be asked by whoever knows the code.
package struct StudentKey: Hashable, Sendable {
    /// The keyed digest.
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// Where a student is enrolled in the school year.
package struct Enrolment: Hashable, Sendable {
    /// Where the student is enrolled.
    package let school: SchoolID
    /// The stage attended.
    package let stage: Stage

    package init(school: SchoolID, stage: Stage) {
        self.school = school
        self.stage = stage
    }
}

/// What one row of a roll or of results says.
package enum StudentRecord: Hashable, Sendable {
    /// A student is on a school's roll.
    case enrolled(SchoolDirectory.School, Stage)
    /// A student has a result.
    case result(SchoolDirectory.School, Stage, StudentScore)
}

/// A student's result in one subject.
package struct StudentScore: Hashable, Sendable {
    /// How the student came by no score.
    package enum Absence: String, Sendable {
        /// There is a score.
        case sat
        /// 有因
        case excused
        /// 缺考
        case missing
    }

    /// Of instruction.
    package let subject: String
    /// In hundredths; `nil` for one who was absent.
    package let score: Int?
    /// In hundredths; `nil` without one.
    package let prior: Int?
    /// `nil` where the file does not say.
    package let isPassed: Bool?
    /// Whether there is a score, and if not, why.
    package let absence: Absence

    package init(subject: String, score: Int?, prior: Int?, isPassed: Bool?, absence: Absence) {
        self.subject = subject
        self.score = score
        self.prior = prior
        self.isPassed = isPassed
        self.absence = absence
    }
}

/// Reads rows of rolls and results. It remembers the students of the last rows alone; which ones the
/// file named before is asked of where its accepted rows are stored.
package struct StudentRowReader: Sendable {
    /// What a file names once: a student in a roll, a student in one subject in results.
    package struct Mark: Hashable, Sendable {
        /// Who.
        package let student: StudentKey
        /// Of instruction; empty in a roll.
        package let subject: String

        package init(student: StudentKey, subject: String) {
            self.student = student
            self.subject = subject
        }
    }

    private let file: EvaluationFile
    private let directory: SchoolDirectory
    private let scope: DataScope
    /// The schools of the last accepted rows.
    private var recent = RecentRows<Mark, SchoolID>()

    /// Characters of a student's code.
    package static let codeMax = 64

    /// - Parameters:
    ///   - file: rolls or results.
    ///   - scope: the importer's.
    package init(_ file: EvaluationFile, _ directory: SchoolDirectory, scope: DataScope) {
        self.file = file
        self.directory = directory
        self.scope = scope
    }

    /// The code of a row's student, for finding what is known of it; empty when there is none.
    package static func code(_ row: TableRow) -> String { row[.student] }

    /// The rows to come are a batch; those before the last one are stored by now.
    package mutating func beginBatch() { recent.beginBatch() }

    /// - Parameters:
    ///   - student: the code's digest.
    ///   - before: the schools that accepted rows of this file named, which are stored.
    ///   - enrolled: where the student is enrolled by what was imported before.
    ///   - known: the result that was imported before, where there is one.
    /// - Returns: what the row says, and whether it says something new.
    /// - Throws: why it cannot be taken.
    package mutating func read(
        _ row: TableRow, student: StudentKey, before: [Mark: SchoolID] = [:],
        enrolled: Enrolment?, known: StudentScore?
    ) throws(RowProblem) -> (StudentRecord, isNew: Bool) {
        if let problem = row.problems.first { throw problem }
        guard (1...Self.codeMax).contains(row[.student].count) else {
            throw row.problem(
                "bad-student", .student,
                Wording(
                    "学生编号为 1 到 \(Self.codeMax) 个字符；请填写。",
                    "A student's code has 1 to \(Self.codeMax) characters."))
        }
        let (school, stage) = try directory.school(row, scope: scope)
        if file == .rolls {
            let mark = Mark(student: student, subject: "")
            try checkOnce(row, recent[mark] ?? before[mark], school)
            let found = try enrolment(row, school, stage, enrolled)
            recent[mark] = school.id
            return found
        }
        let score = try StudentScore(row)
        let mark = Mark(student: student, subject: score.subject)
        guard recent[mark] == nil, before[mark] == nil else {
            throw row.problem(
                "result-twice", .subject,
                Wording("该生该学科在文件里出现两次；请删去一行。", "The file has this result twice."))
        }
        try check(row, school, stage, score, enrolled, known)
        recent[mark] = school.id
        return (.result(school, stage, score), known == nil)
    }

    private func check(
        _ row: TableRow, _ school: SchoolDirectory.School, _ stage: Stage, _ score: StudentScore,
        _ enrolled: Enrolment?, _ known: StudentScore?
    ) throws(RowProblem) {
        guard let enrolled else {
            throw row.problem(
                "unknown-student", .student,
                Wording(
                    "本学年名册里没有这名学生；请先导入名册（rolls）。",
                    "No roll of this school year has the student; import the rolls first."))
        }
        guard enrolled.school == school.id, enrolled.stage == stage else {
            throw row.problem(
                "student-of-other-school", .school,
                Wording(
                    "名册里该生在另一所学校或学段；请核对成绩或名册。",
                    "By the roll the student is at another school or stage; correct one of the two."
                ))
        }
        if let known, known != score {
            throw row.problem(
                "result-exists", .subject,
                Wording(
                    "该生该学科已有不同的成绩；请先撤销原来的导入。",
                    "Another result of the student in this subject is there; undo that import first."
                ))
        }
    }

    private func enrolment(
        _ row: TableRow, _ school: SchoolDirectory.School, _ stage: Stage, _ enrolled: Enrolment?
    ) throws(RowProblem) -> (StudentRecord, isNew: Bool) {
        if let enrolled, enrolled != Enrolment(school: school.id, stage: stage) {
            throw Self.twoSchools(row)
        }
        return (.enrolled(school, stage), enrolled == nil)
    }

    private func checkOnce(
        _ row: TableRow, _ before: SchoolID?, _ school: SchoolDirectory.School
    ) throws(RowProblem) {
        guard let before else { return }
        guard before == school.id else { throw Self.twoSchools(row) }
        throw row.problem(
            "student-twice", .student,
            Wording("该生在文件里出现两次；请删去一行。", "The file has the student twice."))
    }

    private static func twoSchools(_ row: TableRow) -> RowProblem {
        row.problem(
            "student-in-two-schools", .school,
            Wording(
                "该生已在另一所学校或学段的名册里；请核对转学。",
                "The student is on another school's roll already; check the transfer."))
    }
}

extension StudentScore {
    /// - Throws: `missing-subject`, `score-out-of-range`, `bad-passed`, `bad-absence`.
    fileprivate init(_ row: TableRow) throws(RowProblem) {
        guard (1...EvaluationLimits.nameMax).contains(row[.subject].count) else {
            throw row.problem("missing-subject", .subject, Wording("请填写学科。", "Name the subject."))
        }
        let score = try Self.score(row, .score)
        self.init(
            subject: row[.subject], score: score, prior: try Self.score(row, .prior),
            isPassed: try Self.passed(row, hasScore: score != nil),
            absence: try Self.absence(row, hasScore: score != nil))
    }

    private static func score(_ row: TableRow, _ column: StudentColumn) throws(RowProblem) -> Int? {
        switch MeasureText.read(row[column]) {
        case .missing: return nil
        case .number(let number):
            if let hundredths = ScoreSums.hundredths(number) { return hundredths }
        case .wrong: break
        }
        throw row.problem(
            "score-out-of-range", column,
            Wording(
                "分数应在 0 到 \(Int(ScoreSums.scoreMax)) 之间，最多两位小数；请改正。",
                "A score is 0 to \(Int(ScoreSums.scoreMax)) with at most two decimals."))
    }

    private static func passed(_ row: TableRow, hasScore: Bool) throws(RowProblem) -> Bool? {
        switch row[.passed].lowercased() {
        case "": return nil
        case "是", "yes", "1", "true": if hasScore { return true }
        case "否", "no", "0", "false": return hasScore ? false : nil
        default: break
        }
        throw row.problem(
            "bad-passed", .passed,
            Wording("合格写“是”或“否”，缺考留空。", "Write yes or no; leave it empty for who was absent."))
    }

    private static func absence(_ row: TableRow, hasScore: Bool) throws(RowProblem) -> Absence {
        switch (row[.absence].lowercased(), hasScore) {
        case ("", true): return .sat
        case ("", false): return .missing
        case ("有因", false), ("excused", false): return .excused
        default:
            throw row.problem(
                "bad-absence", .absence,
                Wording("缺考原因只在成绩留空时写“有因”。", "Only without a score, and only excused."))
        }
    }
}
