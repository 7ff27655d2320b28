import TaoliModels
package import TaoliPolicy

/// Judges a unit by every standard of its pack: per school or unit, stage and subject.
package struct StandardsCheck: Sendable {
    private let section: EvaluationSection

    /// - Parameter pack: its standards, respondents, samples and margins are used.
    package init(_ pack: PolicyPack) { section = pack[EvaluationSection.self] }

    /// In the order of the pack, then by stage, subject, school.
    package func findings(_ facts: UnitEvidence) -> [PackFinding] {
        section.standards.flatMap { rule -> [PackFinding] in
            switch rule.measure {
            case .passRate, .everyoneSits, .quotaCompleted, .entryRate: cohorts(rule, facts)
            case .betweenSchoolShare: shares(rule, facts)
            case .weakProgress: progress(rule, facts)
            case .satisfaction: satisfaction(rule, facts)
            }
        }
    }

    /// Whether nothing stands in the way.
    package static func isReached(_ findings: [PackFinding]) -> Bool {
        !findings.isEmpty && findings.allSatisfy { !$0.isAgainst }
    }

    /// The stages of a unit that a rule means.
    private func stages(_ rule: StandardRule, _ facts: UnitEvidence) -> [Stage] {
        facts.stages.filter {
            rule.stages.isEmpty ? $0 == .primary || $0 == .junior : rule.stages.contains($0)
        }
    }

    private func found(
        _ rule: StandardRule, _ facts: UnitEvidence, _ finding: StandardFinding,
        school: String? = nil, stage: Stage? = nil, subject: String = "",
        respondent: String? = nil
    ) -> PackFinding {
        let isAgainst: Bool =
            switch finding.verdict {
            case .met, .notApplicable: false
            case .notMet, .noData: true
            case .cannotTell: section.samples.first?.cannotTell != .for
            }
        return PackFinding(
            rule: rule, unit: facts.unit, school: school, stage: stage, subject: subject,
            respondent: respondent, finding: finding, isAgainst: isAgainst)
    }

    /// Something that is not asked of this unit at all, which is not the same as met.
    private func notApplicable(_ rule: StandardRule, _ facts: UnitEvidence, _ why: Wording)
        -> PackFinding
    {
        let bound = rule.bound.map { Threshold(rule.relation, ExactShare($0)).wording }
        return found(
            rule, facts,
            StandardFinding(
                standard: rule.id, clause: rule.source.citation, subject: facts.unit,
                verdict: .notApplicable, figure: nil, interval: nil,
                threshold: bound ?? rule.name, sample: nil, estimator: "none", source: "",
                notes: [why]))
    }

    private static let noStage = Wording("单位没有该学段的学校。", "The unit has no school of that stage.")
}

// MARK: - Whole cohorts

extension StandardsCheck {
    private func cohorts(_ rule: StandardRule, _ facts: UnitEvidence) -> [PackFinding] {
        let stages = stages(rule, facts)
        guard !stages.isEmpty else { return [notApplicable(rule, facts, Self.noStage)] }
        return stages.flatMap { stage in
            subjects(rule, facts, stage).flatMap { subject in
                cohort(rule, facts, stage, subject)
            }
        }
    }

    /// Subjects with a count; one without a name where nothing was reported.
    private func subjects(_ rule: StandardRule, _ facts: UnitEvidence, _ stage: Stage) -> [String] {
        let own = facts.counts.filter { $0.stage == stage && $0.measure == rule.measure }
        let names = Set(own.map(\.subject)).sorted(by: ByteOrder.isBefore)
        return names.isEmpty ? [""] : names
    }

    private func cohort(
        _ rule: StandardRule, _ facts: UnitEvidence, _ stage: Stage, _ subject: String
    ) -> [PackFinding] {
        let schools = facts.schools(stage)
        var findings: [PackFinding] = []
        if rule.subjects.contains(.school) {
            for school in schools {
                let finding = judged(rule, facts, stage, subject, [school], of: school)
                findings.append(
                    found(
                        rule, facts, finding, school: school, stage: stage, subject: subject))
            }
        }
        if rule.subjects.contains(.unit) {
            let finding = judged(rule, facts, stage, subject, schools, of: facts.unit)
            findings.append(found(rule, facts, finding, stage: stage, subject: subject))
        }
        return findings
    }

    /// The schools' counts together against the rule's bound, by whole numbers. A sum that lacks a
    /// school is shown and bears no verdict.
    private func judged(
        _ rule: StandardRule, _ facts: UnitEvidence, _ stage: Stage, _ subject: String,
        _ schools: [String], of name: String
    ) -> StandardFinding {
        let own = facts.counts.filter {
            $0.measure == rule.measure && $0.stage == stage && $0.subject == subject
                && schools.contains($0.school)
        }
        let missing = schools.filter { school in !own.contains { $0.school == school } }
        let rate =
            own.isEmpty
            ? nil
            : Rate(
                count: own.reduce(0) { $0 + $1.rate.count },
                total: own.reduce(0) { $0 + $1.rate.total })
        let standard = Standard(
            name: rule.id, clause: rule.source.citation,
            threshold: Threshold(
                rule.relation, rule.bound.map { ExactShare($0) } ?? ExactShare(0, of: 1)))
        let source = own.first?.source ?? ""
        let finding: StandardFinding
        if let against = rule.against {
            let region = facts.regions.first {
                $0.region == against && $0.stage == stage && $0.subject == subject
                    && $0.measure == rule.measure
            }
            finding = standard.finding(
                cohort: rate, against: region?.rate, subject: name, source: source)
        } else {
            finding = standard.finding(cohort: rate, subject: name, source: source)
        }
        let gap = missing.isEmpty || own.isEmpty ? nil : Verdict.noData
        return finding.under(
            rule,
            notes: lacking(own.isEmpty ? [] : missing)
                + precondition(rule, facts, stage, subject, schools), verdict: gap)
    }

