package import TaoliModels
package import TaoliPolicy

/// Whether a cycle can use what is recorded: the right kind, of a subject that is assessed, with
/// numbers that can be.
package struct CycleInputCheck: Sendable {
    private let cycle: Cycle
    private let section: EvaluationSection
    private let groups: Set<GroupID>
    private let schools: [SchoolID: Set<Stage>]

    /// - Parameter pack: the one with which the cycle began.
    package init(_ cycle: Cycle, _ pack: PolicyPack) {
        self.cycle = cycle
        section = pack[EvaluationSection.self]
        groups = Set(cycle.groups)
        schools = Dictionary(cycle.members.map { ($0.school, Set($0.stages)) }) { $0.union($1) }
    }

    /// - Throws: the first row's refusal, naming its number.
    package func check(_ inputs: [CycleInput]) throws(Refusal) {
        var seen: Set<CycleInput.Key> = []
        for (row, input) in inputs.enumerated() {
            let refusals = InputRefusals(row: row)
            guard seen.insert(input.key).inserted else { throw refusals.twice }
            guard Self.used(cycle.kind).contains(input.key.what) else {
                throw refusals.notOfThisKind(input.key.what, cycle.kind)
            }
            try check(input, refusals)
        }
    }

    private static func used(_ kind: CycleKind) -> Set<CycleInput.What> {
        switch kind {
        case .standards: [.count, .region, .published, .satisfaction, .progress, .weak]
        case .levels: [.level]
        case .tree: [.score, .veto]
        }
    }

    private func check(_ input: CycleInput, _ refusals: InputRefusals) throws(Refusal) {
        switch input.key.what {
        case .count:
            try checkSchool(input.key, refusals)
            try checkMeasure(input.key.item, refusals)
            try checkRate(input.values, refusals)
        case .region:
            try checkRegion(input.key, refusals)
            try checkRate(input.values, refusals)
        case .published: try checkPublished(input, refusals)
        case .satisfaction: try checkSatisfaction(input, refusals)
        case .progress: try checkProgress(input, refusals)
        case .weak: try checkSchool(input.key, refusals)
        case .score, .veto: try checkTree(input, refusals)
        case .level: try checkLevel(input, refusals)
        case .resource: throw refusals.notOfThisKind(.resource, cycle.kind)
        }
    }

    private func checkSchool(
        _ key: CycleInput.Key, _ refusals: InputRefusals, needsStage: Bool = true
    ) throws(Refusal) {
        guard let school = key.school, let stages = schools[school] else {
            throw refusals.noSchool
        }
        guard needsStage else { return }
        guard let stage = key.stage, stages.contains(stage) else { throw refusals.stage }
    }

    private func checkMeasure(_ item: String, _ refusals: InputRefusals) throws(Refusal) {
        let known = Self.measures.map(\.rawValue)
        guard known.contains(item) else { throw refusals.item(item, known) }
    }

    private func checkRegion(_ key: CycleInput.Key, _ refusals: InputRefusals) throws(Refusal) {
        let known = StandardRule.Region.allCases.flatMap { region in
            Self.measures.map { "\(region.rawValue)/\($0.rawValue)" }
        }
        guard known.contains(key.item) else { throw refusals.item(key.item, known) }
        guard key.stage != nil else { throw refusals.stage }
    }

    private func checkRate(_ values: [Double], _ refusals: InputRefusals) throws(Refusal) {
        guard values.count == 2, let count = Self.whole(values[0]),
            let total = Self.whole(values[1]), count <= total
        else {
            throw refusals.values(Wording("要写人数和总人数", "how many, of how many"))
        }
    }

    private func checkPublished(_ input: CycleInput, _ refusals: InputRefusals) throws(Refusal) {
        guard let group = input.key.group, groups.contains(group) else { throw refusals.noGroup }
        guard input.key.stage != nil else { throw refusals.stage }
        guard input.values.count == 1, (-1...1).contains(input.values[0]) else {
            throw refusals.values(Wording("差异率是一个不超过 1 的数", "one number, at most 1"))
        }
    }

    private func checkSatisfaction(
        _ input: CycleInput, _ refusals: InputRefusals
    ) throws(Refusal) {
        try checkSchool(input.key, refusals, needsStage: false)
        if let group = input.key.group, !groups.contains(group) { throw refusals.noGroup }
        let known = section.respondents.map(\.id)
        guard known.contains(input.key.item) else { throw refusals.item(input.key.item, known) }
        let counts = input.values.compactMap(Self.whole)
        guard input.values.count == 3, counts.count == 3, counts[2] <= counts[1],
            counts[1] <= counts[0]
        else {
            throw refusals.values(
                Wording("依次写应答、实答、满意人数", "the roll, those who answered, the satisfied"))
        }
    }

    private func checkProgress(_ input: CycleInput, _ refusals: InputRefusals) throws(Refusal) {
        try checkSchool(input.key, refusals)
        let values = input.values
        let isMeasured = values.count == 3 || values.count == 5
        guard [2, 3, 5].contains(values.count), values.allSatisfy(\.isFinite),
            !isMeasured || (values[1] > 0 && Self.whole(values[2]) != nil)
        else {
            throw refusals.values(
                Wording(
                    "写增值、标准误、人数，或去年和今年的差距，或五个都写",
                    "value added, its standard error and students; or the gaps before and now; or all"
                ))
        }
    }

    private func checkLevel(_ input: CycleInput, _ refusals: InputRefusals) throws(Refusal) {
        guard let group = input.key.group, let school = input.key.school,
            let member = cycle.member(CycleSubject(group: group, school: school))
        else { throw refusals.noSchool }
        guard !member.leads else { throw refusals.lead }
        let known = section.levels.map(\.id)
        guard known.contains(input.level) else { throw refusals.item(input.level, known) }
        guard !input.evidence.isEmpty else { throw refusals.evidence }
    }

    static let measures: [StandardRule.Measure] = [
        .passRate, .everyoneSits, .quotaCompleted, .entryRate,
    ]

    /// A count, or `nil` for anything else.
    static func whole(_ value: Double) -> Int? {
        guard value.isFinite, value >= 0, value <= Double(EvaluationLimits.countMax),
            value == value.rounded()
        else { return nil }
        return Int(value)
    }
}

