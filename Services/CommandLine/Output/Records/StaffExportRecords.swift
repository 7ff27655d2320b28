import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_ExportedPerson: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("姓名", "name") { item, _ in item.person.name },
            Column("证件类型", "document") { item, language in
                let kind = IdentityDocument(rawValue: item.person.document)
                return language == .zh ? kind?.chinese ?? "" : item.person.document
            },
            Column("证件号码", "number") { item, _ in item.number },
            Column("电话", "phone") { item, _ in item.phone },
            Column("学校", "school") { item, _ in item.person.mainPost?.schoolName ?? "" },
            Column("岗位", "post") { item, language in
                StaffTerms.post(item.person.mainPost?.post ?? "").text(in: language)
            },
            Column("学科", "subject") { item, language in
                StaffTerms.subject(item.person.mainPost?.subject ?? "").text(in: language)
            },
            Column("骨干级别", "level") { item, language in
                StaffTerms.level(item.person.keyLevel).text(in: language)
            },
            Column("职称", "title") { StaffTerms.title($0.person.title).text(in: $1) },
            Column("参加工作", "working since") { item, _ in item.person.workingSince },
            Column("编号", "id") { item, _ in item.person.id },
        ]
    }

    static var caution: Wording? {
        Wording(
            "本表含个人信息，每一人的查看都已登记；请妥善保管，不得外传，用后删除。",
            "This table holds personal data, and the look at each person is on record: keep it "
                + "safe, pass it to nobody, delete it after use.")
    }

    var json: JSONValue {
        [
            "person": person.json, "number": .optional(number), "phone": .optional(phone),
        ]
    }
}

extension Taoli_Registry_V1_SealingKey: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("用途", "purpose") { key, language in
                switch (key.purpose, language) {
                case ("encrypt", .zh): "加密"
                case ("blind-index", .zh): "查找索引"
                default: key.purpose
                }
            },
            Column("密钥", "key", alignment: .right) { key, _ in "\(key.number)" },
            Column("当前", "current") { key, language in
                key.isCurrent ? (language == .zh ? "是" : "yes") : ""
            },
            Column("人员", "persons", alignment: .right) { key, _ in "\(key.persons)" },
            Column("导入内容", "imports", alignment: .right) { key, _ in "\(key.importedPieces)" },
            Column("登记服务能否移走", "registry needs it no more") { key, language in
                let isNeeded = key.isCurrent || key.persons > 0 || key.importedPieces > 0
                return isNeeded
                    ? (language == .zh ? "不能" : "no") : (language == .zh ? "可以" : "yes")
            },
        ]
    }

    var json: JSONValue {
        [
            "purpose": .string(purpose), "number": .integer(Int64(number)),
            "is_current": .bool(isCurrent), "persons": .integer(persons),
            "imported_pieces": .integer(importedPieces),
        ]
    }
}

extension Taoli_Registry_V1_GetKeyStatusResponse {
    var json: JSONValue {
        [
            "keys": .array(keys.map(\.json)), "outdated_persons": .integer(outdatedPersons),
            "outdated_pieces": .integer(outdatedPieces),
        ]
    }
}
