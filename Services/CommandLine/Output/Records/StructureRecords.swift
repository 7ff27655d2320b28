import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_Unit: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("单位", "unit") { item, _ in item.unit },
            Column("名称", "name") { item, _ in item.name },
            Column("区", "district") { item, _ in item.district },
            Column("日期", "on") { item, _ in item.on },
        ]
    }

    var json: JSONValue {
        [
            "unit": .string(unit), "name": .string(name), "district": .string(district),
            "on": .string(on), "names": .array(names.map(\.json)),
            "links": .array(links.map(\.json)),
            "designations": .array(designations.map(\.json)),
            "rights": .array(rights.map(\.json)),
        ]
    }
}

extension Taoli_Registry_V1_NamePeriod: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("曾用名与现名", "names") { item, _ in item.name },
            Column("起", "from") { item, _ in item.from },
            Column("止", "until") { item, _ in item.until },
        ]
    }

    var json: JSONValue {
        ["name": .string(name), "from": .optional(from), "until": .optional(until)]
    }
}

extension Taoli_Registry_V1_UnitLink: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("关系", "link") { item, language in
                UnitWords.text(item.relation, in: language)
            },
            Column("方式", "way") { item, language in UnitWords.text(item.way, in: language) },
            Column("名称", "name") { item, _ in item.name },
            Column("日期", "on") { item, _ in item.on },
            Column("理由", "reason") { item, _ in item.reason },
            Column("单位", "unit") { item, _ in item.unit },
        ]
    }

    var json: JSONValue {
        [
            "relation": .string(relation), "way": .string(way), "unit": .string(unit),
            "name": .optional(name), "on": .optional(on), "reason": .optional(reason),
        ]
    }
}

extension Taoli_Registry_V1_Designation: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("项目", "what") { item, language in UnitWords.text(item.what, in: language) },
            Column("认定", "value") { item, language in
                language == .zh ? item.nameChinese : item.nameEnglish
            },
            Column("学段", "stage") { item, language in
                guard let stage = Stage(rawValue: item.stage) else { return "" }
                return language == .zh ? stage.chinese : stage.rawValue
            },
            Column("起", "from") { item, _ in item.from },
            Column("止", "until") { item, _ in item.until },
            Column("名称", "name") { item, _ in item.unitName },
            Column("区", "district") { item, _ in item.district },
            Column("理由", "reason") { item, _ in item.reason },
            Column("单位", "unit") { item, _ in item.unit },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "unit": .string(unit), "unit_name": .optional(unitName),
            "district": .string(district), "what": .string(what), "value": .string(value),
            "name_chinese": .string(nameChinese), "name_english": .string(nameEnglish),
            "stage": .optional(stage), "from": .string(from), "until": .optional(until),
            "reason": .optional(reason),
        ]
    }
}

extension Taoli_Registry_V1_UnitRight: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("权利", "right") { item, language in
                language == .zh ? item.nameChinese : item.nameEnglish
            },
            Column("条款", "clause") { item, _ in item.clause },
            Column("编号", "id") { item, _ in item.id },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "name_chinese": .string(nameChinese),
            "name_english": .string(nameEnglish), "clause": .optional(clause),
        ]
    }
}

extension Taoli_Registry_V1_GradeShare: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("区", "district") { item, _ in item.district },
            Column("学年", "school year") { item, _ in item.schoolYear },
            Column("等级", "grade") { item, language in
                language == .zh ? item.nameChinese : item.nameEnglish
            },
            Column("集团", "units", alignment: .right) { item, _ in "\(item.units)" },
            Column("占比", "share", alignment: .right) { item, _ in
                ShareText.exact(item.units, of: item.allUnits)
            },
            Column("该级及以上", "or higher", alignment: .right) { item, _ in
                "\(item.unitsOrHigher)"
            },
            Column("该级及以上占比", "share or higher", alignment: .right) { item, _ in
                ShareText.exact(item.unitsOrHigher, of: item.allUnits)
            },
            Column("全部", "all", alignment: .right) { item, _ in "\(item.allUnits)" },
        ]
    }

    var json: JSONValue {
        [
            "district": .string(district), "school_year": .string(schoolYear),
            "grade": .optional(grade), "name_chinese": .string(nameChinese),
            "name_english": .string(nameEnglish), "units": .integer(Int64(units)),
            "units_or_higher": .integer(Int64(unitsOrHigher)),
            "all_units": .integer(Int64(allUnits)),
        ]
    }
}

/// Chinese words for keys that calls about units use; a key of a newer server stands as it is.
enum UnitWords {
    private static let chinese = [
        "successor": "后继", "predecessor": "前身", "merge": "合并", "split": "拆分",
        "moved": "划转", "grade": "等级", "size_limit": "规模上限", "emblem": "标识",
        "category": "学校类别", "town": "街镇",
    ]

    static func text(_ key: String, in language: Language) -> String {
        language == .zh ? chinese[key] ?? key : key
    }

    /// A unit without a name at hand: `区 440105` for `district/440105`.
    static func unit(_ reference: String) -> Wording {
        let parts = reference.split(separator: "/", maxSplits: 1).map(String.init)
        let kinds = ["city": "市", "district": "区", "group": "集团", "school": "学校", "site": "校区"]
        guard parts.count == 2, let kind = kinds[parts[0]] else {
            return Wording(reference, reference)
        }
        return Wording("\(kind) \(parts[1])", reference)
    }
}
