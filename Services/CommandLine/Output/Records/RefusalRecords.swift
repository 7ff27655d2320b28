import TaoliModels
import TaoliPolicy

/// A rule of a pack that something breaks, as commands on files list it.
struct RefusalRecord: Presentable {
    let refusal: Refusal

    static var columns: [Column<Self>] {
        [
            Column("规则", "rule") { item, _ in item.refusal.slug },
            Column("条款", "clause") { item, _ in item.refusal.clause ?? "ours" },
            Column("说明", "what") { $0.refusal.what.text(in: $1) },
            Column("下一步", "next") { $0.refusal.next.text(in: $1) },
        ]
    }

    var json: JSONValue {
        [
            "rule": .string(refusal.slug), "clause": .optional(refusal.clause ?? ""),
            "field": .optional(refusal.field ?? ""), "chinese": .string(refusal.what.chinese),
            "english": .string(refusal.what.english),
            "next_chinese": .string(refusal.next.chinese),
            "next_english": .string(refusal.next.english),
        ]
    }
}

extension CommandContext {
    /// Writes what breaks a pack's rules, and says how much was looked at.
    ///
    /// - Throws: ``QuietExit`` with 65 when there is any.
    func show(refusals: [Refusal], of policy: PolicyPack, checked count: Int) throws {
        let records = refusals.map(RefusalRecord.init)
        if format != .table || !records.isEmpty { try show(list: records) }
        let version = policy.version.prefix(12)
        console.note(
            text(
                "政策包 \(policy.id)（版本 \(version)）：核查 \(count) 条，违反规则 \(records.count) 处",
                "Pack \(policy.id), version \(version): \(count) checked, broken rules: "
                    + "\(records.count)"))
        if !records.isEmpty { throw QuietExit(status: .dataInvalid) }
    }
}
