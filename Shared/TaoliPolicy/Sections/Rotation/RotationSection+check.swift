import TaoliModels

extension RotationSection {
    package func check(in pack: PolicyPack, _ report: PolicyReport) {
        checkOnce(report)
        checkLimits(report)
        checkNames(pack[UnitsSection.self].modes.map(\.id), report)
        checkDispatches(report)
        checkArrangements(report)
        for rule in allowances {
            for category in [rule.home, rule.receiving] {
                report.expect(
                    category, in: pack[UnitsSection.self].categories.map(\.id), at: rule.source)
            }
        }
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
        let known = kinds.map(\.kind.rawValue)
        for (named, source) in namedKinds {
            named.forEach { report.expect($0.rawValue, in: known, at: source) }
        }
        for kind in kinds {
            kind.toward.forEach { report.expect($0, in: shares.map(\.id), at: kind.source) }
        }
        for rule in dispatches {
            rule.modes.forEach { report.expect($0, in: modes, at: rule.source) }
        }
        for rule in employment {
            rule.modes.forEach { report.expect($0, in: modes, at: rule.source) }
            rule.posts.forEach { report.expect($0, in: posts.map(\.id), at: rule.source) }
        }
        for rule in priorities {
            report.expect(rule.subjects, in: subjectLists.map(\.id), at: rule.source)
        }
        for rule in duties {
            rule.tasks.forEach { report.expect($0, in: tasks.map(\.id), at: rule.source) }
        }
    }

    /// Every rule that names kinds of placement.
    private var namedKinds: [([PlacementKind], RuleSource)] {
        var named = kinds.map { ($0.countsAs.map { [$0] } ?? [], $0.source) }
        named += stays.map { ($0.kinds, $0.source) }
        named += dispatches.map { ([$0.kind], $0.source) }
        named += posts.map { ([$0.kind], $0.source) }
        named += counterFlows.map { ([$0.answers, $0.kind], $0.source) }
        named += arrangements.map { ($0.kinds, $0.source) }
        named += allowances.map { ($0.kinds, $0.source) }
        named += appraisers.map { ($0.kinds, $0.source) }
        return named + duties.map { ($0.kinds, $0.source) }
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
