package import TaoliModels

/// Where a unit's money comes from and what it is for (XN-14, XN-24, XN-26, SH-27).
package struct FundsSection: PolicySection {
    package static let key = "funds"

    /// In the order of the file.
    package let sources: [FundSourceRule]
    /// In the order of the file.
    package let purposes: [FundPurposeRule]
    /// Figures to compare a year with; never a check.
    package let references: [FundReferenceRule]
    /// Who agrees on costs, in the order of the file.
    package let agreements: [FeeAgreementRule]

    package init(_ reader: PolicyReader) {
        sources = reader.rules("sources", FundSourceRule.init)
        purposes = reader.rules("purposes", FundPurposeRule.init)
        references = reader.rules("references", FundReferenceRule.init)
        agreements = reader.rules("agreements", FeeAgreementRule.init)
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        for reference in references {
            report.expect(
                reference.purpose, in: purposes.map(\.id), of: "funds.purposes",
                at: reference.source, "purpose")
        }
    }
}

/// A source of money.
package struct FundSourceRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// Whether it is money of a public budget.
    package let isBudget: Bool
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        isBudget = reader.optionalFlag("budget") ?? false
        source = reader.source()
    }
}

/// What money is for.
package struct FundPurposeRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// Money of a public budget may not be put in (XN-26).
    package let refusesBudget: Bool
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        refusesBudget = reader.optionalFlag("refuses_budget") ?? false
        source = reader.source()
    }
}

/// A figure that the text names for a year: shown beside the totals, and nothing more (XN-24).
package struct FundReferenceRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// The purpose whose income it stands beside.
    package let purpose: String
    /// Fen a year.
    package let fen: Int
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        purpose = reader.text("purpose")
        fen = reader.integer("fen", in: 1...1_000_000_000_000)
        source = reader.source()
    }
}

/// An agreement on costs that the text asks for, and between whom (XN-14).
package struct FeeAgreementRule: Hashable, Sendable {
    /// The rule's own id in its list, e.g. `founding`.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// Who agrees, in the order of the file.
    package let parties: [PartyRule]
    package let source: RuleSource

    /// One who agrees.
    package struct PartyRule: Hashable, Sendable {
        /// The rule's own id in its list, e.g. `lead`.
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

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        parties = reader.rules("parties", PartyRule.init)
        source = reader.source()
        if parties.count < 2 {
            reader.problem(
                "parties", showing: ["parties"],
                Wording("协议至少要有两方。", "An agreement has at least two parties."),
                fix: Wording("在 parties 中补充。", "Add to parties."))
        }
    }
}
