import Foundation
import RotationCore
import TaoliModels
import TaoliSheets

/// A plan as CSV: `teacher,school`, the school being the receiving one.
enum PlanFile {
    static let layout = TableLayout(
        name: "plan", columns: [TableColumn("teacher"), TableColumn("school")])

    /// Writes a plan in the order given.
    ///
    /// - Throws: ``CommandFailure`` when the file cannot be written.
    static func write(_ plan: [Placement], of instance: PlanInstance, to path: String) throws {
        let file = try OutputFile(path: path)
        var writer = CSVWriter(withMark: false)
        writer.append(layout.columns.map(\.name))
        for row in plan {
            writer.append([
                instance.teachers[row.teacher].code, instance.schools[row.school].code,
            ])
        }
        try file.write(writer.take())
        try file.finish()
    }

    /// Reads a plan; a teacher may stand there twice, which is the checker's to say.
    ///
    /// - Throws: ``CommandFailure`` for rows that name no teacher or school of the instance.
    static func read(_ path: String, of instance: PlanInstance) throws -> [Placement] {
        let data = try InstanceFolder.data(path)
        let teachers = Dictionary(
            instance.teachers.enumerated().map { ($1.code, $0) },
            uniquingKeysWith: { one, _ in one })
        let schools = Dictionary(
            instance.schools.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { one, _ in one }
        )
        var plan: [Placement] = []
        var failure: CommandFailure?
        var scanner = TableScanner(layout: layout)
        do {
            try data.withUnsafeBytes { bytes in
                try scanner.scan(
                    bytes.bindMemory(to: UInt8.self),
                    refuse: { row in
                        failure =
                            failure
                            ?? row.problems.first.map {
                                wrong(path, row.line, $0.text)
                            }
                    },
                    take: { cells in
                        guard let teacher = teachers[cells[0]] else {
                            failure = unknown(path, cells, 0, "教师", "teacher")
                            return false
                        }
                        guard let school = schools[cells[1]] else {
                            failure = unknown(path, cells, 1, "学校", "school")
                            return false
                        }
                        plan.append(Placement(teacher: teacher, school: school))
                        return true
                    })
            }
        } catch let problem as FileProblem {
            throw wrong(path, problem.row ?? 1, problem.text)
        }
        if let failure { throw failure }
        return plan
    }

    private static func unknown(
        _ path: String, _ cells: TableCells, _ column: Int, _ chinese: String, _ english: String
    ) -> CommandFailure {
        wrong(
            path, cells.line,
            Wording(
                "\(cells.header.reference(column))：数据中没有\(chinese)“\(RowProblem.shown(cells[column]))”。",
                "\(cells.header.reference(column)): the instance has no \(english) "
                    + "\"\(RowProblem.shown(cells[column]))\"."))
    }

    private static func wrong(_ path: String, _ line: Int, _ text: Wording) -> CommandFailure {
        CommandFailure(
            .dataInvalid, text, place: "\(path):\(line)",
            next: Wording("请改正该行。", "Correct that row."))
    }
}
