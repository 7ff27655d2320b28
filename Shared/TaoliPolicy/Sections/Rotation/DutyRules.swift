package import TaoliModels

/// Subjects under one name.
package struct SubjectListRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// By registry's codes; packs that were bound before may hold the short ones.
    package let subjects: [TeachingSubject]
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        let codes = reader.texts("subjects")
        let known = codes.map { (code: $0, subject: TeachingSubject.named(inFile: $0)) }
        subjects = known.compactMap(\.subject)
        source = reader.source()
        for code in known where code.subject == nil {
            let names = TeachingSubject.allCases.map(\.rawValue)
            let near = NearestName.nearest(to: code.code, in: names)
            let list = near ?? names.joined(separator: ", ")
            reader.problem(
                "subjects",
                Wording("没有学科“\(code.code)”。", "There is no subject '\(code.code)'."),
                fix: Wording("是否为：\(list)？", "Is this meant: \(list)?"))
        }
        if codes.isEmpty {
            reader.problem(
                nil, showing: ["subjects"], Wording("学科为空。", "There are no subjects."),
                fix: Wording(
                    "写 subjects: [mathematics, …]。", "Write subjects: [mathematics, …]."))
        }
    }
}

/// Subjects whose posts come first at a receiving school (SH-3: 重点覆盖计分科目).
package struct SubjectPriorityRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The stage of the receiving schools.
    package let stage: Stage
    /// A list of subjects.
    package let subjects: String
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        stage = reader.choice("stage")
        subjects = reader.text("subjects")
        source = reader.source()
    }
}

/// What somebody from a weak school takes up after coming back (SH-4).
package struct ReturnDutyRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The placements that open it.
    package let kinds: [PlacementKind]
    /// The grade that opens it, or a better one.
    package let gradeAtLeast: AppraisalGrade
    /// What is taken up.
    package let tasks: [String]
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        kinds = reader.choices("kinds")
        gradeAtLeast = reader.choice("grade_at_least")
        tasks = reader.texts("tasks")
        source = reader.source()
    }
}

/// The grades of a yearly appraisal, from the best.
package enum AppraisalGrade: String, CaseIterable, Sendable {
    /// 优秀
    case excellent
    /// 良好
    case good
    /// 合格
    case pass
    /// 不合格
    case fail

    /// Whether this grade is the other or a better one.
    package func isAtLeast(_ other: AppraisalGrade) -> Bool {
        let all = AppraisalGrade.allCases
        return (all.firstIndex(of: self) ?? all.count) <= (all.firstIndex(of: other) ?? 0)
    }
}
