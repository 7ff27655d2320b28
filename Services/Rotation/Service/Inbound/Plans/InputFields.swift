import Foundation
import RotationCore
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// Reads rows of inputs; what is wrong is told with the number of the row.
enum InputFields {
    /// Rows of one table. - Throws: `one-table`, `too-many-rows`, and what a row lacks.
    static func rows(_ request: Taoli_Rotation_V1_RecordInputsRequest) throws
        -> (table: InputTable, rows: PlanInputs)
    {
        let counts: [(table: InputTable, count: Int)] = [
            (.places, request.places.count), (.needs, request.needs.count),
            (.teachers, request.teachers.count), (.ways, request.ways.count),
        ]
        let given = counts.filter { $0.count > 0 }
        guard given.count == 1, let only = given.first else { throw oneTable }
        guard only.count <= RotationLimits.inputRowsMax else { throw tooMany(only.table) }
        var rows = PlanInputs()
        rows.places = try each(.places, request.places, places)
        rows.needs = try each(.needs, request.needs, need)
        rows.teachers = try each(.teachers, request.teachers, teacher)
        rows.ways = try each(.ways, request.ways, way)
        try checkTwice(rows)
        return (only.table, rows)
    }

    private static func each<Row, Input>(
        _ table: InputTable, _ rows: [Row], _ read: (Row) throws -> Input
    ) throws -> [Input] {
        try rows.enumerated().map { number, row in
            do {
                return try read(row)
            } catch let refusal as Refusal {
                throw Refusal(
                    refusal.kind, refusal.slug, clause: refusal.clause,
                    field: "\(table.rawValue).\(refusal.field ?? "")",
                    what: Wording(
                        "第 \(number + 1) 行：\(refusal.what.chinese)",
                        "Row \(number + 1): \(refusal.what.english)"),
                    next: refusal.next)
            }
        }
    }

    private static func places(_ row: Taoli_Rotation_V1_PlacesRow) throws -> PlacesInput {
        PlacesInput(
            school: try Input.id("school_id", row.schoolID),
            stage: try RotationFields.choice("stage", row.stage),
            places: try RotationFields.number(
                "places", row.places, 0...RotationLimits.placesMax),
            isTeamAsked: row.team)
    }

    private static func need(_ row: Taoli_Rotation_V1_NeedRow) throws -> NeedInput {
        NeedInput(
            school: try Input.id("school_id", row.schoolID),
            stage: try RotationFields.choice("stage", row.stage),
            subject: try RotationFields.choice("subject", row.subject, as: TeachingSubject.self)
                .rawValue,
            posts: try RotationFields.number("posts", row.posts, 0...RotationLimits.placesMax),
            weight: try RotationFields.number("weight", row.weight, 1...InstanceLimits.weightMax))
    }

    private static func teacher(_ row: Taoli_Rotation_V1_TeacherRow) throws -> TeacherInput {
        let eligible: Bool? =
            switch row.eligible {
            case "": nil
            case "yes": true
            case "no": false
            default: try Input.known("eligible", nil, allowed: ["yes", "no"])
            }
        guard row.wishes.count <= RotationLimits.wishesMax,
            Set(row.wishes).count == row.wishes.count
        else { throw badWishes }
        return TeacherInput(
            person: try Input.id("person_id", row.personID), isEligible: eligible,
            isInHardship: row.hardship,
            willing: try RotationFields.number("willing", row.willing, -1...1),
            yearsToRetirement: row.yearsToRetirement == -1
                ? nil
                : try RotationFields.number("years_to_retirement", row.yearsToRetirement, 0...60),
            wishes: try row.wishes.map { try Input.id("wishes", $0) })
    }

    private static func way(_ row: Taoli_Rotation_V1_WayRow) throws -> WayInput {
        guard row.personID.isEmpty != row.fromSchoolID.isEmpty else { throw personOrSchool }
        let owner: WayInput.Owner =
            try row.personID.isEmpty
            ? .school(Input.id("from_school_id", row.fromSchoolID))
            : .person(Input.id("person_id", row.personID))
        let most = RotationLimits.minutesMax
        return WayInput(
            owner: owner, to: try Input.id("to_school_id", row.toSchoolID),
            minutes: try RotationFields.number("minutes", row.minutes, 0...most),
            extraMinutes: try RotationFields.number("extra_minutes", row.extraMinutes, 0...most))
    }

    /// Two rows of one key in one request: which counts is not for us to say.
    private static func checkTwice(_ rows: PlanInputs) throws {
        try checkTwice("places", rows.places.map { "\($0.school)/\($0.stage)" })
        try checkTwice("needs", rows.needs.map { "\($0.school)/\($0.stage)/\($0.subject)" })
        try checkTwice("teachers", rows.teachers.map(\.person.description))
        try checkTwice("ways", rows.ways.map { "\($0.owner)/\($0.to)" })
    }

    private static func checkTwice(_ field: String, _ keys: [String]) throws {
        var first: [String: Int] = [:]
        for (row, key) in keys.enumerated() {
            guard let before = first.updateValue(row, forKey: key) else { continue }
            throw Refusal(
                .invalid, "row-twice", field: field,
                what: Wording(
                    "第 \(before + 1) 行与第 \(row + 1) 行是同一对象。",
                    "Rows \(before + 1) and \(row + 1) are about the same."),
                next: Wording("请删除其中一行。", "Remove one of them."))
        }
    }

    private static let oneTable = Refusal(
        .invalid, "one-table", field: "places",
        what: Wording(
            "一次请求须且只能带一张表的行。", "A request carries rows of one table, at least one."),
        next: Wording("请分表提交。", "Send each table by itself."))

    private static func tooMany(_ table: InputTable) -> Refusal {
        Refusal(
            .invalid, "too-many-rows", field: table.rawValue,
            what: Wording(
                "一次最多 \(RotationLimits.inputRowsMax) 行。",
                "\(RotationLimits.inputRowsMax) rows a request at most."),
            next: Wording("请分批提交。", "Send them in parts."))
    }

    private static let badWishes = Refusal(
        .invalid, "bad-wishes", field: "wishes",
        what: Wording(
            "志愿最多 \(RotationLimits.wishesMax) 所学校，不能重复。",
            "At most \(RotationLimits.wishesMax) schools, none twice."),
        next: Wording("请改正志愿。", "Correct the wishes."))

    private static let personOrSchool = Refusal(
        .invalid, "person-or-school", field: "person_id",
        what: Wording(
            "教师与所在学校要且只能给一个。", "Give a person or a home school, not both."),
        next: Wording("请只写其中之一。", "Give one of them."))
}
