import TaoliContracts
import TaoliModels

extension Taoli_Notification_V1_Endpoint: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { item, _ in item.id },
            Column("种类", "kind") { item, language in
                DeliveryWords.channel(item.kind).text(in: language)
            },
            Column("名称", "name") { item, _ in item.name },
            Column("地址", "address") { item, _ in item.shown },
            Column("状态", "state") { item, language in
                DeliveryWords.endpoint(item.state).text(in: language)
            },
            Column("原因", "reason") { item, _ in item.reason },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "unit": .string(unit), "kind": .string(kind), "name": .string(name),
            "shown": .string(shown), "state": .string(state), "reason": .optional(reason),
            "created_at": .string(createdAt), "former_secret_until": .optional(formerSecretUntil),
        ]
    }
}

extension Taoli_Notification_V1_Delivery: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { item, _ in item.id },
            Column("单位", "unit") { item, _ in item.unit },
            Column("渠道", "channel") { item, language in
                DeliveryWords.channel(item.channel).text(in: language)
            },
            Column("地址", "address") { item, _ in item.shown },
            Column("状态", "state") { item, language in
                DeliveryWords.delivery(item.state).text(in: language)
            },
            Column("次数", "tries", alignment: .right) { item, _ in "\(item.attempts)" },
            Column("下次", "next") { item, _ in item.dueAt },
            Column("结果", "outcome") { item, _ in item.outcome },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "unit": .string(unit), "endpoint_id": .string(endpointID),
            "channel": .string(channel), "shown": .string(shown), "what": .string(what),
            "state": .string(state), "urgent": .bool(urgent), "attempts": .integer(Int64(attempts)),
            "due_at": .optional(dueAt), "created_at": .string(createdAt),
            "settled_at": .optional(settledAt), "outcome": .optional(outcome),
            "message_ids": .array(messageIds.map { .string($0) }),
        ]
    }
}

extension Taoli_Notification_V1_DeliveryAttempt: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("次", "try", alignment: .right) { item, _ in "\(item.number)" },
            Column("开始", "began") { item, _ in item.beganAt },
            Column("结束", "ended") { item, _ in item.endedAt },
            Column("代码", "code", alignment: .right) { item, _ in
                item.code == 0 ? "" : "\(item.code)"
            },
            Column("对方答复", "what was said") { item, _ in item.text },
        ]
    }

    var json: JSONValue {
        [
            "number": .integer(Int64(number)), "began_at": .string(beganAt),
            "ended_at": .string(endedAt), "code": .integer(Int64(code)), "text": .string(text),
        ]
    }
}

extension Taoli_Notification_V1_Preferences: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("单位", "unit") { item, _ in item.unit },
            Column("邮件", "email") { NoticeTerms.text($0.email, in: $1) },
            Column("回调", "webhook") { NoticeTerms.text($0.webhook, in: $1) },
            Column("邮件语言", "language") { NoticeTerms.text($0.language, in: $1) },
            Column("免打扰", "quiet") { item, _ in
                item.quietFrom.isEmpty ? "" : "\(item.quietFrom)-\(item.quietUntil)"
            },
            Column("每日汇总", "digest") { item, _ in item.digestAt },
            Column("设置时间", "set at") { item, _ in item.setAt },
        ]
    }

    var json: JSONValue {
        [
            "unit": .string(unit), "email": .string(email), "webhook": .string(webhook),
            "language": .string(language), "quiet_from": .optional(quietFrom),
            "quiet_until": .optional(quietUntil), "digest_at": .optional(digestAt),
            "set_at": .optional(setAt), "set_by": .optional(setBy),
        ]
    }
}

extension Taoli_Notification_V1_Notice: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("事件", "event") { NoticeTerms.event($0.event, in: $1) },
            Column("通知", "tell") { NoticeTerms.text($0.tell, in: $1) },
            Column("渠道", "channels") { NoticeTerms.text($0.channels, in: $1) },
            Column("紧急", "urgency") { NoticeTerms.text($0.urgency, in: $1) },
            Column("未读上报（小时）", "escalate (h)", alignment: .right) { item, _ in
                item.escalateHours == 0 ? "" : "\(item.escalateHours)"
            },
            Column("条款", "clause") { item, _ in item.clause.isEmpty ? "ours" : item.clause },
        ]
    }

    var json: JSONValue {
        [
            "event": .string(event), "tell": .array(tell.map { .string($0) }),
            "channels": .array(channels.map { .string($0) }), "urgency": .string(urgency),
            "escalate_hours": .integer(Int64(escalateHours)), "clause": .optional(clause),
            "ours": .optional(ours), "template": .optional(template),
        ]
    }
}

extension Taoli_Notification_V1_NoticeText: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { item, _ in item.id },
            Column("消息", "message") { item, _ in item.message },
            Column("步骤", "step") { item, _ in item.step },
            Column("版本", "version", alignment: .right) { item, _ in "\(item.version)" },
            Column("标题", "subject") { item, language in
                language == .zh ? item.subjectChinese : item.subjectEnglish
            },
            Column("条款", "clause") { item, _ in item.clause.isEmpty ? "ours" : item.clause },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "message": .string(message), "step": .optional(step),
            "version": .integer(Int64(version)), "subject_chinese": .string(subjectChinese),
            "subject_english": .string(subjectEnglish), "body_chinese": .string(bodyChinese),
            "body_english": .string(bodyEnglish), "clause": .optional(clause),
            "ours": .optional(ours),
        ]
    }
}

/// Words for people of what the service names in English keys; a key of a newer service stands as it
/// is.
enum DeliveryWords {
    static func channel(_ key: String) -> Wording {
        switch key {
        case "email": Wording("邮件", "email")
        case "webhook": Wording("回调", "webhook")
        default: Wording(key, key)
        }
    }

    static func endpoint(_ key: String) -> Wording {
        switch key {
        case "unverified": Wording("待验证", "unverified")
        case "verified": Wording("可用", "verified")
        case "failed": Wording("已失效", "failed")
        case "removed": Wording("已移除", "removed")
        default: Wording(key, key)
        }
    }

    static func delivery(_ key: String) -> Wording {
        switch key {
        case "created": Wording("待发送", "waiting")
        case "sending": Wording("发送中", "being sent")
        case "delivered": Wording("已送达（不等于已读）", "delivered (not yet read)")
        case "temporary_failure": Wording("暂时失败，将重试", "failed, will be tried again")
        case "permanent_failure": Wording("对方拒收", "refused for good")
        case "technical_failure": Wording("多次失败，已放弃", "given up")
        case "cancelled": Wording("已取消", "cancelled")
        default: Wording(key, key)
        }
    }
}
