import TaoliModels

/// How long a membership lasts and what happens at its end (XN-21).
package struct TermsSection: PolicySection {
    package static let key = "terms"

    /// How long.
    package let lengths: [TermRule]
    /// What happens at the end.
    package let expiry: [ExpiryRule]
    /// When somebody is reminded.
    package let reminders: [ReminderRule]

    package init(_ reader: PolicyReader) {
        lengths = reader.rules("lengths", TermRule.init)
        expiry = reader.rules("expiry", ExpiryRule.init)
        reminders = reader.rules("reminders", ReminderRule.init)
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        let modes = pack[UnitsSection.self].modes.map(\.id)
        for (named, source) in lengths.map({ ($0.modes, $0.source) })
            + expiry.map({ ($0.modes, $0.source) })
        {
            named.forEach {
                report.expect($0, in: modes, of: "units.modes", at: source, "modes")
            }
        }
    }
}

/// How many years a membership may be agreed for, or extended by.
package struct TermRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The modes meant.
    package let modes: [String]
    /// Whole years, both ends allowed.
    package let years: ClosedRange<Int>
    /// Which years are counted.
    package let counts: Counted
    package let strength: RuleStrength
    package let source: RuleSource

    /// What is counted.
    package enum Counted: String, CaseIterable, Sendable {
        /// The first agreement.
        case agreement
        /// All extensions of one membership together.
        case extensions
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        modes = reader.texts("modes")
        years = reader.range("years", in: 0...99)
        counts = reader.optionalChoice("counts") ?? .agreement
        strength = reader.choice("strength")
        source = reader.source()
    }
}

/// What happens to a membership whose term is over.
package struct ExpiryRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The modes meant.
    package let modes: [String]
    /// What happens.
    package let then: Outcome
    /// Days between the last day of the term and what happens.
    package let daysAfter: Int
    package let source: RuleSource

    /// What happens.
    package enum Outcome: String, CaseIterable, Sendable {
        /// The membership ends by itself.
        case leave
        /// The membership stays until somebody decides.
        case stay
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        modes = reader.texts("modes")
        then = reader.choice("then")
        daysAfter = reader.integer("days_after", in: 0...366)
        source = reader.source()
    }
}

/// How long before its end somebody is reminded.
package struct ReminderRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The longest time before an end.
    package static let daysMax = 366

    /// Calendar days before the end, falling.
    package let daysBefore: [Int]
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        daysBefore = reader.texts("days_before").compactMap { Int($0) }
        source = reader.source()
        if daysBefore.isEmpty || daysBefore != daysBefore.sorted(by: >)
            || daysBefore.contains(where: { !(1...ReminderRule.daysMax).contains($0) })
        {
            reader.problem(
                "days_before", showing: ["days_before"],
                Wording("应为递减的正整数。", "Falling whole numbers are expected."),
                fix: Wording("例如 [180, 90, 30]。", "For example [180, 90, 30]."))
        }
    }
}
