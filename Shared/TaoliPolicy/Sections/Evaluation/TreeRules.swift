package import TaoliModels

/// A tree of indicators (TC-17, XN-27, XN-34, SH-10, JD-14, GT-7).
package struct TreeRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    package let subject: EvaluationSubject
    /// Who assesses.
    package let by: Assessor
    /// How often.
    package let every: CalendarRule.Rhythm
    /// Where its weights come from.
    package let weights: Origin
    /// Whether it is meant for units that the bureau names (JD-14).
    package let isPilot: Bool
    package let source: RuleSource

    /// Where something that a clause leaves open comes from.
    package enum Origin: String, CaseIterable, Sendable {
        /// The text gives it.
        case given
        /// The text gives none; ours stand there until the bureau decides.
        case ours
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        subject = reader.choice("of")
        by = reader.choice("by")
        every = reader.choice("every")
        weights = reader.choice("weights")
        isPilot = reader.optionalFlag("pilot") ?? false
        source = reader.source()
    }
}

/// A branch or a leaf of a tree.
package struct IndicatorRule: Hashable, Sendable {
    /// Unique in the pack.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// The tree, or the branch, below which it stands.
    package let parent: String
    /// Among its siblings, which sum to 1 exactly.
    package let weight: ExactFraction
    /// What side of its branch it looks at; `nil` when nothing is said.
    package let aspect: Aspect?
    /// `nil` for a branch.
    package let scale: Scale?
    /// The figure computed from data that it is measured by; `nil` for branches and panels.
    package let figure: String?
    /// Whether it counts only with evidence.
    package let needsEvidence: Bool
    package let source: RuleSource

    /// What side of a branch a leaf looks at (TC-17, SH-10).
    package enum Aspect: String, CaseIterable, Sendable {
        /// 结果 / 水平
        case level
        /// 增值
        case gain
        /// 综合
        case general
        /// 特色
        case feature
    }

    /// How what was found becomes a score.
    package enum Scale: Hashable, Sendable {
        /// A panel scores from 0 to this.
        case panel(ExactFraction)
        /// The share of a target that is attained.
        case target(ExactFraction)
        /// The share of a limit that is kept.
        case limit(ExactFraction)
        /// Between the worst and the best value.
        case between(worst: ExactFraction, best: ExactFraction)
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        parent = reader.text("in")
        weight = reader.fraction("weight")
        aspect = reader.optionalChoice("aspect")
        scale = IndicatorRule.scale(reader)
        figure = reader.optionalText("figure")
        needsEvidence = reader.optionalFlag("evidence") ?? false
        source = reader.source()
        checkFigure(reader)
    }

    /// What is measured names its figure; what a panel scores has none.
    private func checkFigure(_ reader: PolicyReader) {
        let isMeasured: Bool
        switch scale {
        case nil, .panel: isMeasured = false
        default: isMeasured = true
        }
        if isMeasured == (figure == nil) {
            reader.problem(
                "figure", showing: ["figure", "panel", "target", "limit", "worst", "best"],
                Wording("该指标与 figure 不配套。", "This indicator and figure do not fit."),
                fix: Wording(
                    "按数据计算的写 figure，评审打分的不写。",
                    "Write figure where data are measured, and not where a panel scores."))
        }
    }

    private static func scale(_ reader: PolicyReader) -> Scale? {
        var found: [Scale] = []
        if let full = reader.optionalFraction("panel") { found.append(.panel(full)) }
        if let target = reader.optionalFraction("target") { found.append(.target(target)) }
        if let limit = reader.optionalFraction("limit") { found.append(.limit(limit)) }
        let worst = reader.optionalFraction("worst")
        let best = reader.optionalFraction("best")
        if let worst, let best, worst != best { found.append(.between(worst: worst, best: best)) }
        let isTorn = (worst == nil) != (best == nil) || (worst != nil && worst == best)
        let isZero = found.contains { scale in
            switch scale {
            case .panel(let bound), .target(let bound), .limit(let bound): bound.numerator == 0
            case .between: false
            }
        }
        if found.count > 1 || isTorn || isZero {
            reader.problem(
                nil, showing: ["panel", "target", "limit", "worst", "best"],
                Wording("评分办法要写且只写一种。", "An indicator is scored in one way."),
                fix: Wording(
                    "写 panel、target、limit，或不同的 worst 和 best。",
                    "Write panel, target, limit, or a worst and another best."))
        }
        return found.first
    }
}

/// What must not have happened, apart from the score.
package struct VetoRule: Hashable, Sendable {
    /// Unique among indicators and vetoes.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// The tree.
    package let tree: String
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        tree = reader.text("in")
        source = reader.source()
    }
}
