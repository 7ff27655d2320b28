package import TaoliModels

/// Who may be in a unit and how many (XN-1, XN-3, XN-30, XN-31, GT-11).
package struct CompositionSection: PolicySection {
    package static let key = "composition"

    /// How many schools.
    package let limits: [LimitRule]
    /// Which schools.
    package let conditions: [ConditionRule]

    package init(_ reader: PolicyReader) {
        limits = reader.rules("limits", LimitRule.init)
        conditions = reader.rules("conditions", ConditionRule.init)
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        let modes = pack[UnitsSection.self].modes.map(\.id)
        for limit in limits {
            if let mode = limit.mode {
                report.expect(mode, in: modes, of: "units.modes", at: limit.source, "mode")
            }
        }
        let categories = pack[UnitsSection.self].categories.map(\.id)
        for condition in conditions where condition.test == .mode || condition.test == .category {
            guard !report.isRefused("\(condition.source.rule).test") else { continue }
            let (known, list) =
                condition.test == .mode ? (modes, "units.modes") : (categories, "units.categories")
            condition.values.forEach {
                report.expect($0, in: known, of: list, at: condition.source, "values")
            }
        }
    }
}

/// What happens when a rule is not kept.
package enum RuleStrength: String, CaseIterable, Sendable {
    /// Refused, without exception.
    case refuse
    /// Refused unless the bureau records an exception with its reason.
    case exception
    /// Needs a written reason, and is said.
    case reason
    /// Is said; nothing is asked.
    case warn
}

/// A number of schools that a unit may or must have.
package struct LimitRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    package let measure: Measure
    /// The mode counted, for the measures that count one.
    package let mode: String?
    /// `nil` when `atLeast` is the bound.
    package let atMost: Int?
    /// `nil` when `atMost` is the bound.
    package let atLeast: Int?
    package let strength: RuleStrength
    package let source: RuleSource

    /// What is counted. A campus counts one, a school without campuses one, the lead included
    /// (requirements.md, decision 11).
    package enum Measure: String, CaseIterable, Sendable {
        /// Sites in the unit, leads included.
        case sites
        /// Schools that lead.
        case leads
        /// Sites that do not lead.
        case members
        /// Sites that belong in `mode`.
        case sitesOfMode = "sites_of_mode"
        /// Sites that this change adds in `mode`.
        case joinedOfMode = "joined_of_mode"
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        measure = reader.choice("measure")
        mode = reader.optionalText("mode")
        atMost = reader.optionalInteger("at_most", in: 0...1000)
        atLeast = reader.optionalInteger("at_least", in: 0...1000)
        strength = reader.choice("strength")
        source = reader.source()
        let countsMode = measure == .sitesOfMode || measure == .joinedOfMode
        if countsMode != (mode != nil) {
            reader.problem(
                "measure", showing: ["measure", "mode"],
                Wording("计量“\(measure.rawValue)”与 mode 不配套。", "This measure and mode do not fit."),
                fix: Wording(
                    "sites_of_mode 和 joined_of_mode 要写 mode，其他不写。",
                    "Write mode with sites_of_mode and joined_of_mode only."))
        }
        if (atMost == nil) == (atLeast == nil) {
            reader.problem(
                nil, showing: ["at_most", "at_least"],
                Wording("限额要写且只写一个界限。", "A limit has exactly one bound."),
                fix: Wording("写 at_most 或 at_least。", "Write at_most or at_least."))
        }
    }

    /// Whether a count keeps the limit.
    package func holds(_ count: Int) -> Bool {
        (atMost.map { count <= $0 } ?? true) && (atLeast.map { count >= $0 } ?? true)
    }
}

/// What a school must be to lead or to belong.
package struct ConditionRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// Whom it concerns: schools that lead, or members.
    package let about: MembershipRole
    package let test: Test
    /// The values allowed, for the tests that compare.
    package let values: [String]
    package let strength: RuleStrength
    package let source: RuleSource

    /// What is looked at.
    package enum Test: String, CaseIterable, Sendable {
        /// 公办
        case `public`
        /// Open, not planned or under construction.
        case built
        /// 新建, 相对薄弱 or another category that the bureau gave it.
        case category
        /// The mode of its membership.
        case mode
        /// Lies in the unit's own district.
        case sameDistrict = "same_district"
        /// Covers another stage than a school of the unit does already.
        case acrossStages = "across_stages"
        /// Lies in the town (街镇) of a school of the unit, where both are on record (JD-13).
        case sameTown = "same_town"
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        about = reader.choice("about")
        test = reader.choice("test")
        values = reader.texts("values")
        strength = reader.choice("strength")
        source = reader.source()
        if (test == .category || test == .mode) == values.isEmpty {
            reader.problem(
                "values", showing: ["test", "values"],
                Wording("该条件与 values 不配套。", "This test and values do not fit."),
                fix: Wording(
                    "category 和 mode 要写 values，其他不写。", "Write values with category and mode only."))
        }
    }
}
