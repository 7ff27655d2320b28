import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliSheets

/// Rows of the four tables as files have them: schools still as they were written.
struct PlanInputFiles {
    typealias Request = Taoli_Rotation_V1_RecordInputsRequest

    /// Rows of one request.
    static let rowsMax = 2000

    private var places: [Taoli_Rotation_V1_PlacesRow] = []
    private var needs: [Taoli_Rotation_V1_NeedRow] = []
    private var teachers: [Taoli_Rotation_V1_TeacherRow] = []
    private var ways: [Taoli_Rotation_V1_WayRow] = []
    /// Where the rows of each table stand.
    private var sent: [String: SentLines] = [:]

    mutating func readPlaces(_ path: String, _ context: CommandContext) throws {
        let layout = PlanInputFiles.layout("places", ["school", "stage", "places"], ["team"])
        try read(path, layout, Wording("读取接收名额", "reading places"), context) { files, row in
            files.places.append(
                try .with {
                    $0.schoolID = row[0]
                    $0.stage = try row.named(1, of: Stage.self).rawValue
                    $0.places = try row.number(2)
                    $0.team = try row.flag(3)
                })
        }
    }

    mutating func readNeeds(_ path: String, _ context: CommandContext) throws {
        let layout = PlanInputFiles.layout(
            "needs", ["school", "stage", "subject", "posts", "weight"], [])
        try read(path, layout, Wording("读取岗位需求", "reading needs"), context) { files, row in
            files.needs.append(
                try .with {
                    $0.schoolID = row[0]
                    $0.stage = try row.named(1, of: Stage.self).rawValue
                    $0.subject = try row.named(2, of: TeachingSubject.self).rawValue
                    $0.posts = try row.number(3)
                    $0.weight = try row.number(4)
                })
        }
    }

    mutating func readTeachers(_ path: String, _ context: CommandContext) throws {
        let layout = PlanInputFiles.layout(
            "teachers", ["person"],
            ["eligible", "hardship", "willing", "years_to_retirement", "wishes"])
        try read(path, layout, Wording("读取教师情况", "reading teachers"), context) { files, row in
            files.teachers.append(
                try .with {
                    $0.personID = row[0]
                    $0.eligible = ["是": "yes", "否": "no"][row[1]] ?? row[1]
                    $0.hardship = try row.flag(2)
                    $0.willing = row[3].isEmpty ? 0 : try row.number(3, from: -1)
                    $0.yearsToRetirement = row[4].isEmpty ? -1 : try row.number(4)
                    $0.wishes = row[5].split(separator: "+").map { wish in
                        wish.trimmingCharacters(in: .whitespaces)
                    }
                })
        }
    }

    mutating func readWays(_ path: String, _ context: CommandContext) throws {
        let layout = PlanInputFiles.layout(
            "ways", ["to", "minutes", "extra_minutes"], ["person", "from"])
        try read(path, layout, Wording("读取通勤时间", "reading ways"), context) { files, row in
            files.ways.append(
                try .with {
                    $0.toSchoolID = row[0]
                    $0.minutes = try row.number(1)
                    $0.extraMinutes = try row.number(2)
                    $0.personID = row[3]
                    $0.fromSchoolID = row[4]
                })
        }
    }

    private mutating func read(
        _ path: String, _ layout: TableLayout, _ what: Wording, _ context: CommandContext,
        _ add: (inout PlanInputFiles, TableRow) throws -> Void
    ) throws {
        var files = self
        var lines: [Int] = []
        try StudentFile(path: path, layout: layout).read(what, in: context) { row in
            try add(&files, row)
            lines.append(row.line)
        }
        files.sent[layout.name] = SentLines(path: path, lines: lines)
        self = files
    }

    private static func layout(_ name: String, _ needed: [String], _ optional: [String])
        -> TableLayout
    {
        TableLayout(
            name: name,
            columns: needed.map { TableColumn($0, aliases: aliases[$0] ?? []) }
                + optional.map { TableColumn($0, aliases: aliases[$0] ?? [], isRequired: false) })
    }

    /// Chinese names of columns.
    private static let aliases: [String: [String]] = [
        "school": ["学校"], "stage": ["学段"], "places": ["名额"], "team": ["组团"],
        "subject": ["学科"], "posts": ["岗位"], "weight": ["权重"], "person": ["教师"],
        "eligible": ["可交流"], "hardship": ["困难"], "willing": ["意愿"],
        "years_to_retirement": ["距退休年数"], "wishes": ["志愿"], "from": ["派出校"],
        "to": ["接收校"], "minutes": ["单程分钟"], "extra_minutes": ["增加分钟"],
    ]

    /// Schools that are not named by id, each once.
    var names: [String] {
        let all =
            places.map(\.schoolID) + needs.map(\.schoolID) + teachers.flatMap(\.wishes)
            + ways.flatMap { [$0.fromSchoolID, $0.toSchoolID] }
        return Set(all).filter { !$0.isEmpty && UUID(uuidString: $0) == nil }.sorted()
    }

    /// The rows in requests of one table each, with ids in place of names.
    func requests(_ ids: [String: String]) -> [Part] {
        func id(_ text: String) -> String { ids[text] ?? text }
        let placesRows = places.map { row in
            var row = row
            row.schoolID = id(row.schoolID)
            return row
        }
        let needRows = needs.map { row in
            var row = row
            row.schoolID = id(row.schoolID)
            return row
        }
        let teacherRows = teachers.map { row in
            var row = row
            row.wishes = row.wishes.map(id)
            return row
        }
        let wayRows = ways.map { row in
            var row = row
            row.fromSchoolID = id(row.fromSchoolID)
            row.toSchoolID = id(row.toSchoolID)
            return row
        }
        var all = parts("places", placesRows) { $0.places = $1 }
        all += parts("needs", needRows) { $0.needs = $1 }
        all += parts("teachers", teacherRows) { $0.teachers = $1 }
        all += parts("ways", wayRows) { $0.ways = $1 }
        return all
    }

    private func parts<Row>(
        _ table: String, _ rows: [Row], _ fill: (inout Request, [Row]) -> Void
    ) -> [Part] {
        guard let sent = sent[table] else { return [] }
        return stride(from: 0, to: rows.count, by: Self.rowsMax).map { start in
            let range = start..<min(start + Self.rowsMax, rows.count)
            var request = Request()
            fill(&request, Array(rows[range]))
            return Part(request: request, sent: sent.part(range))
        }
    }

    /// Rows of one table in one request.
    struct Part: Sendable {
        var request: Request
        let sent: SentLines
    }
}

extension TableRow {
    /// A whole number.
    fileprivate func number(_ place: Int, from least: Int32 = 0) throws(RowProblem) -> Int32 {
        guard let number = Int32(self[place]), number >= least else {
            throw RowProblem(
                "no-number", row: self.number, column: header.reference(place),
                value: self[place],
                text: Wording(
                    "应为不小于 \(least) 的整数，请改正。",
                    "A whole number from \(least) on is expected: correct it."))
        }
        return number
    }
}