// MARK: - Trees

extension CycleInputCheck {
    private func checkTree(_ input: CycleInput, _ refusals: InputRefusals) throws(Refusal) {
        guard let rule = section.trees.first(where: { $0.id == cycle.kind.tree }) else { return }
        guard let group = input.key.group, groups.contains(group) else { throw refusals.noGroup }
        let subject = CycleSubject(group: group, school: input.key.school)
        guard CycleSubjects(cycle).subjects(of: rule.subject).contains(subject) else {
            throw refusals.noSchool
        }
        if input.key.what == .veto {
            let known = section.vetoes.filter { $0.tree == rule.id }.map(\.id)
            guard known.contains(input.key.item) else {
                throw refusals.item(input.key.item, known)
            }
            guard input.values == [0] || input.values == [1] else {
                throw refusals.values(Wording("发生写 1，没有写 0", "1 where it happened, 0 where not"))
            }
            return
        }
        let leaves = leaves(below: rule.id)
        guard let leaf = leaves.first(where: { $0.id == input.key.item }), let scale = leaf.scale
        else { throw refusals.item(input.key.item, leaves.map(\.id)) }
        if case .panel(let full) = scale {
            guard (1...EvaluationLimits.panelMax).contains(input.values.count),
                input.values.allSatisfy({ (0...full.value).contains($0) })
            else {
                throw refusals.values(
                    Wording(
                        "评委打分在 0 到 \(full.value) 之间，最多 \(EvaluationLimits.panelMax) 位",
                        "scores of 0 to \(full.value), of at most \(EvaluationLimits.panelMax)"))
            }
        } else if input.values.count != 1 || !input.values[0].isFinite {
            throw refusals.values(Wording("按数据计算的指标写一个数", "one number for what is measured"))
        }
    }

    private func leaves(below parent: String) -> [IndicatorRule] {
        section.indicators.filter { $0.parent == parent }.flatMap { rule in
            rule.scale == nil ? leaves(below: rule.id) : [rule]
        }
    }
}

/// Who is assessed in a cycle.
package struct CycleSubjects: Sendable {
    private let cycle: Cycle

    package init(_ cycle: Cycle) { self.cycle = cycle }

    /// In the order of the cycle's members. A principal's and a team's assessment is their unit's.
    package func subjects(of kind: EvaluationSubject) -> [CycleSubject] {
        switch kind {
        case .unit, .project, .managementTeam, .district:
            cycle.groups.map { CycleSubject(group: $0) }
        case .lead: schools { $0.leads }
        case .member: schools { !$0.leads }
        case .school, .principal: schools { _ in true }
        }
    }

    private func schools(_ isMeant: (CycleMember) -> Bool) -> [CycleSubject] {
        cycle.members.filter(isMeant).map { CycleSubject(group: $0.group, school: $0.school) }
    }
}
