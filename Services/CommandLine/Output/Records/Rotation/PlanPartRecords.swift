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

extension Taoli_Rotation_V1_PlanMove: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("教师", "person") { move, _ in move.personID },
            Column("派出校", "home") { move, _ in move.homeSchoolID },
            Column("接收校", "receiving") { move, _ in move.receivingSchoolID },
            Column("学科", "subject") { PlanTerms.subject($0.subject).text(in: $1) },
            Column("骨干", "key") { move, _ in move.isKey ? "1" : "" },
            Column("单程/增加", "minutes/extra", alignment: .right) { move, _ in
                "\(move.minutes)/\(move.extraMinutes)"
            },
            Column("志愿", "wish", alignment: .right) { move, _ in
                move.wish == 0 ? "" : "\(move.wish)"
            },
            Column("困难", "hardship") { move, _ in move.hardship ? "1" : "" },
            Column("意愿", "willing", alignment: .right) { move, _ in "\(move.willing)" },
        ]
    }

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
