package import TaoliModels

/// The chains of steps, and the cases for which the policy has none.
package struct ChainsSection: PolicySection {
    package static let key = "chains"

    /// With the steps of their fragments.
    package let chains: [ChainRule]
    /// Cases for which the text has no chain.
    package let absent: [AbsentChainRule]

    /// Steps that chains end with.
    let fragments: [FragmentRule]

    package init(_ reader: PolicyReader) {
        let fragments = reader.rules("fragments", FragmentRule.init)
        self.fragments = fragments
        chains = reader.rules("chains", ChainRule.init).map { chain in
            var whole = chain
            if let then = chain.then {
                whole.steps += fragments.first { $0.id == then }?.steps ?? []
            }
            whole.linkSteps()
            return whole
        }
        absent = reader.rules("absent", AbsentChainRule.init)
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        for chain in chains {
            ChainReferences(chain: chain, section: self, pack: pack, report: report).run()
        }
        let modes = pack[UnitsSection.self].modes.map(\.id)
        for rule in absent {
            for mode in rule.when.modes {
                report.expect(mode, in: modes, of: "units.modes", at: rule.source, "when.mode")
            }
        }
        DeadlineReferences(
            chains: chains, deadlines: pack[DeadlinesSection.self], report: report
        ).run()
    }

    package func check(in pack: PolicyPack, _ report: PolicyReport) {
        for chain in chains { ChainCheck(chain: chain, pack: pack, report: report).run() }
        checkOverlaps(among: pack[UnitsSection.self].modes.map(\.id), report)
    }

    /// Whether all steps of a chain are known, those of its fragment included.
    func hasEveryStep(of chain: ChainRule, _ report: PolicyReport) -> Bool {
        let fragment = chain.then.flatMap { then in fragments.first { $0.id == then } }
        return report.isWhole("\(chain.source.rule).steps")
            && (chain.then == nil || fragment != nil)
            && (fragment.map { report.isWhole("chains.fragments.\($0.id).steps") } ?? true)
    }

    /// Whether all steps of all chains are known.
    func hasEveryStep(_ report: PolicyReport) -> Bool {
        report.isWhole("chains.chains") && chains.allSatisfy { hasEveryStep(of: $0, report) }
    }

    /// Two chains for one case would leave it to chance which one is taken.
    private func checkOverlaps(among modes: [String], _ report: PolicyReport) {
        let samples = ChainFacts.all(modes: modes)
        let known = chains.filter { chain in
            !["purpose", "when"].contains { report.isRefused("\(chain.source.rule).\($0)") }
        }
        for (index, chain) in known.enumerated() {
            for other in known[..<index] where other.overlaps(chain, in: samples) {
                report.problem(
                    at: chain.source,
                    Wording(
                        "与“\(other.id)”适用于同一类事项。",
                        "It is for the same cases as '\(other.id)'."),
                    fix: Wording("用 when 区分两者。", "Tell them apart with when."))
            }
        }
    }

    /// The chain for a case, or why there is none.
    package func chain(for purpose: CasePurpose, _ facts: ChainFacts) -> ChainAnswer {
        if let chain = chains.first(where: { $0.purpose == purpose && $0.when.admits(facts) }) {
            return .chain(chain)
        }
        let rule = absent.first { $0.purpose == purpose && $0.when.admits(facts) }
        return .none(rule)
    }
}

/// Which chain a case follows.
package enum ChainAnswer: Hashable, Sendable {
    case chain(ChainRule)
    /// "No chain in the policy": said by a rule, or because nothing fits.
    case none(AbsentChainRule?)
}

/// Steps that several chains end with.
struct FragmentRule {
    let id: String
    let steps: [StepRule]

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        _ = reader.wording("name")
        steps = reader.rules("steps", StepRule.init)
        _ = reader.source()
    }
}

/// A case for which the text has no chain (requirements.md, decision 17).
package struct AbsentChainRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    package let purpose: CasePurpose
    /// The cases meant.
    package let when: ChainScope
    /// Why there is none.
    package let why: Wording
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        purpose = reader.choice("purpose")
        when = ChainScope(reader.child("when"))
        why = reader.wording("why")
        source = reader.source()
    }
}

extension ChainRule {
    /// A step that does not say after which it comes follows the one above it.
    fileprivate mutating func linkSteps() {
        for index in steps.indices.dropFirst() where !steps[index].hasAfter {
            steps[index].after = [steps[index - 1].id]
        }
    }

    fileprivate func overlaps(_ other: ChainRule, in samples: [ChainFacts]) -> Bool {
        purpose == other.purpose
            && samples.contains {
                when.admits($0) && other.when.admits($0)
            }
    }
}

extension ChainFacts {
    /// Every combination of what can decide.
    fileprivate static func all(modes: [String]) -> [ChainFacts] {
        let grounds: [ExitGround?] = [nil] + ExitGround.allCases
        return ([nil] + modes).flatMap { mode in
            Locality.allCases.flatMap { locality in
                grounds.flatMap { ground in
                    [(true, false), (false, false), (false, true)].map { built, sale in
                        ChainFacts(
                            mode: mode, locality: locality, ground: ground, isBuilt: built,
                            isBeforeLandSale: sale)
                    }
                }
            }
        }
    }
}
