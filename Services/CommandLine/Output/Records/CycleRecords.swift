import TaoliContracts

extension Taoli_Evaluation_V1_Cycle: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("政策包", "pack") { item, _ in item.pack },
            Column("评价", "assessment") { item, language in
                language == .zh ? item.chinese : item.english
            },
            Column("年度", "year") { item, _ in item.year },
            Column("状态", "status") { item, language in
                CycleTerms.status(item.status, language)
            },
            Column("成员日期", "members on") { item, _ in item.membersOn },
            Column("补录", "past") { item, language in
                guard item.past else { return "" }
                return language == .zh ? "是" : "yes"
            },
            Column("异议截止", "objections until") { item, _ in item.contestUntil },
            Column("公布", "published") { item, _ in item.publishedOn },
            Column("数据", "inputs", alignment: .right) { item, _ in "\(item.inputs)" },
            Column("结果", "results", alignment: .right) { item, _ in "\(item.results)" },
            Column("摘要", "hash") { item, _ in String(item.hash.prefix(12)) },
            Column("条款", "clause") { item, _ in item.clause },
            Column("编号", "id") { item, _ in item.id },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "district": .string(district), "pack": .string(pack),
            "pack_version": .string(packVersion), "kind": .string(kind), "tree": .optional(tree),
            "chinese": .string(chinese), "english": .string(english), "clause": .string(clause),
            "year": .string(year), "members_on": .string(membersOn), "past": .bool(past),
            "status": .string(status), "contest_days": .integer(Int64(contestDays)),
            "opened_on": .string(openedOn), "contest_until": .optional(contestUntil),
            "published_on": .optional(publishedOn), "computation": .integer(Int64(computation)),
            "inputs_hash": .optional(inputsHash), "hash": .optional(hash),
            "inputs": .integer(inputs), "results": .integer(results),
            "version": .integer(version), "members": .array(members.map(\.json)),
            "objections": .array(objections.map(\.json)),
            "corrections": .array(corrections.map(\.json)),
        ]
    }
}

/// Words of cycles in the field's terms.
enum CycleTerms {
    static func status(_ status: String, _ language: Language) -> String {
        guard language == .zh else { return status }
        return switch status {
        case "open": "录入中"
        case "contesting": "异议期"
        case "published": "已公布"
        case "withdrawn": "已撤销"
        case "closed": "已结束"
        default: status
        }
    }

    /// Where an objection stands; an open one is no open cycle.
    static func objection(_ status: String, _ language: Language) -> String {
        guard language == .zh else { return status }
        return switch status {
        case "open": "待答复"
        case "upheld": "成立"
        case "rejected": "不成立"
        default: status
        }
    }

    static func verdict(_ verdict: String, _ language: Language) -> String {
        guard language == .zh else { return verdict }
        return switch verdict {
        case "met": "达到"
        case "not_met": "未达到"
        case "cannot_tell": "无法判断"
        case "not_applicable": "不适用"
        case "no_data": "没有数据"
        case "given": "已评定"
        default: verdict
        }
    }
}

extension Taoli_Evaluation_V1_CycleMember: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("集团", "group") { item, _ in item.groupName },
            Column("学校", "school") { item, _ in item.schoolName },
            Column("牵头", "leads") { item, language in
                guard item.leads else { return "" }
                return language == .zh ? "是" : "yes"
            },
            Column("学段", "stages") { item, language in
                stageNames(item.stages, language)
            },
            Column("集团编号", "group id") { item, _ in item.groupID },
            Column("学校编号", "school id") { item, _ in item.schoolID },
        ]
    }

    var json: JSONValue {
        [
            "group_id": .string(groupID), "group_name": .string(groupName),
            "school_id": .string(schoolID), "school_name": .string(schoolName),
            "leads": .bool(leads), "stages": .array(stages.map(JSONValue.string)),
        ]
    }
}

extension Taoli_Evaluation_V1_Objection: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("提出", "raised") { item, _ in item.raisedOn },
            Column("答复期限", "due") { item, _ in item.dueOn },
            Column("状态", "status") { item, language in
                CycleTerms.objection(item.status, language)
            },
            Column("理由", "reason") { item, _ in item.reason },
            Column("答复", "answer") { item, _ in item.answer },
            Column("学校编号", "school id") { item, _ in item.schoolID },
            Column("集团编号", "group id") { item, _ in item.groupID },
            Column("编号", "id") { item, _ in item.id },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "group_id": .string(groupID), "school_id": .optional(schoolID),
            "raised_on": .string(raisedOn), "due_on": .string(dueOn), "reason": .string(reason),
            "status": .string(status), "answered_on": .optional(answeredOn),
            "answer": .optional(answer),
        ]
    }
}

extension Taoli_Evaluation_V1_CycleInput: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("类别", "what") { item, _ in item.what },
            Column("集团", "group") { item, _ in item.groupID },
            Column("学校", "school") { item, _ in item.schoolID },
            Column("学段", "stage") { item, language in stageNames([item.stage], language) },
            Column("学科", "subject") { item, _ in item.subject },
            Column("项目", "item") { item, _ in item.item },
            Column("数值", "values") { item, _ in
                item.values.map { "\($0)" }.joined(separator: " ")
            },
            Column("依据", "evidence") { item, _ in item.evidence },
            Column("来源", "source") { item, _ in item.source },
        ]
    }

    var json: JSONValue {
        [
            "what": .string(what), "group_id": .optional(groupID),
            "school_id": .optional(schoolID), "stage": .optional(stage),
            "subject": .optional(subject), "item": .optional(item),
            "values": .array(values.map(JSONValue.number)), "evidence": .optional(evidence),
            "source": .optional(source),
        ]
    }
}

extension Taoli_Evaluation_V1_Consequence: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("后果", "then") { item, language in
                guard language == .zh else { return item.then }
                return switch item.then {
                case "warning": "挂牌警告"
                case "warning_ended": "摘牌"
                case "forced_exit": "强制退出立案"
                case "level_missing": "没有等第"
                default: item.then
                }
            },
            Column("条款", "clause") { item, _ in item.clause },
            Column("学校编号", "school id") { item, _ in item.schoolID },
            Column("集团编号", "group id") { item, _ in item.groupID },
        ]
    }

    var json: JSONValue {
        [
            "group_id": .string(groupID), "school_id": .optional(schoolID),
            "then": .string(then), "clause": .string(clause),
        ]
    }
}

extension Taoli_Evaluation_V1_Correction: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("更正", "corrected") { item, _ in item.correctedOn },
            Column("现行核算", "computation", alignment: .right) { item, _ in
                "\(item.computation)"
            },
            Column("取代", "replaces", alignment: .right) { item, _ in "\(item.replaces)" },
            Column("理由", "reason") { item, _ in item.reason },
            Column("经办", "by") { item, _ in item.by },
            Column("身份", "role") { item, _ in item.role },
        ]
    }

    var json: JSONValue {
        [
            "computation": .integer(Int64(computation)), "replaces": .integer(Int64(replaces)),
            "corrected_on": .string(correctedOn), "by": .string(by), "role": .string(role),
            "reason": .string(reason),
        ]
    }
}
