package import TaoliModels

/// How a unit's score and a school's own combine (捆绑式, TC-17, TC-20).
package struct BundleRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// Of the unit's score.
    package let unit: ExactFraction
    /// Of the school's own.
    package let own: ExactFraction
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        unit = reader.fraction("unit")
        own = reader.fraction("own")
        source = reader.source()
        if !ExactFraction.sumToOne([unit, own]) {
            reader.problem(
                nil, showing: ["unit", "own"],
                Wording("两个权重之和不是 1。", "The two weights do not sum to 1."),
                fix: Wording("例如 unit: 1/2, own: 1/2。", "For example unit: 1/2, own: 1/2."))
        }
    }
}

/// What part of a yearly appraisal a unit's result is (SH-10).
package struct AppraisalShareRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// Whose appraisal.
    package let subject: EvaluationSubject
    /// Whole percent, 不低于; `nil` where no floor is set.
    package let shareAtLeast: Int?
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        subject = reader.choice("of")
        shareAtLeast = reader.optionalInteger("share_at_least", in: 0...100)
        source = reader.source()
    }

    /// Whether a share of the appraisal is enough.
    package func holds(_ share: ExactFraction) -> Bool {
        shareAtLeast.map { share.numerator * 100 >= $0 * share.denominator } ?? true
    }
}

/// A level that a panel gives, never a figure alone (XN-19).
package struct LevelRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// Of whom.
    package let subject: EvaluationSubject
    /// Who gives it.
    package let by: Assessor
    /// How often.
    package let every: CalendarRule.Rhythm
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        subject = reader.choice("of")
        by = reader.choice("by")
        every = reader.choice("every")
        source = reader.source()
    }
}

/// What a level leads to (XN-19).
package struct ConsequenceRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// Which level.
    package let level: String
    /// So many adjacent years with it.
    package let inARow: Int
    /// What happens then.
    package let then: Outcome
    /// The chain that opens; `nil` where none does.
    package let chain: String?
    package let source: RuleSource

    /// What happens.
    package enum Outcome: String, CaseIterable, Sendable {
        /// 挂牌警告
        case warning
        /// 取消资格并强制退出
        case forcedExit = "forced_exit"
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        level = reader.text("level")
        inARow = reader.integer("in_a_row", in: 1...10)
        then = reader.choice("then")
        chain = reader.optionalText("chain")
        source = reader.source()
    }
}

/// Naming and its review (SH-13).
package struct NamingRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// How often units are named.
    package let every: CalendarRule.Rhythm
    /// Years after naming within which a review takes place.
    package let reviewYears: ClosedRange<Int>
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        every = reader.choice("every")
        reviewYears = reader.range("review_years", in: 1...20)
        source = reader.source()
    }
}

/// What the negative list leads to (SH-13).
package struct NegativeRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    package let phase: Phase
    /// What is taken away.
    package let then: Outcome
    /// Grounds of which each must be evidenced.
    package let needs: [String]
    package let source: RuleSource

    /// When it happened.
    package enum Phase: String, CaseIterable, Sendable {
        /// While the unit was assessed.
        case assessment
        /// After it was named.
        case named
    }

    /// What is taken away.
    package enum Outcome: String, CaseIterable, Sendable {
        /// 取消资质
        case disqualify
        /// 取消命名
        case revoke
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        phase = reader.choice("phase")
        then = reader.choice("then")
        needs = reader.texts("needs")
        source = reader.source()
    }
}

/// Special supervision (XN-33).
package struct SupervisionRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// How often.
    package let every: CalendarRule.Rhythm
    /// What is looked at; a grade is given when each was.
    package let topics: [String]
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        every = reader.choice("every")
        topics = reader.texts("topics")
        source = reader.source()
    }
}

/// To whom a result is carried (XN-8, SH-10, SH-19, GT-7, GT-8).
package struct CarryRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The tree whose result it is.
    package let tree: String
    /// Whose appraisal it enters.
    package let to: [EvaluationSubject]
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        tree = reader.text("tree")
        to = reader.choices("to")
        source = reader.source()
    }
}

/// Stages over which students are followed (TC-15, JD-7).
package struct CohortRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The earlier stage.
    package let from: Stage
    /// The later stage.
    package let to: Stage
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        from = reader.choice("from")
        to = reader.choice("to")
        source = reader.source()
    }
}

/// A ranking that a system wants; none of the five does.
package struct RankingRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// Of whom.
    package let subject: EvaluationSubject
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        subject = reader.choice("of")
        source = reader.source()
    }
}

/// When a standard may change (TC-33).
package struct ChangeRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// When it may.
    package let when: Moment
    package let source: RuleSource

    /// When.
    package enum Moment: String, CaseIterable, Sendable {
        /// An open cycle keeps the standards with which it began.
        case betweenCycles = "between_cycles"
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        when = reader.choice("when")
        source = reader.source()
    }
}
