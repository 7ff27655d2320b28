import RotationCore
import TaoliModels

/// The report on a group without a plan, as JSON and as sentences for a principal.
struct ReportRecord {
    let report: InfeasibilityReport
    let facts: UnitFacts
    let instance: PlanInstance
    /// Which clause each rule rests on.
    let citations: PlanCitations

    private var group: String { facts.unit.name(in: instance) }
    private var causes: [Wording] {
        report.bounds.causes.map { $0.wording(facts, report.bounds, instance) }
    }

    /// Keys as in the shared instances' `expected.json`; steps 2 and 3 only where they were asked
    /// for.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init(key: "group", value: .string(group)),
            .init(key: "schools", value: .array(report.bounds.schools.map(json))),
            .init(key: "causes", value: .array(causes.map { .string($0.english) })),
            .init(key: "causes_zh", value: .array(causes.map { .string($0.chinese) })),
            .init(
                key: "cause_clauses",
                value: .array(report.bounds.causes.map { .optional(citations[$0] ?? "") })),
        ]
        if let remedies = report.remedies {
            members += [
                .init(
                    key: "feasible_if_dropped",
                    value: .array(remedies.feasibleIfDropped.map { .string($0.rawValue) })),
                .init(key: "quota_first", value: json(remedies.quotaFirst)),
                .init(key: "key_first", value: json(remedies.keyFirst)),
            ]
        }
        return .object(members)
    }

    private func code(_ sender: Int) -> String {
        instance.schools[facts.senders[sender].school].code
    }

    private func json(_ bounds: NecessaryBounds.School) -> JSONValue {
        let sender = facts.senders[bounds.sender]
        return [
            "school": .string(code(bounds.sender)), "eligible": .whole(sender.eligible),
            "quota": .whole(sender.quota), "max_out": .whole(sender.maxOut),
            "reachable": .whole(bounds.reachable),
            "sendable_under_subject_caps": .whole(bounds.sendable),
            "key_eligible": .whole(sender.keyEligible),
            "key_sendable": .whole(bounds.keySendable),
            "key_required": .whole(bounds.keyRequired),
            "max_out_keeping_key_share": .whole(bounds.maxOutKeepingKeyShare),
        ]
    }

    private func json(_ ready: ReadyPlan) -> JSONValue {
        [
            "quota_missing": missing(ready.quotaMissing), "key_missing": missing(ready.keyMissing),
            "sent": .whole(ready.answer.plan.count),
            "objective": .optional(ready.answer.objective),
            "gap": ready.answer.gap.map(JSONValue.number) ?? .null,
        ]
    }

    private func missing(_ counts: [Int]) -> JSONValue {
        .object(
            counts.enumerated().map { .init(key: code($0), value: .whole($1)) })
    }

    /// Sentences: why there is no plan, which rule given up would help, what the two plans lack.
    func text(_ language: Language) -> String {
        let isChinese = language == .zh
        var lines = [
            isChinese ? "集团 \(group)：没有符合全部规则的方案。" : "Group \(group): no plan keeps every rule."
        ]
        lines += zip(report.bounds.causes, causes).map { cause, text in
            "  " + text.citing(citations[cause]).text(in: language)
        }
        if causes.isEmpty {
            lines.append(
                isChinese
                    ? "  单项条件均能满足，但不能同时满足。"
                    : "  Each condition can be met by itself, but not all together.")
        }
        if let remedies = report.remedies {
            let names = remedies.feasibleIfDropped.map { family in
                let name = family.term.text(in: language)
                return Wording(name, name).citing(citations[family]).text(in: language)
            }
            let list = names.joined(separator: isChinese ? "、" : ", ")
            lines.append(
                isChinese
                    ? "  放宽下列任一规则即可行：\(list.isEmpty ? "无" : list)"
                    : "  Giving up any one of these rules makes a plan possible: "
                        + (list.isEmpty ? "none" : list))
            lines.append(line(remedies.quotaFirst, "名额优先", "Quotas first", language))
            lines.append(line(remedies.keyFirst, "骨干优先", "Key teachers first", language))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(
        _ ready: ReadyPlan, _ chinese: String, _ english: String, _ language: Language
    ) -> String {
        let isChinese = language == .zh
        var lacks: [String] = []
        for (sender, count) in ready.quotaMissing.enumerated() where count > 0 {
            lacks.append(
                isChinese
                    ? "\(code(sender)) 少派 \(count) 人" : "\(code(sender)) sends \(count) too few")
        }
        for (sender, count) in ready.keyMissing.enumerated() where count > 0 {
            lacks.append(
                isChinese
                    ? "\(code(sender)) 少骨干教师 \(count) 人"
                    : "\(code(sender)) lacks \(count) key teachers")
        }
        let points = ready.answer.objective.map(String.init) ?? "-"
        let what =
            lacks.isEmpty
            ? (isChinese ? "无缺额" : "nothing is missing")
            : lacks.joined(separator: isChinese ? "，" : ", ")
        return isChinese
            ? "  \(chinese)：派出 \(ready.answer.plan.count) 人，\(points) 分；\(what)"
            : "  \(english): \(ready.answer.plan.count) sent, \(points) points; \(what)"
    }
}

extension PlanTerms {
    /// A rule that a service's report names.
    static func rule(_ key: String) -> Term {
        RuleFamily(rawValue: key)?.term ?? Term(key: key, chinese: key)
    }
}

extension RuleFamily {
    var term: Term {
        switch self {
        case .quota: Term(key: rawValue, chinese: "派出名额下限")
        case .key: Term(key: rawValue, chinese: "骨干教师比例")
        case .team: Term(key: rawValue, chinese: "组团人数")
        case .subject: Term(key: rawValue, chinese: "学科流失上限")
        case .capacity: Term(key: rawValue, chinese: "接收名额")
        }
    }
}
