package import TaoliModels
package import TaoliPolicy

/// A pack's tree of indicators, ready to score with.
package struct PackTree: Sendable {
    package let rule: TreeRule
    package let tree: IndicatorTree
    /// By id: branches, leaves and vetoes with their rules' origins.
    package let sources: [String: RuleSource]
    /// Branches and leaves, by id.
    package let indicators: [String: IndicatorRule]

    /// - Throws: `unknown-tree` when the pack has none of that id; what `IndicatorTree` refuses,
    ///   which a pack that loads does not contain.
    package init(_ pack: PolicyPack, _ id: String) throws(Refusal) {
        let section = pack[EvaluationSection.self]
        guard let rule = section.trees.first(where: { $0.id == id }) else {
            throw PackTree.unknown(id, pack)
        }
        self.rule = rule
        let draft = TreeDraft(section)
        tree = try IndicatorTree(
            root: IndicatorTree.Node(
                id: rule.id, name: rule.name, weight: IndicatorWeight(ExactShare(1, of: 1)),
                content: .branch(draft.nodes(below: rule.id))),
            vetoes: section.vetoes.filter { $0.tree == id }.map {
                IndicatorTree.Veto(id: $0.id, name: $0.name, clause: $0.source.citation)
            })
        let own = draft.below(rule.id)
        indicators = Dictionary(own.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
        sources = indicators.mapValues(\.source)
            .merging(section.vetoes.filter { $0.tree == id }.map { ($0.id, $0.source) }) { one, _ in
                one
            }
    }

    /// JD-14: a pilot tree is for units that the bureau has named.
    ///
    /// - Returns: `not-a-pilot-unit`, or `nil` where the tree may be used.
    package func refusal(for unit: String, pilots: Set<String>) -> Refusal? {
        guard rule.isPilot, !pilots.contains(unit) else { return nil }
        return Refusal(
            .precondition, "not-a-pilot-unit", clause: rule.source.clause, field: "unit",
            what: Wording(
                "\(unit) 不在试点范围，\(rule.name.chinese)只用于试点单位。",
                "\(unit) is no pilot unit; \(rule.name.english) is for pilot units only."),
            next: Wording("请由教育局先确定为试点单位。", "Let the bureau name it a pilot unit first."))
    }

    private static func unknown(_ id: String, _ pack: PolicyPack) -> Refusal {
        let names = pack[EvaluationSection.self].trees.map(\.id)
        let near = NearestName.nearest(to: id, in: names) ?? names.joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-tree", clause: pack.document.source.clause, field: "tree",
            what: Wording(
                "政策包 \(pack.id) 没有指标体系“\(id)”。", "Pack \(pack.id) has no tree '\(id)'."),
            next: Wording(
                near.isEmpty ? "该政策包没有指标体系。" : "是否为：\(near)？",
                near.isEmpty ? "It has no trees." : "Is this meant: \(near)?"))
    }
}

/// The flat list of a pack as nodes.
private struct TreeDraft {
    private let children: [String: [IndicatorRule]]

    init(_ section: EvaluationSection) {
        children = Dictionary(grouping: section.indicators, by: \.parent)
    }

    /// A parent stands above its children in a pack that loads, so this ends.
    func nodes(below parent: String) -> [IndicatorTree.Node] {
        (children[parent] ?? []).map { rule in
            IndicatorTree.Node(
                id: rule.id, name: rule.name, weight: IndicatorWeight(ExactShare(rule.weight)),
                content: rule.scale.map {
                    .leaf(IndicatorScale($0), needsEvidence: rule.needsEvidence)
                }
                    ?? .branch(nodes(below: rule.id)))
        }
    }

    func below(_ parent: String) -> [IndicatorRule] {
        (children[parent] ?? []).flatMap { [$0] + below($0.id) }
    }
}

extension IndicatorScale {
    /// As the pack writes it.
    init(_ scale: IndicatorRule.Scale) {
        switch scale {
        case .panel(let full): self = .panel(full: full.value)
        case .target(let target): self = .target(target.value)
        case .limit(let limit): self = .limit(limit.value)
        case .between(let worst, let best): self = .minMax(worst: worst.value, best: best.value)
        }
    }
}

extension ExactShare {
    /// As the pack writes it.
    package init(_ fraction: ExactFraction) {
        self.init(fraction.numerator, of: fraction.denominator)
    }
}
