import TaoliModels

/// How placements of some kinds are arranged one by one, without a year's plan (TC-9, JD-10, SH-4,
/// SH-6, XN-5). A kind that no such rule names is a plan's to make.
package struct ArrangementRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The placements meant; never empty.
    package let kinds: [PlacementKind]
    /// How much of the working time they take.
    package let time: WorkingTime
    /// Whether somebody at the receiving school must be named as the mentor.
    package let needsMentor: Bool
    /// Who may arrange them; never empty.
    package let by: [Arranger]
    package let source: RuleSource

    /// How much of the working time a placement takes.
    package enum WorkingTime: String, CaseIterable, Sendable {
        /// All of it.
        case whole
        /// A part of it, which must be said.
        case part
        /// A part of it where one is said, else all.
        case any
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        kinds = reader.choices("kinds")
        time = reader.choice("time")
        needsMentor = reader.optionalFlag("mentor") ?? false
        by = reader.choices("by")
        source = reader.source()
        if kinds.isEmpty || by.isEmpty {
            reader.problem(
                nil, showing: ["kinds", "by"],
                Wording("kinds 和 by 不能为空。", "kinds and by must not be empty."),
                fix: Wording("例如 by: [bureau, group]。", "For example by: [bureau, group]."))
        }
    }
}

/// Who arranges a placement that no plan makes.
package enum Arranger: String, CaseIterable, Sendable {
    /// The bureau of the group's district, or the city's.
    case bureau
    /// The group itself.
    case group
}

/// Who is entitled to an allowance while placed (SH-6: 城区教师在乡村交流期间补贴). The text names no
/// amount: it is the pack's of a bureau, or set in the service.
package struct AllowanceRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The placements meant; empty: all.
    package let kinds: [PlacementKind]
    /// The category of school from which somebody must come.
    package let home: String
    /// The category of school at which somebody must work.
    package let receiving: String
    /// For a whole month of whole working time; `nil` where the bureau sets it.
    package let fenPerMonth: Int?
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        kinds = reader.choices("kinds")
        home = reader.text("home")
        receiving = reader.text("receiving")
        fenPerMonth = reader.optionalInteger("fen_per_month", in: 0...AllowanceRule.fenMax)
        source = reader.source()
    }

    /// Fen that a month's allowance may be: 100,000 yuan.
    package static let fenMax = 10_000_000
}
