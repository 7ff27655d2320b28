import TaoliModels

extension EvaluationSection {
    package func check(in pack: PolicyPack, _ report: PolicyReport) {
        guard report.couldRead(Self.key) else { return }
        checkTrees(report)
        for rule in resourceSchools where rule.atLeast > resources.count {
            report.problem(
                at: rule.source, Wording("指标不足 \(rule.atLeast) 项。", "There are fewer resources."),
                fix: Wording("至多 \(resources.count) 项。", "At most \(resources.count)."))
        }
        for rule in samples.dropFirst() { report.onlyOne(rule.source) }
        for rule in margins.dropFirst() { report.onlyOne(rule.source) }
        for (place, rule) in resourceSpreads.enumerated()
        where resourceSpreads[..<place].contains(where: { $0.stage == rule.stage }) {
            report.onlyOne(rule.source)
        }
    }

    /// Every node hangs in a tree, branches have no scale and leaves have one, and weights sum to
    /// 1.
    private func checkTrees(_ report: PolicyReport) {
        let parents = trees.map(\.id) + indicators.filter { $0.scale == nil }.map(\.id)
        let trunk = trees.map(\.id)
        var isWhole = true
        for (place, node) in indicators.enumerated() {
            // A parent stands above its children, so that no branch hangs in itself.
            let above = trunk + indicators[..<place].filter { $0.scale == nil }.map(\.id)
            report.expect(
                node.parent, in: above, of: "evaluation.indicators", at: node.source, "in")
            if !above.contains(node.parent) { isWhole = false }
            if trunk.contains(node.id) { report.sameID(node.id, node.source) }
        }
        let used = Set(trunk + indicators.map(\.id))
        for veto in vetoes {
            report.expect(veto.tree, in: trunk, of: "evaluation.trees", at: veto.source, "in")
            if used.contains(veto.id) { report.sameID(veto.id, veto.source) }
        }
        // Where a node hangs nowhere, sums say nothing more.
        if isWhole { for parent in parents { checkWeights(below: parent, report) } }
    }

    private func checkWeights(below parent: String, _ report: PolicyReport) {
        let children = indicators.filter { $0.parent == parent }
        let place =
            trees.first { $0.id == parent }?.source
            ?? indicators.first { $0.id == parent }?.source
        guard let place else { return }
        guard !children.isEmpty else {
            return report.problem(
                at: place,
                Wording(
                    "“\(parent)”没有下级指标，也没有评分办法。", "'\(parent)' has neither scale nor children."),
                fix: Wording(
                    "写 panel、target 等评分办法，或写下级指标。",
                    "Give it panel, target …, or indicators below it."))
        }
        let isPositive = children.allSatisfy { $0.weight.numerator > 0 }
        if !isPositive || !ExactFraction.sumToOne(children.map(\.weight)) {
            let sum = children.map(\.weight.description).joined(separator: " + ")
            report.problem(
                at: children[0].source,
                Wording(
                    "“\(parent)”下级权重之和不是 1：\(sum)。",
                    "The weights below '\(parent)' are not positive or do not sum to 1: \(sum)."),
                fix: Wording(
                    "请改成和为 1 的权重，如 1/\(children.count)。",
                    "Make them sum to 1, e.g. 1/\(children.count) each."))
        }
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        func expect(
            _ names: [String], _ defined: [String], _ list: String, _ source: RuleSource,
            _ key: String
        ) {
            for name in names { report.expect(name, in: defined, of: list, at: source, key) }
        }
        checkStandards(report)
        let chains = pack[ChainsSection.self].chains.map(\.id)
        for rule in consequences {
            expect([rule.level], levels.map(\.id), "evaluation.levels", rule.source, "level")
            expect(rule.chain.map { [$0] } ?? [], chains, "chains.chains", rule.source, "chain")
        }
        for rule in negatives {
            expect(rule.needs, grounds.map(\.id), "evaluation.grounds", rule.source, "needs")
        }
        for rule in supervisions {
            expect(rule.topics, topics.map(\.id), "evaluation.topics", rule.source, "topics")
        }
        for rule in carries {
            expect([rule.tree], trees.map(\.id), "evaluation.trees", rule.source, "tree")
        }
    }

    private func checkStandards(_ report: PolicyReport) {
        let named = standards.map(\.id)
        for (place, rule) in standards.enumerated() {
            if let needs = rule.needs {
                report.expect(
                    needs, in: Array(named[..<place]), of: "evaluation.standards", at: rule.source,
                    "needs")
            }
            if let input = rule.input {
                report.expect(
                    input, in: sources.map(\.id), of: "evaluation.sources", at: rule.source, "input"
                )
            }
            guard !report.isRefused("\(rule.source.rule).measure") else { continue }
            let asksPeople = rule.measure == .satisfaction
            for (list, isMissing) in [
                ("respondents", asksPeople && respondents.isEmpty),
                ("samples", asksPeople && samples.isEmpty),
                ("margins", rule.measure == .weakProgress && margins.isEmpty),
            ] where isMissing && report.isWhole("evaluation.\(list)") {
                report.expect(list, in: [], of: "evaluation", at: rule.source, "measure")
            }
        }
    }
}

extension PolicyReport {
    fileprivate func onlyOne(_ source: RuleSource) {
        problem(
            at: source, Wording("同类规则只能有一条。", "There can be only one rule of this kind."),
            fix: Wording("请删去其中一条。", "Leave one of them out."))
    }

    fileprivate func sameID(_ id: String, _ source: RuleSource) {
        problem(
            at: source, Wording("编号“\(id)”在指标体系中重复。", "The id '\(id)' stands twice in the trees."),
            fix: Wording("请另取编号。", "Give it another id."))
    }
}
