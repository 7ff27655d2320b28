import TaoliModels
package import TaoliPolicy

/// Holds an agreed term, or an extension, against the pack's lengths (XN-21).
package struct TermCheck {
    let pack: PolicyPack

    package init(_ pack: PolicyPack) { self.pack = pack }

    /// - Parameter isExtension: whether `termYears` are added to a membership that runs already.
    package func findings(_ input: GuardInput, mode: String?, isExtension: Bool) -> [RuleFinding] {
        guard let mode else { return [] }
        let counted: TermRule.Counted = isExtension ? .extensions : .agreement
        return pack[TermsSection.self].lengths.compactMap { rule in
            guard rule.modes.contains(mode), rule.counts == counted else { return nil }
            guard let years = input.termYears else {
                return RuleFinding(
                    rule.source, .refuse, Wording("没有写明合作期限。", "No term is given."),
                    remedy: ConditionCheck.anew)
            }
            let total = years + (isExtension ? input.yearsExtended : 0)
            guard !rule.years.contains(total) else { return nil }
            return RuleFinding(
                rule.source, rule.strength,
                Wording(
                    "期限为 \(total) 年，应为 \(rule.years.lowerBound)–\(rule.years.upperBound) 年。",
                    "The term is \(total) years; \(rule.years.lowerBound) to "
                        + "\(rule.years.upperBound) are usual."))
        }
    }
}
