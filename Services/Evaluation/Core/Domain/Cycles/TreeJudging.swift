import TaoliModels
import TaoliPolicy

/// The score of each subject by a tree, with every indicator and veto below it.
struct TreeJudging {
    private let cycle: Cycle
    private let pack: PolicyPack
    private let tree: PackTree

    init(_ cycle: Cycle, _ pack: PolicyPack, _ tree: PackTree) {
        self.cycle = cycle
        self.pack = pack
        self.tree = tree
    }

    /// The results, and the tree's own frozen text.
    func results(_ inputs: [CycleInput]) -> (results: [CycleResult], text: String) {
        let subjects = CycleSubjects(cycle).subjects(of: tree.rule.subject)
        let own = Dictionary(grouping: inputs) { input in
            CycleSubject(group: input.key.group ?? cycle.members[0].group, school: input.key.school)
        }
        let found = Dictionary(
            subjects.map { ("\($0)", indicatorInputs(own[$0] ?? [])) },
            uniquingKeysWith: { first, _ in first })
        let frozen = FrozenCycle(
            cycle: "\(cycle.period)", packVersion: cycle.packVersion, tree: tree.tree,
            inputs: found)
        let results = subjects.flatMap { subject in
            self.results(
                of: subject, found["\(subject)"] ?? IndicatorInputs(found: [:]), own[subject] ?? [])
        }
        return (results, frozen.text)
    }

    private func indicatorInputs(_ inputs: [CycleInput]) -> IndicatorInputs {
        let scores = inputs.filter { $0.key.what == .score }
        return IndicatorInputs(
            found: Dictionary(
                scores.map {
                    ($0.key.item, isPanel($0.key.item) ? .panel($0.values) : .value($0.values[0]))
                },
                uniquingKeysWith: { first, _ in first }),
            evidenced: Set(scores.filter { !$0.evidence.isEmpty }.map(\.key.item)),
            vetoed: Set(
                inputs.filter { $0.key.what == .veto && $0.values == [1] }.map(\.key.item)))
    }

    private func isPanel(_ leaf: String) -> Bool {
        if case .panel? = tree.indicators[leaf]?.scale { true } else { false }
    }

    private func results(
        of subject: CycleSubject, _ found: IndicatorInputs, _ inputs: [CycleInput]
    ) -> [CycleResult] {
        let assessment = Assessment(tree.tree, found)
        let vetoes = assessment.vetoes.map { id in
            let rule = tree.tree.vetoes.first { $0.id == id }
            let input = inputs.first { $0.key.item == id }
            return CycleResult(
                subject: subject, item: id, name: rule?.name ?? tree.rule.name,
                verdict: Verdict.notMet.rawValue, figure: "1", estimator: "veto",
                source: input?.source ?? "", clause: rule?.clause ?? "", isAgainst: true)
        }
        return nodes(assessment.result, subject, inputs, isRoot: true) + vetoes
    }

    private func nodes(
        _ node: IndicatorResult, _ subject: CycleSubject, _ inputs: [CycleInput], isRoot: Bool
    ) -> [CycleResult] {
        let rule = tree.indicators[node.id]
        let input = inputs.first { $0.key.item == node.id }
        let isOurs = isRoot && tree.rule.weights == .ours
        let own = CycleResult(
            subject: subject, item: node.id, name: rule?.name ?? tree.rule.name,
            verdict: node.score == nil ? Verdict.noData.rawValue : CycleResult.given,
            figure: node.score.map { "\($0)" } ?? "",
            interval: node.panel?.range, estimator: node.children.isEmpty ? "panel" : "weighted",
            source: input?.source ?? "",
            clause: rule?.source.citation ?? tree.rule.source.citation,
            notes: notes(node, isOurs), isAgainst: node.score == nil, isWhole: isRoot)
        return [own] + node.children.flatMap { nodes($0, subject, inputs, isRoot: false) }
    }

    private func notes(_ node: IndicatorResult, _ isOurs: Bool) -> Wording? {
        var parts: [Wording] = []
        if isOurs {
            parts.append(Wording("文本没有规定权重，现用等权。", "The text gives no weights; ours are used."))
        }
        switch node.gap {
        case .missing: parts.append(Wording("没有数据。", "Nothing was found."))
        case .noEvidence: parts.append(Wording("没有佐证材料，不计分。", "It counts only with evidence."))
        case .invalid: parts.append(Wording("数值不能使用。", "The number cannot be used."))
        case nil: break
        }
        if node.covered < 1, node.gap == nil {
            parts.append(
                Wording("已有数据的权重：\(node.covered)。", "Share of weight with data: \(node.covered)."))
        }
        guard !parts.isEmpty else { return nil }
        return Wording(
            parts.map(\.chinese).joined(), parts.map(\.english).joined(separator: " "))
    }
}
