import TaoliContracts
import TaoliModels

extension Taoli_Rotation_V1_PlanSchool: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("学校", "school") { school, _ in
                school.schoolName.isEmpty ? school.schoolID : school.schoolName
            },
            Column("身份", "role") { school, language in
                language == .zh ? (school.role == "strong" ? "派出" : "接收") : school.role
            },
            Column("依据", "basis") { school, language in
                language == .zh
                    ? (school.basis == "designated" ? "教育局认定" : "集团内身份") : school.basis
            },
            Column("教师", "teachers", alignment: .right) { school, _ in "\(school.teachers)" },
            Column("可交流", "eligible", alignment: .right) { school, _ in "\(school.eligible)" },
            Column("应派/骨干", "quota/key", alignment: .right) { school, _ in
                school.role == "strong" ? "\(school.quota)/\(school.keyRequired)" : ""
            },
            Column("名额", "places", alignment: .right) { school, _ in
                school.role == "strong" ? "" : "\(school.places)"
            },
            Column("流动/骨干", "moving/key", alignment: .right) { school, _ in
                "\(school.moving)/\(school.keyMoving)"
            },
            Column("缺岗前/后", "open before/after", alignment: .right) { school, _ in
                school.role == "strong" ? "" : "\(school.openBefore)/\(school.openAfter)"
            },
            Column("往年在外/在内", "serving", alignment: .right) { school, _ in
                "\(school.serving)"
            },
        ]
    }

    var json: JSONValue {
        [
            "school_id": .string(schoolID), "school_name": .optional(schoolName),
            "role": .string(role), "basis": .string(basis),
            "teachers": .integer(Int64(teachers)), "eligible": .integer(Int64(eligible)),
            "quota": .integer(Int64(quota)), "key_required": .integer(Int64(keyRequired)),
            "places": .integer(Int64(places)), "moving": .integer(Int64(moving)),
            "key_moving": .integer(Int64(keyMoving)),
            "open_before": .integer(Int64(openBefore)),
            "open_after": .integer(Int64(openAfter)), "serving": .integer(Int64(serving)),
        ]
    }
}

/// A move with the names of its schools.
struct NamedMove: Presentable {
    private let move: Taoli_Rotation_V1_PlanMove
    private let home: String
    private let receiving: String

    /// - Parameter schools: those of the plan; one that is not among them shows its id.
    init(_ move: Taoli_Rotation_V1_PlanMove, _ schools: [Taoli_Rotation_V1_PlanSchool]) {
        func name(_ id: String) -> String {
            schools.first { $0.schoolID == id && !$0.schoolName.isEmpty }?.schoolName ?? id
        }
        self.move = move
        home = name(move.homeSchoolID)
        receiving = name(move.receivingSchoolID)
    }

    static var columns: [Column<Self>] {
        [
            Column("教师", "person") { item, _ in item.move.personID },
            Column("派出校", "home") { item, _ in item.home },
            Column("接收校", "receiving") { item, _ in item.receiving },
            Column("学科", "subject") { PlanTerms.subject($0.move.subject).text(in: $1) },
            Column("骨干", "key") { item, _ in item.move.isKey ? "1" : "" },
            Column("单程/增加", "minutes/extra", alignment: .right) { item, _ in
                "\(item.move.minutes)/\(item.move.extraMinutes)"
            },
            Column("志愿", "wish", alignment: .right) { item, _ in
                item.move.wish == 0 ? "" : "\(item.move.wish)"
            },
            Column("困难", "hardship") { item, _ in item.move.hardship ? "1" : "" },
            Column("意愿", "willing", alignment: .right) { item, _ in "\(item.move.willing)" },
        ]
    }

    var json: JSONValue { move.json }
}

extension Taoli_Rotation_V1_PlanMove {
    var json: JSONValue {
        [
            "person_id": .string(personID), "home_school_id": .string(homeSchoolID),
            "receiving_school_id": .string(receivingSchoolID), "subject": .optional(subject),
            "key": .bool(isKey), "minutes": .integer(Int64(minutes)),
            "extra_minutes": .integer(Int64(extraMinutes)),
            "wish": wish == 0 ? .null : .integer(Int64(wish)), "hardship": .bool(hardship),
            "willing": .integer(Int64(willing)),
        ]
    }
}

extension Taoli_Rotation_V1_Objection: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { item, _ in item.id },
            Column("单位", "unit") { item, _ in item.unit },
            Column("教师", "person") { item, _ in item.personID },
            Column("异议", "objection") { item, _ in item.text },
            Column("提出", "raised") { item, _ in item.raisedOn },
            Column("结果", "status") { PlanTerms.state($0.status).text(in: $1) },
            Column("答复", "answer") { item, _ in item.answer },
            Column("答复日", "answered") { item, _ in item.answeredOn },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "unit": .string(unit), "person_id": .optional(personID),
            "text": .string(text), "raised_on": .string(raisedOn), "status": .string(status),
            "answer": .optional(answer), "answered_on": .optional(answeredOn),
        ]
    }
}

extension Taoli_Rotation_V1_Sentence: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("说明", "reason") { sentence, language in
                language == .zh ? sentence.chinese : sentence.english
            }
        ]
    }

    var json: JSONValue { ["zh": .string(chinese), "en": .string(english)] }
}

/// A plan after a repair, with what changed.
struct RepairedPlan: Presentable {
    private let answer: Taoli_Rotation_V1_RepairPlanResponse

    init(_ answer: Taoli_Rotation_V1_RepairPlanResponse) { self.answer = answer }

    static var columns: [Column<Self>] {
        Taoli_Rotation_V1_Plan.columns.map { column in
            Column(column.title.chinese, column.title.english) { repaired, language in
                column.text(repaired.answer.plan, language)
            }
        }
    }

    var json: JSONValue {
        [
            "plan": answer.plan.json, "removed": .array(answer.removed.map(\.json)),
            "added": .array(answer.added.map(\.json)),
        ]
    }
}

/// Rows that were recorded of one table.
struct RecordedRows: Presentable {
    private let table: String
    private let rows: Int32

    init(_ request: Taoli_Rotation_V1_RecordInputsRequest, rows: Int32) {
        let tables = [
            ("places", request.places.count), ("needs", request.needs.count),
            ("teachers", request.teachers.count), ("ways", request.ways.count),
        ]
        table = tables.first { $0.1 > 0 }?.0 ?? ""
        self.rows = rows
    }

    static var columns: [Column<Self>] {
        [
            Column("表", "table") { item, _ in item.table },
            Column("行", "rows", alignment: .right) { item, _ in "\(item.rows)" },
        ]
    }

    var json: JSONValue { ["table": .string(table), "rows": .integer(Int64(rows))] }
}
