import TaoliModels
import TaoliPolicy

/// Each group by every standard of the pack, and whether nothing stands in the way; beside it what its
/// schools and the district have of each resource that the pack names.
struct StandardsJudging {
    private let cycle: Cycle
    private let pack: PolicyPack
    private let names: [(id: String, name: String)]

    init(_ cycle: Cycle, _ pack: PolicyPack) {
        self.cycle = cycle
        self.pack = pack
        names =
            cycle.members.map { ("\($0.school)", $0.schoolName) }
            + cycle.members.map { ("\($0.group)", $0.groupName) }
    }

    func results(_ inputs: [CycleInput]) -> [CycleResult] {
        let check = StandardsCheck(pack)
        let resources = ResourceJudging(cycle, pack, inputs)
        return cycle.groups.flatMap { group in
            let findings = check.findings(evidence(group, inputs))
            return [whole(group, findings)] + findings.map { result($0, of: group) }
                + resources.results(of: group)
        }
    }

    private func whole(_ group: GroupID, _ findings: [PackFinding]) -> CycleResult {
        let isReached = StandardsCheck.isReached(findings)
        let against = findings.count { $0.isAgainst }
        return CycleResult(
            subject: CycleSubject(group: group), item: "standards",
            name: Wording("各项标准", "all standards"),
            verdict: (isReached ? Verdict.met : .notMet).rawValue,
            figure: "\(findings.count - against)", threshold: Wording("全部达到", "nothing against"),
            sample: Rate(count: findings.count - against, total: findings.count),
            estimator: "count", clause: cycle.clause, isAgainst: !isReached, isWhole: true)
    }

    private func result(_ found: PackFinding, of group: GroupID) -> CycleResult {
        let finding = found.finding
        let notes =
            finding.notes.isEmpty
            ? nil
            : Wording(
                named(finding.notes.map(\.chinese).joined()),
                named(finding.notes.map(\.english).joined(separator: " ")))
        return CycleResult(
            subject: CycleSubject(group: group, school: found.school.flatMap { SchoolID($0) }),
            stage: found.stage, course: found.subject, respondent: found.respondent ?? "",
            item: found.rule.id, name: found.rule.name, verdict: finding.verdict.rawValue,
            figure: finding.figure.map { "\($0)" } ?? "", interval: finding.interval,
            threshold: finding.threshold, sample: finding.sample, estimator: finding.estimator,
            source: finding.source, clause: finding.clause, notes: notes,
            isAgainst: found.isAgainst)
    }

    /// Ids become the names of that day, for people.
    private func named(_ text: String) -> String {
        names.reduce(text) { text, pair in
            pair.name.isEmpty ? text : text.replacing(pair.id, with: pair.name)
        }
    }
}

// MARK: - Inputs as evidence

extension StandardsJudging {
    private func evidence(_ group: GroupID, _ inputs: [CycleInput]) -> UnitEvidence {
        let unit = "\(group)"
        let weak = Set(
            inputs.filter { $0.key.what == .weak }.map {
                "\(text($0.key.school)) \($0.key.stage?.rawValue ?? "")"
            })
        let members = cycle.members.filter { $0.group == group }.flatMap { member in
            member.stages.map { stage in
                DatedMember(
                    unit: unit, school: "\(member.school)", stage: stage,
                    isWeak: weak.contains("\(member.school) \(stage.rawValue)"),
                    validity: Validity(from: cycle.membersOn))
            }
        }
        return UnitEvidence(
            unit: unit, on: cycle.membersOn, members: members,
            counts: inputs.compactMap(count), regions: inputs.compactMap(region),
            published: inputs.compactMap(published), surveys: surveys(group, inputs),
            progress: inputs.compactMap(progress))
    }

    private func text(_ school: SchoolID?) -> String { school.map { "\($0)" } ?? "" }

    private func rate(_ input: CycleInput) -> Rate {
        Rate(count: Int(input.values[0]), total: Int(input.values[1]))
    }

    private func count(_ input: CycleInput) -> SchoolCount? {
        guard input.key.what == .count, let stage = input.key.stage,
            let measure = StandardRule.Measure(rawValue: input.key.item)
        else { return nil }
        return SchoolCount(
            school: text(input.key.school), stage: stage, subject: input.key.subject,
            measure: measure, rate: rate(input), source: input.source)
    }

    private func region(_ input: CycleInput) -> RegionCount? {
        let parts = input.key.item.split(separator: "/").map(String.init)
        guard input.key.what == .region, let stage = input.key.stage, parts.count == 2,
            let region = StandardRule.Region(rawValue: parts[0]),
            let measure = StandardRule.Measure(rawValue: parts[1])
        else { return nil }
        return RegionCount(
            region: region, stage: stage, subject: input.key.subject, measure: measure,
            rate: rate(input))
    }

    private func published(_ input: CycleInput) -> PublishedFigure? {
        guard input.key.what == .published, let stage = input.key.stage,
            let group = input.key.group
        else { return nil }
        return PublishedFigure(
            unit: "\(group)", stage: stage, subject: input.key.subject, figure: input.values[0],
            source: input.source)
    }

    /// Answers about the group; what was recorded without a group counts where there are none.
    private func surveys(_ group: GroupID, _ inputs: [CycleInput]) -> [SurveyAnswer] {
        let answers = inputs.filter { $0.key.what == .satisfaction }
        let own = answers.filter { $0.key.group == group }
        let told = Set(own.map(\.key.ofAnyGroup))
        return (own + answers.filter { $0.key.group == nil && !told.contains($0.key) }).map(survey)
    }

    private func survey(_ input: CycleInput) -> SurveyAnswer {
        let counts = input.values.map { Int($0) }
        return SurveyAnswer(
            school: text(input.key.school), respondent: input.key.item,
            answers: Satisfaction.School(
                roll: counts[0], answered: counts[1], satisfied: counts[2]),
            source: input.source)
    }

    private func progress(_ input: CycleInput) -> SchoolProgress? {
        guard input.key.what == .progress, let stage = input.key.stage else { return nil }
        let values = input.values
        let gaps = values.count == 2 ? values : values.count == 5 ? Array(values[3...]) : []
        return SchoolProgress(
            school: text(input.key.school), stage: stage, subject: input.key.subject,
            valueAdded: values.count >= 3
                ? ValueAdded(
                    unit: 0, size: Int(values[2]), estimate: values[0], standardError: values[1],
                    reliability: 0) : nil,
            gap: gaps.isEmpty ? nil : WeakSchoolProgress.Gap(before: gaps[0], now: gaps[1]),
            source: input.source)
    }
}
