import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_DayDifference: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("日期", "on") { item, _ in item.on },
            Column("变化", "what") { item, language in
                let words = ["founded": "成立", "closed": "撤销", "joined": "加入", "left": "退出"]
                return language == .zh ? words[item.what] ?? item.what : item.what
            },
            Column("集团", "group") { item, _ in item.groupName },
            Column("区", "district") { item, _ in item.district },
            Column("校区", "site") { item, _ in item.siteName },
            Column("身份", "role") { item, language in
                item.siteID.isEmpty ? "" : item.role.term.text(in: language)
            },
        ]
    }

    var json: JSONValue {
        [
            "what": .string(what), "on": .string(on), "group_id": .string(groupID),
            "group_name": .string(groupName), "district": .string(district),
            "site_id": .optional(siteID), "site_name": .optional(siteName),
            "role": siteID.isEmpty ? .null : .string(role.term.key),
        ]
    }
}

extension Taoli_Registry_V1_Coverage: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("区", "district") { item, _ in item.district },
            Column("学段", "stage") { item, language in
                guard let stage = Stage(rawValue: item.stage) else {
                    return language == .zh ? "全部" : "all"
                }
                return language == .zh ? stage.chinese : stage.rawValue
            },
            Column("学校", "schools", alignment: .right) { item, _ in "\(item.schools)" },
            Column("在集团中", "in a group", alignment: .right) { item, _ in "\(item.covered)" },
            Column("覆盖率", "coverage", alignment: .right) { item, _ in
                ShareText.exact(item.covered, of: item.schools)
            },
        ]
    }

    var json: JSONValue {
        [
            "district": .string(district), "stage": .optional(stage),
            "schools": .integer(Int64(schools)), "covered": .integer(Int64(covered)),
        ]
    }
}

extension Taoli_Registry_V1_CoverageTarget: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("区", "district") { item, _ in item.district },
            Column("政策包", "pack") { item, _ in item.pack },
            Column("条款", "clause") { item, _ in item.clause },
            Column("目标", "target", alignment: .right) { item, _ in "\(item.percent)%" },
            Column("学校", "schools", alignment: .right) { item, _ in "\(item.schools)" },
            Column("在集团中", "in a group", alignment: .right) { item, _ in "\(item.covered)" },
            Column("覆盖率", "coverage", alignment: .right) { item, _ in
                ShareText.exact(item.covered, of: item.schools)
            },
            Column("达到", "met") { item, language in
                language == .zh ? (item.met ? "是" : "否") : (item.met ? "yes" : "no")
            },
        ]
    }

    var json: JSONValue {
        [
            "district": .string(district), "pack": .string(pack), "rule": .string(rule),
            "clause": .optional(clause), "percent": .integer(Int64(percent)),
            "schools": .integer(Int64(schools)), "covered": .integer(Int64(covered)),
            "met": .bool(met),
        ]
    }
}

/// A share as a percentage.
enum ShareText {
    /// Rounded down to a tenth, so that 99.96 % never reads as 100 %; empty without a whole.
    static func exact(_ part: Int32, of whole: Int32) -> String {
        guard whole > 0 else { return "" }
        let tenths = Int64(part) * 1000 / Int64(whole)
        return "\(tenths / 10).\(tenths % 10)%"
    }
}
