import EvaluationCore
import TaoliModels
import TaoliPolicy

/// A tree's scores, subject by subject.
struct ScoredTree {
    let policy: PolicyPack
    let tree: PackTree
    /// Of the cycle's frozen text.
    let hash: String
    let assessments: [(subject: String, assessment: Assessment)]

    private var rows: [TreeRow] {
        assessments.flatMap { subject, assessment in
            rows(subject, assessment.result, level: 0)
                + assessment.vetoes.map {
                    TreeRow(
                        subject: subject, id: $0, level: 1, name: tree.name(of: $0), result: nil,
                        rule: nil, clause: tree.sources[$0]?.citation ?? "")
                }
        }
    }

    private func rows(_ subject: String, _ result: IndicatorResult, level: Int) -> [TreeRow] {
        let rule = tree.indicators[result.id]
        let clause = rule?.source.citation ?? tree.rule.source.citation
        let own = TreeRow(
            subject: subject, id: result.id, level: level, name: tree.name(of: result.id),
            result: result, rule: rule, clause: clause)
        return [own] + result.children.flatMap { rows(subject, $0, level: level + 1) }
    }

    var json: JSONValue {
        [
            "pack": .string(policy.id), "version": .string(policy.version),
            "tree": .string(tree.rule.id), "clause": .optional(tree.rule.source.clause ?? ""),
            "weights": .string(tree.rule.weights.rawValue), "hash": .string(hash),
            "subjects": .array(
                assessments.map { subject, assessment in
                    [
                        "subject": .string(subject), "score": .figure(assessment.result.score),
                        "covered": .number(assessment.result.covered),
                        "vetoes": .array(assessment.vetoes.map { .string($0) }),
                        "nodes": .array(
                            rows(subject, assessment.result, level: 0).map(\.json)),
                    ]
                }),
        ]
    }

    func show(in context: CommandContext) throws {
        switch context.format {
        case .json: try context.console.data(json.indented)
        case .csv: try context.console.writeData(TreeRow.csv(rows, in: context.language))
        case .table: try context.console.writeData(context.section(rows).text)
        }
        let version = policy.version.prefix(12)
        let isOurs = tree.rule.weights == .ours
        context.console.note(
            context.text(
                "政策包 \(policy.id)（版本 \(version)）\(tree.rule.name.chinese)（\(tree.rule.source.citation)）"
                    + (isOurs ? "；原文未给权重，权重为本平台所拟" : "") + "；周期摘要 \(hash.prefix(12))",
                "Pack \(policy.id), version \(version), \(tree.rule.name.english) "
                    + "(\(tree.rule.source.citation))"
                    + (isOurs ? "; the text gives no weights, these are ours" : "")
                    + "; digest \(hash.prefix(12))"))
    }
}

extension PackTree {
    /// The name of the tree, a node or a veto.
    func name(of id: String) -> Wording {
        indicators[id]?.name ?? tree.vetoes.first { $0.id == id }?.name ?? rule.name
    }
}

/// One node of one subject.
struct TreeRow: Presentable {
    let subject: String
    let id: String
    let level: Int
    let name: Wording
    /// `nil` for a veto that has happened.
    let result: IndicatorResult?
    /// `nil` for the whole tree and for vetoes.
    let rule: IndicatorRule?
    let clause: String

    static var columns: [Column<Self>] {
        [
            Column("对象", "subject") { item, _ in item.subject },
            Column("指标", "indicator") {
                String(repeating: "  ", count: $0.level) + $0.name.text(in: $1)
            },
            Column("权重", "weight", alignment: .right) { item, _ in
                item.rule?.weight.description ?? ""
            },
            Column("得分", "score", alignment: .right) { item, _ in
                item.result?.score.map(SectionFigure.text) ?? "-"
            },
            Column("有数据", "covered", alignment: .right) { item, _ in
                item.result.map { SectionFigure.text($0.covered) } ?? ""
            },
            Column("评审", "panel") { item, _ in item.panel },
            Column("缺项", "gap") { item, language in item.gap(language) },
            Column("条款", "clause") { item, _ in item.clause },
        ]
    }

    private var panel: String {
        result?.panel.map {
            "\($0.count): \(SectionFigure.text($0.range.lowerBound))–"
                + SectionFigure.text($0.range.upperBound)
        } ?? ""
    }

    private func gap(_ language: Language) -> String {
        guard let result else { return language == .zh ? "一票否决" : "veto" }
        guard let gap = result.gap else { return "" }
        switch gap {
        case .missing: return language == .zh ? "缺数据" : "missing"
        case .noEvidence: return language == .zh ? "缺佐证" : "no evidence"
        case .invalid: return language == .zh ? "数值不可用" : "invalid"
        }
    }

    var json: JSONValue {
        [
            "id": .string(id), "level": .whole(level), "chinese": .string(name.chinese),
            "english": .string(name.english), "weight": .optional(rule?.weight.description ?? ""),
            "aspect": .optional(rule?.aspect?.rawValue ?? ""),
            "figure": .optional(rule?.figure ?? ""), "score": .figure(result?.score),
            "covered": .figure(result?.covered), "gap": .optional(result?.gap?.rawValue ?? ""),
            "panel_count": .optional(result?.panel?.count),
            "panel_low": .figure(result?.panel?.range.lowerBound),
            "panel_high": .figure(result?.panel?.range.upperBound),
            "panel_deviation": .figure(result?.panel?.deviation), "clause": .string(clause),
        ]
    }
}
