package import TaoliModels

/// A standard (SH-11): what is asked of whose figure, with its boundary as the clause words it.
package struct StandardRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    package let measure: Measure
    /// Of whom it is asked: the unit, each of its schools, or both.
    package let subjects: [EvaluationSubject]
    /// The stages meant; empty: all.
    package let stages: [Stage]
    /// How the figure must stand to its bound; `nil` for weak schools' progress.
    package let relation: Relation?
    /// The bound; `nil` where a region or a margin is.
    package let bound: ExactFraction?
    /// The region whose own figure is the bound.
    package let against: Region?
    /// The standard that must be met before this one says anything.
    package let needs: String?
    /// The official input it rests on.
    package let input: String?
    package let source: RuleSource

    /// What is looked at.
    package enum Measure: String, CaseIterable, Sendable {
        /// Passed of those who should sit.
        case passRate = "pass_rate"
        /// Sat, or absent with cause, of those who should sit (应考尽考).
        case everyoneSits = "everyone_sits"
        /// Places filled of places planned (名额分配到校).
        case quotaCompleted = "quota_completed"
        /// Entered a good senior school of those who left.
        case entryRate = "entry_rate"
        /// Between-school share (校际差异率), as the monitoring publishes it.
        case betweenSchoolShare = "between_school_share"
        /// Progress of each weak school.
        case weakProgress = "weak_progress"
        /// Satisfied of those who answered, each kind of respondent apart.
        case satisfaction
    }

    /// How a figure must stand to the bound.
    package enum Relation: String, CaseIterable, Sendable {
        /// 低于
        case below
        /// 不高于
        case atMost = "at_most"
        /// 不低于、达到
        case atLeast = "at_least"
        /// 高于
        case above
    }

    /// Whose figure is the bound (requirements.md, decision 6).
    package enum Region: String, CaseIterable, Sendable {
        /// The unit's district.
        case district
        /// The whole city.
        case city
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        measure = reader.choice("measure")
        subjects = reader.choices("of")
        stages = reader.choices("stages")
        relation = reader.optionalChoice("relation")
        bound = reader.optionalFraction("bound")
        against = reader.optionalChoice("against")
        needs = reader.optionalText("needs")
        input = reader.optionalText("input")
        source = reader.source()
        checkBound(reader)
    }

    private func checkBound(_ reader: PolicyReader) {
        // What stands there counts, so that a word misspelt is told once.
        let bounds = ["bound", "against"].count(where: reader.has)
        let isFree = measure == .weakProgress
        if bounds != (isFree ? 0 : 1) || reader.has("relation") == isFree {
            reader.problem(
                nil, showing: ["measure", "relation", "bound", "against"],
                Wording("标准要写且只写一个界限。", "A standard has one relation and one bound."),
                fix: Wording(
                    "写 relation，以及 bound 或 against 之一；weak_progress 都不写。",
                    "Write relation with bound or against; neither with weak_progress."))
        }
        if subjects.isEmpty || subjects.contains(where: { $0 != .unit && $0 != .school }) {
            reader.problem(
                "of", showing: ["of"],
                Wording("标准的对象应为 unit 或 school。", "A standard is asked of unit or school."),
                fix: Wording("写 of: [unit]、[school] 或两者。", "Write of: [unit], [school] or both."))
        }
    }
}

/// What a survey must have before it bears a verdict.
package struct SampleRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// So many answers at least.
    package let answers: Int
    /// Whole percent of the roll at least.
    package let percent: Int
    /// Whether "cannot tell" counts for or against the unit.
    package let cannotTell: Counting
    package let source: RuleSource

    /// For or against.
    package enum Counting: String, CaseIterable, Sendable {
        /// It does not stand in the way.
        case `for`
        /// The standard counts as not met.
        case against
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        answers = reader.integer("answers", in: 1...1_000_000)
        percent = reader.integer("percent", in: 0...100)
        cannotTell = reader.choice("cannot_tell")
        source = reader.source()
    }
}

/// By how much a weak school's gap must have become smaller (decision 5).
package struct MarginRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In standard deviations of the students' results.
    package let value: ExactFraction
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        value = reader.fraction("value")
        source = reader.source()
    }
}

/// Who is asked (JD-6, SH-11).
package struct RespondentRule: Hashable, Sendable {
    /// E.g. `parents`.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// By what a school counts.
    package let weighted: Weight
    package let source: RuleSource

    /// By what a school counts.
    package enum Weight: String, CaseIterable, Sendable {
        /// Its students.
        case roll
        /// Its teachers.
        case staff
        /// Those who were asked.
        case asked
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        weighted = reader.choice("weighted_by")
        source = reader.source()
    }
}
