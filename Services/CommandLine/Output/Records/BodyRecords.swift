import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_Body: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { body, _ in body.id },
            Column("名称", "name") { body, _ in body.name },
            Column("类别", "kind") { body, language in
                language == .zh ? body.kindChinese : body.kindEnglish
            },
            Column("单位", "unit") { body, _ in
                body.unitName.isEmpty ? body.unit : body.unitName
            },
            Column("区", "district") { body, _ in body.district },
            Column("设立", "from") { body, _ in body.from },
            Column("撤销", "until") { body, _ in body.until },
            Column("截至", "on") { body, _ in body.on },
            Column("人数", "members", alignment: .right) { body, _ in "\(body.members.count)" },
            Column("条款", "clause") { body, _ in body.clause },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "pack": .string(pack), "pack_version": .string(packVersion),
            "kind": .string(kind), "kind_zh": .string(kindChinese),
            "kind_en": .string(kindEnglish), "clause": .optional(clause), "name": .string(name),
            "unit": .string(unit), "unit_name": .optional(unitName),
            "district": .string(district), "from": .string(from), "until": .optional(until),
            "on": .string(on), "members": .array(members.map(\.json)),
            "version": .integer(version),
        ]
    }
}

extension Taoli_Registry_V1_BodyMember: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("职务", "post") { member, language in
                language == .zh ? member.postChinese : member.postEnglish
            },
            Column("人员或职务", "holder") { member, _ in
                member.personID.isEmpty ? member.office : member.personID
            },
            Column("代表单位", "for") { member, _ in
                member.unitName.isEmpty ? member.unit : member.unitName
            },
            Column("自", "from") { member, _ in member.from },
            Column("至", "until") { member, _ in member.until },
            Column("任职编号", "appointment") { member, _ in member.appointmentID },
        ]
    }

    var json: JSONValue {
        [
            "appointment_id": .string(appointmentID), "post": .string(post),
            "post_zh": .string(postChinese), "post_en": .string(postEnglish),
            "person_id": .optional(personID), "office": .optional(office),
            "unit": .optional(unit), "unit_name": .optional(unitName), "from": .string(from),
            "until": .optional(until),
        ]
    }
}

extension Taoli_Registry_V1_Resolution: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { item, _ in item.id },
            Column("议题", "title") { item, _ in item.title },
            Column("类别", "matter") { BodyTerms.matter($0.matter).text(in: $1) },
            Column("有关学校", "school") { item, _ in item.schoolName },
            Column("机构", "body") { item, _ in item.bodyName },
            Column("提出", "proposed") { item, _ in item.proposedOn },
            Column("结果", "status") { BodyTerms.status($0.status).text(in: $1) },
            Column("会议", "held") { item, _ in item.heldOn },
            Column("应到/实到", "members/present") { item, _ in
                item.heldOn.isEmpty ? "" : "\(item.members)/\(item.voting)"
            },
            Column("赞成/反对/弃权", "favour/against/abstained") { item, _ in item.count },
            Column("纪要", "minutes") { item, _ in item.minutes },
            Column("陈述", "hearing") { item, _ in item.hearing },
            Column("咨询意见", "advice") { item, _ in
                item.advice.map { "\($0.adviserName) \($0.reference)" }.joined(separator: "; ")
            },
            Column("规则", "rule") { PackWords.vote($0.rule, in: $1) },
        ]
    }

    private var count: String {
        heldOn.isEmpty ? "" : "\(tally.inFavour)/\(tally.against)/\(tally.abstained)"
    }

    var json: JSONValue {
        [
            "id": .string(id), "body_id": .string(bodyID), "body_name": .string(bodyName),
            "unit": .string(unit), "title": .string(title), "matter": .string(matter),
            "school_id": .optional(schoolID), "school_name": .optional(schoolName),
            "document_id": .optional(documentID),
            "document_version": documentVersion == 0
                ? .null : .integer(Int64(documentVersion)),
            "case_id": .optional(caseID), "status": .string(status),
            "proposed_on": .string(proposedOn),
            "advice": .array(
                advice.map {
                    [
                        "adviser_id": .string($0.adviserID),
                        "adviser_name": .optional($0.adviserName),
                        "reference": .string($0.reference), "on": .string($0.on),
                    ]
                }),
            "held_on": .optional(heldOn), "rule": .optional(rule), "clause": .optional(clause),
            "pack_version": .optional(packVersion),
            "present": .array(present.map { .string($0) }),
            "ballots": .array(
                ballots.map {
                    [
                        "appointment_id": .string($0.appointmentID),
                        "choice": .string($0.choice),
                    ]
                }),
            "members": heldOn.isEmpty ? .null : .integer(Int64(members)),
            "voting": heldOn.isEmpty ? .null : .integer(Int64(voting)),
            "in_favour": heldOn.isEmpty ? .null : .integer(Int64(tally.inFavour)),
            "against": heldOn.isEmpty ? .null : .integer(Int64(tally.against)),
            "abstained": heldOn.isEmpty ? .null : .integer(Int64(tally.abstained)),
            "hearing": .optional(hearing), "minutes": .optional(minutes),
        ]
    }
}

/// Words for what agendas name in English keys; an unknown key stands as it is.
enum BodyTerms {
    static func matter(_ key: String) -> Term {
        let words = [
            "member": "成员校重大事项", "document": "文件", "case": "事项", "general": "一般议题",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }

    static func status(_ key: String) -> Term {
        let words = [
            "proposed": "待议", "adopted": "通过", "rejected": "未通过", "withdrawn": "已撤回",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }
}
