import TaoliContracts
import TaoliModels
import TaoliPolicy

extension PolicyRule: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("规则", "rule") { rule, _ in rule.source.rule },
            Column("条款", "clause") { rule, _ in rule.source.citation },
            Column("内容", "says") { rule, _ in rule.text },
            Column("行", "line", alignment: .right) { rule, _ in "\(rule.source.line)" },
        ]
    }

    var json: JSONValue {
        [
            "rule": .string(source.rule), "clause": .optional(source.clause ?? ""),
            "ours": .optional(source.ours ?? ""), "line": .integer(Int64(source.line)),
            "settings": .object(
                settings.map { JSONValue.Member(key: $0.key, value: .string($0.value)) }),
        ]
    }
}

extension PolicyProblem: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("文件", "file") { problem, _ in problem.file },
            Column("行", "line", alignment: .right) { problem, _ in "\(problem.line)" },
            Column("列", "column", alignment: .right) { problem, _ in "\(problem.column)" },
            Column("规则", "rule") { problem, _ in problem.rule },
            Column("错误", "what") { $0.what.text(in: $1) },
            Column("改正", "fix") { $0.fix.text(in: $1) },
        ]
    }

    var json: JSONValue {
        [
            "file": .string(file), "line": .integer(Int64(line)),
            "column": .integer(Int64(column)), "rule": .optional(rule),
            "what": .string(what.english), "what_zh": .string(what.chinese),
            "fix": .string(fix.english), "fix_zh": .string(fix.chinese),
        ]
    }

    /// `file:line:column rule: what fix`, as editors understand it.
    var report: Wording {
        let place = "\(file):\(line):\(column)" + (rule.isEmpty ? "" : " \(rule)")
        return Wording(
            "\(place): \(what.chinese)\(fix.chinese)", "\(place): \(what.english) \(fix.english)")
    }
}

extension PolicyDifference: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("规则", "rule") { item, _ in item.rule },
            Column("原来", "before") { item, _ in shown(item.before) },
            Column("现在", "after") { item, _ in shown(item.after) },
        ]
    }

    var json: JSONValue {
        [
            "rule": .string(rule), "before": before?.json ?? .null, "after": after?.json ?? .null,
        ]
    }

    private static func shown(_ rule: PolicyRule?) -> String {
        rule.map { "\($0.text) (\($0.source.citation))" } ?? "–"
    }
}

extension Taoli_Registry_V1_PolicyBinding: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("区", "district") { item, _ in item.district },
            Column("用于", "for") { PackWords.function($0.function, in: $1) },
            Column("学年起", "from") { item, _ in item.schoolYear },
            Column("政策包", "pack") { item, language in
                "\(item.pack) " + (language == .zh ? item.nameChinese : item.nameEnglish)
            },
            Column("版本", "version") { item, _ in String(item.version.prefix(12)) },
            Column("文件", "file") { $0.origin.text(in: $1) },
            Column("时间", "bound at") { item, _ in item.boundAt },
            Column("理由", "reason") { item, _ in item.reason },
        ]
    }

    var json: JSONValue {
        [
            "district": .string(district), "function": .string(function),
            "school_year": .string(schoolYear), "pack": .string(pack),
            "version": .string(version), "is_shipped": .bool(isShipped),
            "bound_at": .string(boundAt),
            "bound_by": .string(boundBy), "reason": .optional(reason),
        ]
    }
}
