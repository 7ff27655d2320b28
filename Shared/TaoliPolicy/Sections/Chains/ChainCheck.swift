import TaoliModels

/// What contradicts in one chain: steps that never open, an effect that hangs on no step.
struct ChainCheck {
    let chain: ChainRule
    let pack: PolicyPack
    let report: PolicyReport

    func run() {
        let ids = chain.steps.map(\.id)
        if Set(ids).count < ids.count {
            wrong(chain.source, "步骤编号重复。", "Two steps have one id.", "每步用自己的编号。", "Rename one.")
        }
        if chain.effect.at.isEmpty, !isRefused(chain.source, "effect") {
            wrong(
                chain.source, "没有写明在哪一步生效。", "It does not say when it takes effect.",
                "在 effect 中写 at。", "Write at: in effect.")
        }
        for step in chain.steps { paper(of: step) }
        order()
        effect()
        for step in chain.steps where step.countsFrom == .effect { counting(step) }
    }

    /// What somebody without an account decided is shown by a paper.
    private func paper(of step: StepRule) {
        guard pack[ActorsSection.self].actor(step.by)?.isOnBehalf == true, step.needs.isEmpty,
            !isRefused(step.source, "needs")
        else { return }
        wrong(
            step.source, "“\(step.by)”不在系统中，却没有要求文件。",
            "'\(step.by)' has no account here, and no paper is asked for.",
            "在 needs 中写出其决定的文件。", "Name the paper that shows its decision in needs.")
    }

    private func isRefused(_ source: RuleSource, _ key: String) -> Bool {
        report.isRefused("\(source.rule).\(key)")
    }

    /// Every step opens after steps above it: so none waits for itself.
    private func order() {
        let ids = Set(chain.steps.map(\.id))
        var above: Set<String> = []
        for step in chain.steps {
            for wanted in step.after where ids.contains(wanted) && !above.contains(wanted) {
                wrong(
                    step.source, "它等待在它之后的“\(wanted)”。",
                    "It waits for '\(wanted)', which is not above it.",
                    "只等待排在前面的步骤。", "Let it wait for steps above it.")
            }
            above.insert(step.id)
        }
    }

    /// The effect is the purpose's, and nothing can refuse what has come about.
    private func effect() {
        let isKnown = !isRefused(chain.source, "purpose") && !isRefused(chain.source, "effect.kind")
        if isKnown, chain.effect.kind != chain.purpose.effect {
            let right = chain.purpose.effect.rawValue
            wrong(
                chain.source, "生效事项与目的不符。", "The effect does not fit the purpose.",
                "应为 \(right)。", "It is \(right).")
        }
        var later: Set<String> = []
        let bringing = Set(chain.effect.at)
        for step in chain.steps where !bringing.contains(step.id) {
            guard step.after.contains(where: { bringing.contains($0) || later.contains($0) })
            else { continue }
            later.insert(step.id)
            if step.refusal == .closes || step.refusal == .drops {
                wrong(
                    step.source, "事项已生效，此步不能再否决。",
                    "It has come about; this step can no longer refuse.", "改用 refusal: records。",
                    "Use refusal: records.")
            }
        }
    }

    /// What counts from the day of effect opens only once that day is known.
    private func counting(_ step: StepRule) {
        guard !isRefused(step.source, "after"), !isRefused(chain.source, "effect") else { return }
        var before = Set(step.after)
        for earlier in chain.steps.reversed() where before.contains(earlier.id) {
            before.formUnion(earlier.after)
        }
        guard !chain.effect.at.allSatisfy({ before.contains($0) }) else { return }
        wrong(
            step.source, "它从生效之日起计期限，却不在生效步骤之后。",
            "Its deadline counts from the day of effect, but it does not come after it.",
            "删去 counts_from，或在 after 中写生效的步骤。",
            "Leave out counts_from, or let it come after the steps of effect.at.")
    }

    private func wrong(
        _ source: RuleSource, _ chinese: String, _ english: String, _ fixChinese: String,
        _ fixEnglish: String
    ) {
        report.problem(
            at: source, Wording(chinese, english), fix: Wording(fixChinese, fixEnglish))
    }
}
