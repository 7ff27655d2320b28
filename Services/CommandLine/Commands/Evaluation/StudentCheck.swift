import EvaluationCore
import TaoliModels

/// Refuses a file in which a student is in two units, or occurs twice.
///
/// The first look happens while the file is read for other reasons; files of millions of students
/// are looked at again, a part of the ids each time, so that memory stays bounded.
struct StudentCheck {
    let file: StudentFile
    let columns: StudentColumns
    private(set) var register = StudentRegister()

    init(_ file: StudentFile, _ columns: StudentColumns) {
        self.file = file
        self.columns = columns
    }

    /// Notes a row of the first look.
    mutating func note(_ row: TableRow) { StudentCheck.note(row, columns, &register) }

    /// Looks at the rest, and confirms what is suspected.
    ///
    /// - Throws: ``CommandFailure`` naming both lines.
    mutating func finish(in context: CommandContext) throws {
        var suspects = register.suspects
        let what = Wording("核对学生", "checking students")
        while let low = register.nextLow {
            register = StudentRegister(low: low)
            let columns = columns
            var next = register
            try file.read(what, in: context) { StudentCheck.note($0, columns, &next) }
            register = next
            suspects.formUnion(register.suspects)
        }
        guard !suspects.isEmpty else { return }
        var first: [String: (unit: String, line: Int)] = [:]
        try file.read(what, in: context) { row in
            let (student, key) = (row[columns.student], columns.key(row))
            let hashes = StudentRegister.hashes(student: student, key: key)
            guard !MeasureText.isMissing(student), hashes.contains(where: suspects.contains) else {
                return
            }
            let unit = row[columns.unit]
            if let other = first[student], other.unit != unit {
                throw problem(row, other, isOtherUnit: true)
            }
            if let other = first[student + "\u{1F}" + key] {
                throw problem(row, other, isOtherUnit: false)
            }
            if first[student] == nil { first[student] = (unit, row.line) }
            first[student + "\u{1F}" + key] = (unit, row.line)
        }
    }

    private static func note(
        _ row: TableRow, _ columns: StudentColumns, _ register: inout StudentRegister
    ) {
        let student = row[columns.student]
        if !MeasureText.isMissing(student) {
            register.note(student: student, unit: row[columns.unit], key: columns.key(row))
        }
    }

    private func problem(
        _ row: TableRow, _ other: (unit: String, line: Int), isOtherUnit: Bool
    ) -> RowProblem {
        let (unit, line) = (RowProblem.shown(other.unit), other.line)
        return RowProblem(
            isOtherUnit ? "student-in-two-units" : "student-twice", row: row.number,
            column: row.header.reference(columns.student), value: row[columns.student],
            text: isOtherUnit
                ? Wording(
                    "该学生在第 \(line) 行属于“\(unit)”，这里属于“\(RowProblem.shown(row[columns.unit]))”；"
                        + "一名学生只能属于一所学校，请改正学籍号或只保留一行。",
                    "The student is in \"\(unit)\" on line \(line) and in "
                        + "\"\(RowProblem.shown(row[columns.unit]))\" here: correct the id, or keep "
                        + "one row.")
                : Wording(
                    "该学生已在第 \(line) 行出现；请删去重复的行，多学科数据请用 --by 指明学科列。",
                    "The student was met on line \(line) already: remove the row, or name the "
                        + "subject's column with --by where there are several."))
    }
}
