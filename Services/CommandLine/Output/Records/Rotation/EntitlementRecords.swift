import TaoliContracts
import TaoliModels

/// A placement as the home school's list of duties shows it.
struct DutyRow: Presentable {
    let placement: Taoli_Rotation_V1_Placement

    static var columns: [Column<Self>] {
        [
            Column("派出", "placement") { row, _ in row.placement.id },
            Column("教师", "person") { row, _ in row.placement.personID },
            Column("原校", "home") { row, _ in
                row.placement.homeSchoolName.isEmpty
                    ? row.placement.homeSchoolID : row.placement.homeSchoolName
            },
            Column("方式", "kind") { row, language in
                PlacementTerms.kind(row.placement.kind).text(in: language)
            },
            Column("考核", "appraisals") { row, _ in row.placement.gradeText },
            Column("可承担", "tasks") { row, _ in row.placement.duty.tasks.joined(separator: ", ") },
            Column("状态", "state") { row, language in
                PlacementTerms.duty(row.placement.duty.state).text(in: language)
            },
            Column("产生", "opened") { row, _ in row.placement.duty.openedOn },
            Column("已承担", "taken up") { row, _ in
                [row.placement.duty.task, row.placement.duty.takenUpOn].filter { !$0.isEmpty }
                    .joined(separator: " ")
            },
            Column("条款", "clause") { row, _ in row.placement.duty.clause },
        ]
    }

    var json: JSONValue { placement.json }
}

extension Taoli_Rotation_V1_AllowanceRate: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { rate, _ in rate.id },
            Column("区", "district") { rate, _ in rate.district },
            Column("自", "from") { rate, _ in rate.from },
            Column("每月（元）", "yuan a month", alignment: .right) { rate, _ in
                Yuan.text(rate.fenPerMonth)
            },
            Column("依据", "reason") { rate, _ in rate.reason },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "district": .string(district), "from": .string(from),
            "fen_per_month": .integer(fenPerMonth), "reason": .string(reason),
        ]
    }
}

extension Taoli_Rotation_V1_Allowance: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("派出", "placement") { row, _ in row.placementID },
            Column("教师", "person") { row, _ in row.personID },
            Column("派出校", "home") { row, _ in
                row.homeSchoolName.isEmpty ? row.homeSchoolID : row.homeSchoolName
            },
            Column("接收校", "receiving") { row, _ in
                row.receivingSchoolName.isEmpty
                    ? row.receivingSchoolID : row.receivingSchoolName
            },
            Column("方式", "kind") { row, language in
                PlacementTerms.kind(row.kind).text(in: language)
            },
            Column("工作量", "share", alignment: .right) { row, _ in "\(row.share)%" },
            Column("月数", "months", alignment: .right) { row, _ in "\(row.months)" },
            Column("无标准月数", "months without a rate", alignment: .right) { row, _ in
                "\(row.monthsWithoutRate)"
            },
            Column("金额（元）", "yuan", alignment: .right) { row, _ in Yuan.text(row.fen) },
            Column("条款", "clause") { row, _ in row.clause },
            Column("标准来源", "rate by") { row, language in
                language == .zh
                    ? ["pack": "政策包", "ours": "教育局"][row.rateSource] ?? "" : row.rateSource
            },
        ]
    }

    var json: JSONValue {
        [
            "placement_id": .string(placementID), "person_id": .string(personID),
            "group_id": .string(groupID), "home_school_id": .string(homeSchoolID),
            "home_school_name": .optional(homeSchoolName),
            "receiving_school_id": .string(receivingSchoolID),
            "receiving_school_name": .optional(receivingSchoolName), "kind": .string(kind),
            "share": .integer(Int64(share)), "months": .integer(Int64(months)),
            "months_without_rate": .integer(Int64(monthsWithoutRate)), "fen": .integer(fen),
            "clause": .string(clause), "rate_source": .optional(rateSource),
        ]
    }
}

extension Taoli_Rotation_V1_EstablishmentSupport: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("学校", "school") { row, _ in
                row.schoolName.isEmpty ? row.schoolID : row.schoolName
            },
            Column("学年", "year") { row, _ in row.schoolYear },
            Column("派出教师", "teachers", alignment: .right) { row, _ in "\(row.teachers)" },
            Column("其中全时", "whole time", alignment: .right) { row, _ in "\(row.wholeTime)" },
            Column("折合编制", "posts", alignment: .right) { row, _ in row.posts },
            Column("方式", "kinds") { row, language in
                row.kinds.map {
                    "\(PlacementTerms.kind($0.kind).text(in: language)) \($0.teachers)"
                }.joined(separator: "; ")
            },
            Column("条款", "clause") { _, _ in "XN-25" },
        ]
    }

    /// Posts with two decimals.
    private var posts: String {
        let (whole, rest) = postsHundredths.quotientAndRemainder(dividingBy: 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }

    var json: JSONValue {
        [
            "school_id": .string(schoolID), "school_name": .optional(schoolName),
            "school_year": .string(schoolYear), "teachers": .integer(Int64(teachers)),
            "whole_time": .integer(Int64(wholeTime)),
            "posts_hundredths": .integer(Int64(postsHundredths)), "clause": "XN-25",
            "kinds": .array(
                kinds.map {
                    ["kind": .string($0.kind), "teachers": .integer(Int64($0.teachers))]
                }),
        ]
    }
}

/// Words of placements.
enum PlacementTerms {
    /// The field's term for a kind of placement.
    static func kind(_ key: String) -> Term {
        let words = [
            "rotation": "轮岗", "key_dispatch": "骨干派驻", "management_dispatch": "托管团队",
            "cadre_rotation": "干部轮岗", "secondment": "挂职", "shadowing": "跟岗",
            "mentoring": "师徒带教", "studio": "名师工作室", "part_time": "跨校兼课",
            "flexible": "柔性交流", "visiting": "送教、联合教研",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }

    /// Which school appraises.
    static func appraiser(_ key: String) -> Term {
        let words = ["receiving": "接收校", "lead": "牵头校", "home": "派出校"]
        return Term(key: key, chinese: words[key] ?? key)
    }

    /// How a duty after the return stands.
    static func duty(_ key: String) -> Term {
        let words = [
            "conditional": "待考核", "open": "待承担", "taken_up": "已承担", "none": "未产生",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }
}
