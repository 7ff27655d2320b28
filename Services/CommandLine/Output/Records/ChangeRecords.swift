import TaoliContracts

extension Taoli_Registry_V1_Change: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("版本", "version", alignment: .right) { change, _ in "\(change.version)" },
            Column("时间", "changed at") { change, _ in change.changedAt },
            Column("事件", "what") { change, _ in change.what },
            Column("生效", "effective") { change, _ in change.effectiveOn },
            Column("操作者", "actor") { change, _ in change.actor },
            Column("身份", "role") { change, _ in change.actorRole },
            Column("内容", "fields") { change, _ in
                change.fields.map { "\($0.field): \($0.before) → \($0.after)" }
                    .joined(separator: "; ")
            },
            Column("原因", "reason") { change, _ in change.reason },
        ]
    }

    var json: JSONValue {
        [
            "version": .integer(version), "changed_at": .string(changedAt), "what": .string(what),
            "effective_on": .optional(effectiveOn), "actor": .string(actor),
            "actor_role": .optional(actorRole), "reason": .optional(reason),
            "fields": .array(
                fields.map {
                    [
                        "field": .string($0.field), "before": .string($0.before),
                        "after": .string($0.after),
                    ]
                }),
        ]
    }
}
