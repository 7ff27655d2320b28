import TaoliContracts

extension Taoli_Registry_V1_Change: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("版本", "version", alignment: .right) { change, _ in "\(change.version)" },
            Column("时间", "changed at") { change, _ in change.changedAt },
            Column("事件", "what") { HistoryWords.event($0.what, in: $1) },
            Column("生效", "effective") { change, _ in change.effectiveOn },
            Column("操作者", "actor") { change, _ in change.actor },
            Column("身份", "role") { RoleWords.place($0.actorRole, in: $1) },
            Column("内容", "fields") { change, language in
                change.fields.map { $0.text(of: change.what, in: language) }
                    .joined(separator: language == .zh ? "；" : "; ")
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

extension Taoli_Registry_V1_FieldChange {
    /// `名称：旧 → 新`; without an arrow where there was nothing before.
    func text(of event: String, in language: Language) -> String {
        let name = HistoryWords.field(field, of: event, in: language)
        let colon = language == .zh ? "：" : ": "
        let old = HistoryWords.value(before, of: field, event: event, in: language)
        let new = HistoryWords.value(after, of: field, event: event, in: language)
        if before.isEmpty { return name + colon + new }
        return name + colon + old + " → " + (after.isEmpty ? "–" : new)
    }
}
