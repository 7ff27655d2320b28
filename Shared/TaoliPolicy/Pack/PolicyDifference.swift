/// What two packs have not in common, rule by rule.
package struct PolicyDifference: Hashable, Sendable {
    /// Dotted path, e.g. `composition.limits.schools_max`.
    package let rule: String
    /// The rule before; `nil` when it is new.
    package let before: PolicyRule?
    /// The rule after; `nil` when it is gone.
    package let after: PolicyRule?

    /// The differences in the order of the later pack, then what is gone. A rule that only moved to
    /// another line is the same.
    package static func between(_ old: PolicyPack, _ new: PolicyPack) -> [PolicyDifference] {
        let earlier = byPath(old)
        let later = byPath(new)
        let kept = new.rules.compactMap { rule -> PolicyDifference? in
            let before = earlier[rule.source.rule]
            guard before.map({ !$0.says(rule) }) ?? true else { return nil }
            return PolicyDifference(rule: rule.source.rule, before: before, after: rule)
        }
        let gone = old.rules.filter { later[$0.source.rule] == nil }.map {
            PolicyDifference(rule: $0.source.rule, before: $0, after: nil)
        }
        return kept + gone
    }

    private static func byPath(_ pack: PolicyPack) -> [String: PolicyRule] {
        Dictionary(pack.rules.map { ($0.source.rule, $0) }) { first, _ in first }
    }
}

extension PolicyRule {
    /// Whether another rule says the same with the same origin.
    fileprivate func says(_ other: PolicyRule) -> Bool {
        settings == other.settings && source.clause == other.source.clause
            && source.ours == other.source.ours
    }
}
