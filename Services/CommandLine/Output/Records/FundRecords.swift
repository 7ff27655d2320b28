import TaoliContracts

extension Taoli_Registry_V1_LedgerEntry: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("日期", "on") { item, _ in item.bookedOn },
            Column("收支", "direction") { item, language in
                guard language == .zh else { return item.direction }
                return item.direction == "income" ? "收入" : "支出"
            },
            Column("来源", "source") { item, language in
                language == .zh ? item.sourceChinese : item.sourceEnglish
            },
            Column("用途", "purpose") { item, language in
                language == .zh ? item.purposeChinese : item.purposeEnglish
            },
            Column("金额（元）", "yuan", alignment: .right) { item, _ in
                Yuan.text(item.reversesID.isEmpty ? item.fen : -item.fen)
            },
            Column("备注", "note") { item, _ in item.note },
            Column("集团", "group") { item, _ in item.groupName },
            Column("冲销", "reverses") { item, _ in item.reversesID },
            Column("已冲销", "reversed by") { item, _ in item.reversedByID },
            Column("编号", "id") { item, _ in item.id },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "group_id": .string(groupID), "group_name": .string(groupName),
            "booked_on": .string(bookedOn), "direction": .string(direction),
            "source": .string(source), "source_chinese": .string(sourceChinese),
            "source_english": .string(sourceEnglish), "purpose": .string(purpose),
            "purpose_chinese": .string(purposeChinese),
            "purpose_english": .string(purposeEnglish), "fen": .integer(fen),
            "note": .optional(note), "reverses_id": .optional(reversesID),
            "reversed_by_id": .optional(reversedByID),
        ]
    }
}

extension Taoli_Registry_V1_FundTotal: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("集团", "group") { item, _ in item.groupName },
            Column("年", "year") { item, _ in "\(item.year)" },
            Column("用途", "purpose") { item, language in
                language == .zh ? item.purposeChinese : item.purposeEnglish
            },
            Column("来源", "source") { item, language in
                guard !item.source.isEmpty else { return language == .zh ? "合计" : "all" }
                return language == .zh ? item.sourceChinese : item.sourceEnglish
            },
            Column("收入（元）", "income", alignment: .right) { item, _ in
                Yuan.text(item.incomeFen)
            },
            Column("支出（元）", "spending", alignment: .right) { item, _ in
                Yuan.text(item.spendingFen)
            },
            Column("参考（元）", "reference", alignment: .right) { item, _ in
                item.referenceFen == 0 ? "" : Yuan.text(item.referenceFen)
            },
            Column("条款", "clause") { item, _ in item.referenceClause },
        ]
    }

    var json: JSONValue {
        [
            "group_id": .string(groupID), "group_name": .string(groupName),
            "district": .string(district), "year": .integer(Int64(year)),
            "purpose": .string(purpose), "purpose_chinese": .string(purposeChinese),
            "purpose_english": .string(purposeEnglish), "source": .optional(source),
            "source_chinese": .optional(sourceChinese),
            "source_english": .optional(sourceEnglish), "income_fen": .integer(incomeFen),
            "spending_fen": .integer(spendingFen),
            "reference_fen": referenceFen == 0 ? .null : .integer(referenceFen),
            "reference_clause": .optional(referenceClause),
        ]
    }
}

extension Taoli_Registry_V1_FeeAgreement: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("集团", "group") { item, _ in item.groupName },
            Column("协议", "agreement") { item, language in
                language == .zh ? item.kindChinese : item.kindEnglish
            },
            Column("各方", "parties") { item, _ in
                item.parties.map(\.name).joined(separator: ", ")
            },
            Column("每年（元）", "yuan a year", alignment: .right) { item, _ in
                item.fenAYear == 0 ? "" : Yuan.text(item.fenAYear)
            },
            Column("文号", "reference") { item, _ in item.reference },
            Column("起", "from") { item, _ in item.from },
            Column("止", "until") { item, _ in item.until },
            Column("编号", "id") { item, _ in item.id },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "group_id": .string(groupID), "group_name": .string(groupName),
            "kind": .string(kind), "kind_chinese": .string(kindChinese),
            "kind_english": .string(kindEnglish),
            "parties": .array(
                parties.map { ["id": .string($0.id), "name": .string($0.name)] }),
            "fen_a_year": fenAYear == 0 ? .null : .integer(fenAYear),
            "reference": .string(reference), "from": .string(from), "until": .optional(until),
        ]
    }
}

extension Taoli_Registry_V1_Partner: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { item, _ in item.id },
            Column("名称", "name") { item, _ in item.name },
            Column("类型", "kind") { item, language in PartnerWords.kind(item.kind, language) },
            Column("区", "district") { item, _ in item.district },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "kind": .string(kind),
            "district": .string(district), "version": .integer(version),
        ]
    }
}

extension Taoli_Registry_V1_Partnership: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("合作单位", "partner") { item, _ in item.partnerName },
            Column("类型", "kind") { item, language in
                PartnerWords.kind(item.partnerKind, language)
            },
            Column("集团", "group") { item, _ in item.groupName },
            Column("内容", "subject") { item, _ in item.subject },
            Column("起", "from") { item, _ in item.from },
            Column("止", "until") { item, _ in item.until },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "partner_id": .string(partnerID),
            "partner_name": .string(partnerName), "partner_kind": .string(partnerKind),
            "group_id": .string(groupID), "group_name": .string(groupName),
            "subject": .optional(subject), "from": .string(from), "until": .optional(until),
        ]
    }
}

/// Chinese words for kinds of partners.
enum PartnerWords {
    static func kind(_ key: String, _ language: Language) -> String {
        let words = [
            "university": "大学", "institute": "科研院所", "enterprise": "企业", "association": "社会组织",
        ]
        return language == .zh ? words[key] ?? key : key
    }
}
