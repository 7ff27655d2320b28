package import TaoliModels
package import TaoliPolicy

/// Finds needs that put another subject before one that comes first by the pack (SH-3: 流入相对薄弱初中
/// 学校的教师应重点覆盖计分科目). Weights are the bureau's to set: they are told, never changed.
package struct SubjectPriorityCheck: Sendable {
    private let section: RotationSection

    /// A need of a subject that comes first, though another subject weighs more.
    package struct Finding: Hashable, Sendable {
        /// Code of the receiving school.
        package let school: String
        /// The subject that comes first.
        package let subject: String
        /// Its weight.
        package let weight: Int
        /// The subject that weighs more.
        package let other: String
        /// Its weight.
        package let otherWeight: Int
        package let source: RuleSource
    }

    /// - Parameter pack: its priorities and lists of subjects are used.
    package init(_ pack: PolicyPack) { section = pack[RotationSection.self] }

    /// In the order of the schools; of each subject that comes first the weightiest rival.
    package func findings(_ instance: PlanInstance) -> [Finding] {
        section.priorities.flatMap { rule -> [Finding] in
            let first = Set(
                section.subjectLists.first { $0.id == rule.subjects }?.subjects ?? [])
            return instance.schools.indices
                .filter { instance.schools[$0].stage == rule.stage }
                .flatMap { findings(instance, $0, first, rule.source) }
        }
    }

    private func findings(
        _ instance: PlanInstance, _ school: Int, _ first: Set<TeachingSubject>, _ source: RuleSource
    ) -> [Finding] {
        let needs = instance.needs[school]
        func comesFirst(_ code: String) -> Bool {
            TeachingSubject.named(inFile: code).map(first.contains) ?? false
        }
        let others = needs.filter { !comesFirst(instance.subjects[$0.subject]) }
        guard let rival = others.max(by: { $0.weight < $1.weight }) else { return [] }
        return needs.compactMap { need in
            let subject = instance.subjects[need.subject]
            guard comesFirst(subject), need.weight < rival.weight else { return nil }
            return Finding(
                school: instance.schools[school].code, subject: subject, weight: need.weight,
                other: instance.subjects[rival.subject], otherWeight: rival.weight, source: source)
        }
    }
}

extension SubjectPriorityCheck.Finding {
    /// The sentence for people.
    package var text: Wording {
        Wording(
            "\(school)：\(subject) 权重 \(weight) 低于 \(other) 的 \(otherWeight)，而该学科应优先（\(source.citation)）。",
            "\(school): \(subject) weighs \(weight), less than \(other) with \(otherWeight), though "
                + "it comes first (\(source.citation)).")
    }
}
