package import TaoliModels

/// What units there are, how a school belongs to one, and how many schools shall (TC-1, JD-2,
/// XN-2, SH-16).
package struct UnitsSection: PolicySection {
    package static let key = "units"

    /// In the order of the file.
    package let kinds: [UnitKindRule]
    /// In the order of the file.
    package let modes: [MembershipModeRule]
    /// From the lowest.
    package let grades: [UnitGradeRule]
    /// In the order of the file.
    package let coverage: [CoverageRule]
    /// What a bureau may designate a school, in the order of the file.
    package let categories: [SchoolCategoryRule]
    /// What a grade opens, in the order of the file.
    package let rights: [UnitRightRule]

    package init(_ reader: PolicyReader) {
        kinds = reader.rules("kinds", UnitKindRule.init)
        modes = reader.rules("modes", MembershipModeRule.init)
        grades = reader.rules("grades", UnitGradeRule.init)
        coverage = reader.rules("coverage", CoverageRule.init)
        categories = reader.rules("categories", SchoolCategoryRule.init)
        rights = reader.rules("rights", UnitRightRule.init)
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        for mode in modes {
            mode.kinds.forEach {
                report.expect(
                    $0, in: kinds.map(\.kind.rawValue), of: "units.kinds", at: mode.source, "kinds")
            }
        }
        for right in rights {
            right.grades.forEach {
                report.expect(
                    $0, in: grades.map(\.id), of: "units.grades", at: right.source, "grades")
            }
            if let category = right.leadCategory {
                report.expect(
                    category, in: categories.map(\.id), of: "units.categories", at: right.source,
                    "lead_category")
            }
        }
    }
}

/// A kind of unit with what its schools are called.
package struct UnitKindRule: Hashable, Sendable {
    /// Also the rule's id.
    package let kind: GroupKind
    /// In the words of the system.
    package let name: Wording
    /// What the school that leads is called.
    package let lead: Wording
    /// What the other schools are called.
    package let member: Wording
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        kind = reader.choice("id")
        name = reader.wording("name")
        lead = reader.wording("lead")
        member = reader.wording("member")
        source = reader.source()
    }
}

/// A way of belonging to a unit. Three things are called 紧密型: each has a code of its own.
package struct MembershipModeRule: Hashable, Sendable {
    /// E.g. `close_knit`.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// Whether the member keeps a legal person of its own.
    package let legalPerson: LegalPerson
    /// Whether a membership of this mode ends with a term.
    package let term: Term
    /// What a member may be called, with `{lead}` and `{campus}`; `nil` when nothing is said.
    package let namePattern: String?
    /// The unit kinds that have it; empty: all of the pack.
    package let kinds: [String]
    /// What belonging in this mode asks of the schools, in the order of the file (GT-1).
    package let duties: [ModeDutyRule]
    package let source: RuleSource

    /// Whose legal person a member is.
    package enum LegalPerson: String, CaseIterable, Sendable {
        /// A legal person of its own, or that of the lead.
        case own, shared
    }

    /// Whether the policy's terms bind.
    package enum Term: String, CaseIterable, Sendable {
        /// The terms of the pack bind, or there is none.
        case bound, none
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        legalPerson = reader.choice("legal_person")
        term = reader.choice("term")
        namePattern = reader.optionalText("name_pattern")
        kinds = reader.texts("kinds")
        duties = reader.rules("duties", ModeDutyRule.init)
        source = reader.source()
        if let namePattern, !namePattern.contains("{lead}") {
            reader.problem(
                "name_pattern", Wording("命名格式缺少 {lead}。", "The pattern lacks {lead}."),
                fix: Wording("在格式中写 {lead}。", "Write {lead} where the lead's name goes."))
        }
    }
}

/// One thing that a mode asks of the schools that belong in it.
package struct ModeDutyRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the text.
    package let name: Wording
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        source = reader.source()
    }
}

/// A grade that a unit may be given (SH-16).
package struct UnitGradeRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        source = reader.source()
    }
}

/// How many of the open schools shall be in a unit.
package struct CoverageRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// Whole percent of the schools counted.
    package let percent: Int
    /// A school counts when it covers one of these; empty: every school.
    package let stages: [Stage]
    /// Unit kinds of which at least one must be there; empty: any.
    package let kinds: [GroupKind]
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        percent = reader.integer("percent", in: 1...100)
        stages = reader.choices("stages")
        kinds = reader.choices("kinds")
        source = reader.source()
    }
}
