import TaoliModels
package import TaoliPolicy

/// What surveys say of those whom a tree assesses, as scores of the leaves that are measured by
/// `satisfaction_` and a kind of respondent (JD-6).
package struct SurveyScores: Sendable {
    private struct Leaf {
        let id: String
        let respondent: String
    }

    private let cycle: Cycle
    private let subject: EvaluationSubject
    private let leaves: [Leaf]
    /// `nil` where the pack names none: then nobody's answers are a score.
    private let minimum: SampleMinimum?

    /// - Parameters:
    ///   - pack: its respondents and its least sample are used.
    ///   - tree: the one that the cycle assesses by.
    package init(_ cycle: Cycle, _ pack: PolicyPack, _ tree: PackTree) {
        let section = pack[EvaluationSection.self]
        self.cycle = cycle
        subject = tree.rule.subject
        leaves = section.indicators.filter { tree.indicators[$0.id] != nil }.flatMap { rule in
            section.respondents.filter { rule.figure == "satisfaction_\($0.id)" }
                .map { Leaf(id: rule.id, respondent: $0.id) }
        }
        minimum = section.samples.first.map {
            SampleMinimum(answers: $0.answers, share: .percent($0.percent))
        }
    }

    /// Whether surveys matter to the tree at all.
    package var areAsked: Bool { !leaves.isEmpty && minimum != nil }

    /// - Parameter answers: counts of a group's school and a kind of respondent each, as surveys
    ///   give them.
    /// - Returns: one score of each subject and leaf of which enough people answered at each of its
    ///   schools; none where all are of one mind, which would tell of each of them.
    package func inputs(_ answers: [CycleInput]) -> [CycleInput] {
        let subjects = CycleSubjects(cycle).subjects(of: subject)
        let ofSchools = subjects.first?.school != nil
        let told = Dictionary(grouping: answers.filter { $0.values[1] > 0 }, by: \.key.item)
            .mapValues { rows in
                Dictionary(grouping: rows) { row in
                    CycleSubject(
                        group: row.key.group ?? cycle.members[0].group,
                        school: ofSchools ? row.key.school : nil)
                }
            }
        let schools = Dictionary(grouping: cycle.members) { member in
            CycleSubject(group: member.group, school: ofSchools ? member.school : nil)
        }.mapValues { Set($0.map(\.school)) }
        return subjects.flatMap { subject in
            leaves.compactMap { leaf -> CycleInput? in
                let rows = told[leaf.respondent]?[subject] ?? []
                guard schools[subject] == Set(rows.compactMap(\.key.school)) else { return nil }
                return score(subject, leaf, rows)
            }
        }
    }

    private func score(_ subject: CycleSubject, _ leaf: Leaf, _ rows: [CycleInput]) -> CycleInput? {
        let counts = rows.map { $0.values.map { Int($0) } }
        let survey = Satisfaction(
            counts.map { Satisfaction.School(roll: $0[0], answered: $0[1], satisfied: $0[2]) })
        guard let share = survey.share,
            counts.allSatisfy({ $0[1] >= Int(SurveyCount.shownMin) }),
            minimum?.isReached(Rate(count: survey.answered, total: survey.roll)) == true,
            (1..<survey.answered).contains(counts.reduce(0) { $0 + $1[2] })
        else { return nil }
        return CycleInput(
            CycleInput.Key(
                what: .score, group: subject.group, school: subject.school, item: leaf.id),
            values: [share], source: rows.first?.source ?? "")
    }
}
