import EvaluationCore
import TaoliModels
import TaoliPolicy

/// One unit with its verdicts.
struct UnitVerdicts {
    let unit: String
    let findings: [PackFinding]

    /// Whether nothing stands in the way.
    var isReached: Bool { StandardsCheck.isReached(findings) }
}

/// Everything that `evaluation check` found.
struct CheckedStandards {
    let policy: PolicyPack
    let day: CalendarDate
    let units: [UnitVerdicts]
    let resources: [ResourceCheck.Finding]

    var json: JSONValue {
        [
            "pack": .string(policy.id), "version": .string(policy.version),
            "on": .string("\(day)"),
            "units": .array(
                units.map { unit in
                    [
                        "unit": .string(unit.unit), "reached": .bool(unit.isReached),
                        "findings": .array(unit.findings.map(\.json)),
                    ]
                }),
            "resources": .array(resources.map(\.json)),
        ]
    }

    func show(in context: CommandContext) throws {
        let findings = units.flatMap(\.findings)
        switch context.format {
        case .json: try context.console.data(json.indented)
        case .csv where findings.isEmpty:
            try context.console.writeData(
                ResourceCheck.Finding.csv(resources, in: context.language))
        case .csv: try context.console.writeData(PackFinding.csv(findings, in: context.language))
        case .table:
            let parts = [context.section(findings).text, context.section(resources).text]
            try context.console.writeData(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
        }
        let version = policy.version.prefix(12)
        context.console.note(
            context.text(
                "政策包 \(policy.id)（版本 \(version)），成员以 \(day) 为准；全部达到的单位 "
                    + "\(units.count(where: \.isReached))/\(units.count)",
                "Pack \(policy.id), version \(version), members of \(day); units that reach "
                    + "everything: \(units.count(where: \.isReached)) of \(units.count)"))
    }
}

extension PackFinding: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("单位", "unit") { item, _ in item.unit },
            Column("学校", "school") { item, _ in item.school ?? "" },
            Column("学段", "stage") { item, language in
                item.stage.map { language == .zh ? $0.chinese : $0.rawValue } ?? ""
            },
            Column("学科", "subject") { item, _ in item.subject },
            Column("标准", "standard") { $0.rule.name.text(in: $1) },
            Column("对象", "asked") { item, _ in item.respondent ?? "" },
            Column("数值", "figure", alignment: .right) { item, _ in
                item.finding.figure.map(SectionFigure.text) ?? "-"
            },
            Column("区间", "interval") { item, _ in item.interval },
            Column("要求", "asked for") { $0.finding.threshold.text(in: $1) },
            Column("样本", "sample", alignment: .right) { item, _ in
                item.finding.sample.map { "\($0.count)/\($0.total)" } ?? "-"
            },
            Column("判断", "verdict") { $0.finding.verdict.wording.text(in: $1) },
            Column("条款", "clause") { item, _ in item.rule.source.citation },
            Column("来源", "source") { item, _ in item.finding.source },
            Column("说明", "note") { item, language in
                item.finding.notes.map { $0.text(in: language) }.joined(separator: " ")
            },
        ]
    }

    private var interval: String {
        finding.interval.map {
            "\(SectionFigure.text($0.lowerBound))–\(SectionFigure.text($0.upperBound))"
        } ?? "-"
    }

    var json: JSONValue {
        [
            "rule": .string(rule.source.rule), "measure": .string(rule.measure.rawValue),
            "unit": .string(unit), "school": .optional(school ?? ""),
            "stage": .optional(stage?.rawValue ?? ""), "subject": .optional(subject),
            "respondent": .optional(respondent ?? ""),
            "verdict": .string(finding.verdict.rawValue), "counts_against": .bool(isAgainst),
            "figure": .figure(finding.figure), "low": .figure(finding.interval?.lowerBound),
            "high": .figure(finding.interval?.upperBound),
            "threshold": .string(finding.threshold.english),
            "threshold_zh": .string(finding.threshold.chinese),
            "count": .optional(finding.sample?.count), "total": .optional(finding.sample?.total),
            "estimator": .string(finding.estimator), "input": .optional(rule.input ?? ""),
            "source": .optional(finding.source), "clause": .optional(rule.source.clause ?? ""),
            "notes": .array(finding.notes.map { .string($0.english) }),
            "notes_zh": .array(finding.notes.map { .string($0.chinese) }),
        ]
    }
}

extension ResourceCheck.Finding: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("学校或区", "school or district") { item, _ in item.subject },
            Column("学段", "stage") { item, language in
                language == .zh ? item.stage.chinese : item.stage.rawValue
            },
            Column("资源", "resource") { item, _ in item.resource ?? "*" },
            Column("数值", "figure", alignment: .right) { item, _ in
                item.figure.map(SectionFigure.text) ?? "-"
            },
            Column("要求", "bound", alignment: .right) { item, _ in
                SectionFigure.text(item.bound)
            },
            Column("判断", "verdict") { $0.verdict.wording.text(in: $1) },
            Column("条款", "clause") { item, _ in item.source.citation },
            Column("说明", "note") { $0.note?.text(in: $1) ?? "" },
        ]
    }

    var json: JSONValue {
        [
            "subject": .string(subject), "stage": .string(stage.rawValue),
            "resource": .optional(resource ?? ""), "rule": .string(source.rule),
            "verdict": .string(verdict.rawValue), "figure": .figure(figure),
            "bound": .number(bound), "clause": .optional(source.clause ?? ""),
            "note": .optional(note?.english ?? ""), "note_zh": .optional(note?.chinese ?? ""),
        ]
    }
}

/// A figure with up to four decimals, for tables; JSON has all of them.
enum SectionFigure {
    static func text(_ figure: Double) -> String {
        guard figure.isFinite, abs(figure) < 1e12 else { return "\(figure)" }
        let rounded = (figure * 10_000).rounded() / 10_000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
