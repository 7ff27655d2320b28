package import TaoliModels
package import TaoliPolicy

/// What holds for a cycle while it is open, and for what is written about it.
package struct CycleRules: Sendable {
    private let pack: PolicyPack

    /// - Parameter pack: the one with which the cycle began.
    package init(_ pack: PolicyPack) { self.pack = pack }

    /// TC-33: a standard changes only between cycles.
    ///
    /// - Returns: `standard-changed-in-cycle` where the other pack says anything else about
    ///   evaluation and the cycle is open; `nil` otherwise.
    package func refusal(changingTo other: PolicyPack, isOpen: Bool) -> Refusal? {
        guard isOpen else { return nil }
        let changed = PolicyDifference.between(pack, other).map(\.rule)
            .filter { $0.hasPrefix(EvaluationSection.key + ".") }
        guard let first = changed.first else { return nil }
        let rule = pack[EvaluationSection.self].changes.first
        return Refusal(
            .precondition, "standard-changed-in-cycle", clause: rule?.source.clause,
            field: "version",
            what: Wording(
                "本周期尚未结束，标准不能更改（\(first) 等 \(changed.count) 条）。",
                "The cycle is open; its standards do not change (\(first), \(changed.count) in all)."
            ),
            next: Wording(
                "请在下一周期开始前更改。", "Let the change begin with the next cycle."))
    }

    /// XN-33: a grade of a supervision rests on every topic.
    ///
    /// - Parameters:
    ///   - seen: topics with a finding.
    ///   - unit: whose grade it is; empty where only one is meant.
    /// - Returns: `supervision-incomplete` with what is missing, or `nil`.
    package func refusal(gradingWith seen: Set<String>, of unit: String = "") -> Refusal? {
        let section = pack[EvaluationSection.self]
        guard let rule = section.supervisions.first else { return nil }
        let missing = rule.topics.filter { !seen.contains($0) }
        guard !missing.isEmpty else { return nil }
        let names = section.topics.filter { missing.contains($0.id) }.map(\.name)
        return Refusal(
            .precondition, "supervision-incomplete", clause: rule.source.clause, field: "topics",
            what: Wording(
                "\(unit)尚未督导：\(names.map(\.chinese).joined(separator: "、"))。",
                "Not looked at yet\(unit.isEmpty ? "" : " at \(unit)"): "
                    + "\(names.map(\.english).joined(separator: ", "))."),
            next: Wording("请先完成各项督导。", "Look at every topic first."))
    }

    /// XN-33: a cycle by the tree whose leaves are the supervision's topics grades nobody before
    /// each topic was looked at.
    ///
    /// - Parameter results: of the computation that would grade.
    /// - Returns: `supervision-incomplete` for the first one assessed that lacks a topic, or `nil`;
    ///   nothing is asked of other cycles.
    package func refusal(grading cycle: Cycle, _ results: [CycleResult]) -> Refusal? {
        let section = pack[EvaluationSection.self]
        let leaves = Set(
            section.indicators.filter { $0.parent == cycle.kind.tree }.map(\.id))
        guard let topics = section.supervisions.first?.topics, !leaves.isEmpty,
            leaves.isSuperset(of: topics)
        else { return nil }
        let scored = Dictionary(grouping: results.filter { !$0.figure.isEmpty }, by: \.subject)
        for result in results where result.isWhole {
            let unit = cycle.members.first { $0.group == result.subject.group }?.groupName
            let seen = Set((scored[result.subject] ?? []).map(\.item))
            if let refusal = self.refusal(gradingWith: seen, of: unit ?? "") { return refusal }
        }
        return nil
    }

    /// XN-8: a step on the way to excellence comes after those before it.
    ///
    /// - Returns: `step-too-early` with the step that is missing, or `nil`.
    package func refusal(beginning step: String, done: Set<String>) -> Refusal? {
        let steps = pack[EvaluationSection.self].excellence
        guard let place = steps.firstIndex(where: { $0.id == step }),
            let missing = steps[..<place].first(where: { !done.contains($0.id) })
        else { return nil }
        return Refusal(
            .precondition, "step-too-early", clause: missing.source.clause, field: "step",
            what: Wording(
                "尚未完成：\(missing.name.chinese)。", "Not done yet: \(missing.name.english)."),
            next: Wording("请先完成该步。", "Do that first."))
    }

    /// SH-10: whether a unit's result is a large enough part of an appraisal.
    ///
    /// - Returns: `appraisal-share-too-small`, or `nil`; nothing is asked where no floor is set.
    package func refusal(
        appraising subject: EvaluationSubject, share: ExactFraction
    ) -> Refusal? {
        let rules = pack[EvaluationSection.self].appraisals
        guard let rule = rules.first(where: { $0.subject == subject && !$0.holds(share) }),
            let floor = rule.shareAtLeast
        else { return nil }
        return Refusal(
            .precondition, "appraisal-share-too-small", clause: rule.source.clause,
            field: "share",
            what: Wording(
                "占比 \(share)，应不低于 \(floor)%。",
                "The share is \(share); at least \(floor) % is asked."),
            next: Wording("请提高占比。", "Give it a larger share."))
    }
}

extension Assessment {
    /// 捆绑式 (TC-20): the unit's score and a school's own by the pack's weights; `nil` when one is
    /// missing or the pack bundles nothing.
    package static func bundled(unit: Double?, own: Double?, _ pack: PolicyPack) -> Double? {
        guard let rule = pack[EvaluationSection.self].bundles.first else { return nil }
        return bundled(
            unit: unit, weight: IndicatorWeight(ExactShare(rule.unit)), own: own,
            weight: IndicatorWeight(ExactShare(rule.own)))
    }
}
