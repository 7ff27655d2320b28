package import TaoliModels
package import TaoliPolicy

/// A rule of the pack that a case does not keep.
package struct RuleFinding: Hashable, Sendable {
    package let source: RuleSource
    package let strength: RuleStrength
    /// What is not kept, with its figure.
    package let what: Wording
    /// What to do about it; `nil` where that is plain.
    package let remedy: Wording?

    init(
        _ source: RuleSource, _ strength: RuleStrength, _ what: Wording, remedy: Wording? = nil
    ) {
        self.source = source
        self.strength = strength
        self.what = what
        self.remedy = remedy
    }
}

/// Decides what findings mean at a step: refused, set aside with a reason, or only said.
struct FindingSettlement {
    /// Given with this command or before.
    let exceptions: [RuleException]
    /// Whether the answer comes from a bureau, which alone may set rules aside. At the steps of
    /// schools and councils such findings are said, so that the bureau finds them.
    let isBureau: Bool

    /// - Returns: what is to be said.
    /// - Throws: `rule-broken`, citing the rule's clause, with what to do.
    func settle(_ findings: [RuleFinding]) throws(Refusal) -> [RuleFinding] {
        for finding in findings {
            switch finding.strength {
            case .refuse: throw CaseRefusals.ruleBroken(finding)
            case .exception, .reason:
                let isSetAside = exceptions.contains { $0.rule == finding.source.rule }
                if isBureau, !isSetAside { throw CaseRefusals.needsException(finding) }
            case .warn: continue
            }
        }
        return findings
    }
}
