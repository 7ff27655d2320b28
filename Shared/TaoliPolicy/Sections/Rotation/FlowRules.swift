import TaoliModels

/// A share that a strong school's plan of a year must reach (SH-3).
package struct FlowShareRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    package let measure: Measure
    /// Whole percent; 不低于: the share itself is enough.
    package let atLeast: Int
    /// Who counts; only for `sent`.
    package let counts: Counted
    package let source: RuleSource

    /// What is counted of what.
    package enum Measure: String, CaseIterable, Sendable {
        /// Teachers sent, of the school's eligible teachers.
        case sent
        /// Key teachers, of the teachers sent.
        case keyTeachers = "key_teachers"
    }

    /// Who counts towards the year (requirements.md, decision 1).
    package enum Counted: String, CaseIterable, Sendable {
        /// Those who go this year.
        case newlySent = "newly_sent"
        /// Those who go, and those still away from earlier years.
        case serving
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        measure = reader.choice("measure")
        atLeast = reader.integer("at_least", in: 0...100)
        let counted: Counted? = reader.optionalChoice("counts")
        counts = counted ?? .newlySent
        source = reader.source()
        if measure == .keyTeachers, counted != nil {
            reader.problem(
                "counts", showing: ["measure", "counts"],
                Wording("counts 只用于 sent。", "counts goes with sent only."),
                fix: Wording("请删去 counts。", "Leave counts out."))
        }
    }
}

/// The least number of teachers who go together (组团, SH-3).
package struct FlowTeamRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// 不少于: this number is enough.
    package let atLeast: Int
    package let scope: Scope
    package let source: RuleSource

    /// Where the number is asked for.
    package enum Scope: String, CaseIterable, Sendable {
        /// From each sending to each receiving school.
        case pair
        /// Into each receiving school, over all senders.
        case receiver
        /// Only into schools for which a team is asked.
        case marked
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        atLeast = reader.integer("at_least", in: 1...100)
        scope = reader.choice("scope")
        source = reader.source()
    }
}

/// What a school does whose quota is smaller than a team (ADR 34).
package struct SmallSchoolRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// What such a school does.
    package let then: Treatment
    package let source: RuleSource

    /// What it does.
    package enum Treatment: String, CaseIterable, Sendable {
        /// It sends a whole team: the quota is a lower bound.
        case wholeTeam = "whole_team"
        /// It sends its quota, and no team is asked of it.
        case alone
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        then = reader.choice("then")
        source = reader.source()
    }
}

/// A number that a year's plan is reckoned by.
package struct PlanLimitRule: Hashable, Sendable {
    /// Also the rule's id.
    package let limit: PlanLimit
    /// One number, or for ``PlanLimit/preferenceRanks`` one for each rank.
    package let values: [Int]
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        limit = reader.choice("id")
        source = reader.source()
        let most = limit.most
        guard !reader.isRefused(["id"]) else {
            // Which of the two it has is known when its id is.
            _ = reader.has("value") || reader.has("values")
            values = []
            return
        }
        guard limit == .preferenceRanks else {
            values = [reader.integer("value", in: 0...most)]
            return
        }
        let texts = reader.texts("values")
        let numbers = texts.compactMap { Int($0) }.filter { (0...most).contains($0) }
        values = numbers
        if numbers.isEmpty || numbers.count != texts.count {
            reader.problem(
                "values", showing: ["values"],
                Wording("应为 0 到 \(most) 的整数。", "Whole numbers from 0 to \(most) are expected."),
                fix: Wording("例如 [0, 10, 20]。", "For example [0, 10, 20]."))
        }
    }
}

/// The numbers of a plan beside shares and teams, as `params.json` names them.
package enum PlanLimit: String, CaseIterable, Sendable {
    /// Share of a school's eligible teachers that may leave at most.
    case maxOutPercent = "max_out_pct"
    /// Longest one-way commute.
    case commuteMaxMinutes = "commute_max_min"
    /// The same in hardship.
    case commuteMaxHardshipMinutes = "commute_max_hardship_min"
    /// Share of a subject's teachers that a school may lose.
    case subjectLossPercent = "subject_loss_pct"
    /// So many it may lose in any case.
    case subjectLossFloor = "subject_loss_floor"
    /// Years at the school; only warns.
    case minYearsAtSchool = "min_years_at_school"
    /// Years to retirement; only warns.
    case minYearsToRetirement = "min_years_to_retirement"
    /// An open post, for each unit of its weight.
    case unmetPerWeight = "points.unmet_per_weight"
    /// A teacher whom no post waits for.
    case surplus = "points.surplus"
    /// A minute of commute beyond the present one.
    case extraMinute = "points.extra_minute"
    /// A wish, by its rank.
    case preferenceRanks = "points.pref_rank"
    /// A school that was not listed.
    case preferenceUnlisted = "points.pref_unlisted"
    /// Any school, without a list.
    case preferenceNoneGiven = "points.pref_none_given"
    /// Somebody who does not want to go.
    case unwilling = "points.unwilling"
    /// Somebody in hardship.
    case hardship = "points.hardship"

    var most: Int { rawValue.hasSuffix("_pct") ? 100 : 10_000 }
}

/// How long a placement lasts at least (SH-3, 三年 = three full school years).
package struct StayRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The placements meant; empty: all.
    package let kinds: [PlacementKind]
    /// Full school years.
    package let yearsAtLeast: Int
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        kinds = reader.choices("kinds")
        yearsAtLeast = reader.integer("years_at_least", in: 1...20)
        source = reader.source()
    }
}