    private func lacking(_ schools: [String]) -> [Wording] {
        guard !schools.isEmpty else { return [] }
        return [
            Wording(
                "缺少学校数据：\(schools.joined(separator: "、"))；不作判断。",
                "Schools without data: \(schools.joined(separator: ", ")); no verdict.")
        ]
    }

    /// Says when the standard that must be met first is not.
    private func precondition(
        _ rule: StandardRule, _ facts: UnitEvidence, _ stage: Stage, _ subject: String,
        _ schools: [String]
    ) -> [Wording] {
        guard let needed = section.standards.first(where: { $0.id == rule.needs }) else {
            return []
        }
        let first = judged(needed, facts, stage, subject, schools, of: "")
        guard first.verdict != .met else { return [] }
        return [
            Wording(
                "前提“\(needed.name.chinese)”：\(first.verdict.wording.chinese)。",
                "Precondition '\(needed.name.english)': \(first.verdict.wording.english).")
        ]
    }
}

// MARK: - Spread, progress, surveys

extension StandardsCheck {
    private func shares(_ rule: StandardRule, _ facts: UnitEvidence) -> [PackFinding] {
        let stages = stages(rule, facts)
        guard !stages.isEmpty else { return [notApplicable(rule, facts, Self.noStage)] }
        let standard = SpreadStandard(
            threshold: Threshold(
                rule.relation, rule.bound.map { ExactShare($0) } ?? ExactShare(0, of: 1)),
            clause: rule.source.citation)
        return stages.flatMap { stage -> [PackFinding] in
            let named = Set(
                facts.published.filter { $0.stage == stage }.map(\.subject)
                    + facts.counts.filter { $0.stage == stage && $0.measure == .passRate }
                    .map(\.subject))
            let subjects = named.isEmpty ? [""] : named.sorted(by: ByteOrder.isBefore)
            return subjects.map { subject in
                let own = facts.published.first { $0.stage == stage && $0.subject == subject }
                let finding = standard.finding(
                    published: own?.figure, schoolCount: facts.schools(stage).count,
                    subject: facts.unit, source: own?.source ?? "")
                return found(rule, facts, finding.under(rule), stage: stage, subject: subject)
            }
        }
    }

    private func progress(_ rule: StandardRule, _ facts: UnitEvidence) -> [PackFinding] {
        let meant = stages(rule, facts)
        let weak = facts.members.filter { $0.isWeak && meant.contains($0.stage) }
            .sorted { ($0.stage, $0.school) < ($1.stage, $1.school) }
        guard !weak.isEmpty else {
            let why = Wording("单位没有认定的相对薄弱学校。", "No school of the unit is called weak.")
            return [notApplicable(rule, facts, why)]
        }
        let standard = WeakSchoolProgress(margin: section.margins.first?.value.value ?? 0)
        return weak.flatMap { member -> [PackFinding] in
            let rows = facts.progress.filter {
                $0.school == member.school && $0.stage == member.stage
            }
            let subjects = Set(rows.map(\.subject)).sorted(by: ByteOrder.isBefore)
            return (subjects.isEmpty ? [""] : subjects).map { subject in
                let row = rows.first { $0.subject == subject }
                let finding = standard.finding(
                    school: member.school, valueAdded: row?.valueAdded, gap: row?.gap,
                    source: row?.source ?? "")
                return found(
                    rule, facts, finding.under(rule), school: member.school, stage: member.stage,
                    subject: subject)
            }
        }
    }

    /// Each kind of respondent apart: parents by roll, teachers by staff. Answers that say nothing of
    /// a school are shown and bear no verdict, as a sum that lacks a school.
    private func satisfaction(_ rule: StandardRule, _ facts: UnitEvidence) -> [PackFinding] {
        guard let sample = section.samples.first, let bound = rule.bound else { return [] }
        let standard = Standard(
            name: rule.id, clause: rule.source.citation,
            threshold: Threshold(rule.relation, ExactShare(bound)))
        let minimum = SampleMinimum(answers: sample.answers, share: .percent(sample.percent))
        return section.respondents.map { respondent in
            let own = facts.surveys.filter { $0.respondent == respondent.id }
            let silent = Set(facts.members.map(\.school))
                .filter { school in
                    !own.contains { $0.school == school && $0.answers.answered > 0 }
                }
                .sorted(by: ByteOrder.isBefore)
            let survey = own.isEmpty ? nil : Satisfaction(own.map(\.answers))
            let finding = standard.finding(
                survey: survey, minimum: minimum, subject: facts.unit,
                source: own.first?.source ?? "")
            let notes =
                silent.isEmpty || own.isEmpty
                ? []
                : [
                    Wording(
                        "没有应答的学校：\(silent.joined(separator: "、"))；不作判断。",
                        "Schools without answers: \(silent.joined(separator: ", ")); no verdict.")
                ]
            return found(
                rule, facts,
                finding.under(rule, notes: notes, verdict: notes.isEmpty ? nil : .noData),
                respondent: respondent.id)
        }
    }
}
