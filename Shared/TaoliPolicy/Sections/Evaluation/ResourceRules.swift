package import TaoliModels

/// A resource of which each school must have enough (教督〔2017〕6号).
package struct ResourceRule: Hashable, Sendable {
    /// Also the column of the table.
    package let id: String
    /// In the words of the text.
    package let name: Wording
    /// For how many students the level is told: 1 or 100.
    package let per: Int
    /// 达到: this much is enough.
    package let primary: ExactFraction
    /// The same for junior schools.
    package let junior: ExactFraction
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        per = reader.integer("per", in: 1...1000)
        primary = reader.fraction("primary")
        junior = reader.fraction("junior")
        source = reader.source()
    }

    /// The level of a stage; `nil` where the text names none.
    package func level(of stage: Stage) -> ExactFraction? {
        switch stage {
        case .primary: primary
        case .junior: junior
        case .preschool, .senior: nil
        }
    }
}

/// How unevenly each resource may be spread over a district's schools of one stage.
package struct ResourceSpreadRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    package let stage: Stage
    /// Of each resource, never of their mean.
    package let atMost: ExactFraction
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        stage = reader.choice("stage")
        atMost = reader.fraction("at_most")
        source = reader.source()
    }
}

/// How many of its resources a school must have enough of, and how near the others must be.
package struct ResourceSchoolRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// So many of all.
    package let atLeast: Int
    /// Each of the others at least this share of its level.
    package let rest: ExactFraction
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        atLeast = reader.integer("at_least", in: 0...100)
        rest = reader.fraction("rest")
        source = reader.source()
    }
}
