import TaoliModels

extension RotationSection {
    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        checkKinds(report)
        checkNames(pack[UnitsSection.self].modes.map(\.id), report)
        let categories = pack[UnitsSection.self].categories.map(\.id)
        for rule in allowances {
            for (category, key) in [(rule.home, "home"), (rule.receiving, "receiving")] {
                report.expect(
                    category, in: categories, of: "units.categories", at: rule.source, key)
            }
        }
    }

    package func check(in pack: PolicyPack, _ report: PolicyReport) {
        guard report.couldRead(Self.key) else { return }
        checkOnce(report)
        checkLimits(report)
        checkDispatches(report)
        checkArrangements(report)
    }

    /// A kind is arranged by one rule.
    private func checkArrangements(_ report: PolicyReport) {
        var seen: Set<PlacementKind> = []
        for rule in arrangements
        where rule.kinds.contains(where: { !seen.insert($0).inserted }) {
            report.twice(rule.source)
        }
    }

    /// One measure has one bound, and a plan one rule of teams.
    private func checkOnce(_ report: PolicyReport) {
        for (place, share) in shares.enumerated()
        where shares[..<place].contains(where: { $0.measure == share.measure }) {
            report.twice(share.source)
        }
        for rule in teams.dropFirst() { report.twice(rule.source) }
        for rule in smallSchools.dropFirst() { report.twice(rule.source) }
    }

    /// A plan needs every limit; a pack without shares plans nothing and has none.
    private func checkLimits(_ report: PolicyReport) {
        guard let first = shares.first?.source ?? limits.first?.source else { return }
        guard !shares.isEmpty else {
            return report.problem(
                at: first, Wording("有限值而没有比例。", "There are limits but no shares."),
                fix: Wording("写 shares，或删去 limits。", "Write shares, or leave limits out."))
        }
        let given = Set(limits.map(\.limit))
        let missing = PlanLimit.allCases.filter { !given.contains($0) }.map(\.rawValue)
        guard missing.isEmpty else {
            let names = missing.joined(separator: ", ")
            return report.problem(
                at: first, Wording("缺少限值：\(names)。", "These limits are missing: \(names)."),
                fix: Wording("在 limits 中补上。", "Add them to limits."))
        }
    }

    private func checkNames(_ modes: [String], _ report: PolicyReport) {
        func expect(
            _ names: [String], _ defined: [String], _ list: String, _ source: RuleSource,
            _ key: String
        ) {
            for name in names { report.expect(name, in: defined, of: list, at: source, key) }
        }
        for kind in kinds {
            expect(kind.toward, shares.map(\.id), "rotation.shares", kind.source, "toward")
        }
        for rule in dispatches { expect(rule.modes, modes, "units.modes", rule.source, "modes") }
        for rule in employment {
            expect(rule.modes, modes, "units.modes", rule.source, "modes")
            expect(rule.posts, posts.map(\.id), "rotation.posts", rule.source, "posts")
        }
        for rule in priorities {
            expect(
                [rule.subjects], subjectLists.map(\.id), "rotation.subject_lists", rule.source,
                "subjects")
        }
        for rule in duties {
            expect(rule.tasks, tasks.map(\.id), "rotation.tasks", rule.source, "tasks")
        }
    }

    /// Every kind of placement that a rule names is a kind of the pack.
    private func checkKinds(_ report: PolicyReport) {
        let known = kinds.map(\.kind)
        func expect(_ kinds: [PlacementKind], _ source: RuleSource, _ key: String) {
            for kind in kinds {
                report.expect(kind, in: known, of: "rotation.kinds", at: source, key)
            }
        }
        for rule in kinds { expect(rule.countsAs.map { [$0] } ?? [], rule.source, "counts_as") }
        for rule in stays { expect(rule.kinds, rule.source, "kinds") }
        for rule in dispatches { expect([rule.kind], rule.source, "kind") }
        for rule in posts { expect([rule.kind], rule.source, "kind") }
        for rule in counterFlows {
            expect([rule.answers], rule.source, "answers")
            expect([rule.kind], rule.source, "kind")
        }
        for rule in arrangements { expect(rule.kinds, rule.source, "kinds") }
        for rule in allowances { expect(rule.kinds, rule.source, "kinds") }
        for rule in appraisers { expect(rule.kinds, rule.source, "kinds") }
        for rule in duties { expect(rule.kinds, rule.source, "kinds") }
    }

    /// The seats of a team must fit into it.
    private func checkDispatches(_ report: PolicyReport) {
        for rule in dispatches {
            let own = posts.filter { $0.kind == rule.kind }
            let least = own.reduce(0) { $0 + $1.seats.lowerBound }
            let most = own.reduce(0) { $0 + $1.seats.upperBound }
            guard least > rule.size.upperBound || most < rule.size.lowerBound else { continue }
            report.problem(
                at: rule.source,
                Wording(
                    "各岗位合计 \(least) 至 \(most) 人，与团队人数不符。",
                    "The posts have \(least) to \(most) seats, which no such team can fill."),
                fix: Wording("请改 size 或 seats。", "Change size or seats."))
        }
    }
}

extension PolicyReport {
    /// Notes that a rule may stand only once.
    fileprivate func twice(_ source: RuleSource) {
        problem(
            at: source, Wording("同类规则只能有一条。", "There can be only one rule of this kind."),
            fix: Wording("请删去其中一条。", "Leave one of them out."))
    }
}
