package import TaoliModels

/// Who is sent where, for how long and under which rules (SH-3, SH-4, XN-5, TC-9, JD-9, GT-12).
package struct RotationSection: PolicySection {
    package static let key = "rotation"

    /// Shares that a year's plan must reach.
    package let shares: [FlowShareRule]
    /// Teams of a year's plan; at most one.
    package let teams: [FlowTeamRule]
    /// What holds for a school whose quota is smaller than a team; at most one.
    package let smallSchools: [SmallSchoolRule]
    /// Everything else that a plan is reckoned by.
    package let limits: [PlanLimitRule]
    /// How long a placement lasts at least.
    package let stays: [StayRule]
    /// The placements that the system knows.
    package let kinds: [PlacementKindRule]
    /// What a team does where it goes.
    package let tasks: [NamedRule]
    /// How large a dispatched team is.
    package let dispatches: [DispatchTeamRule]
    /// Its posts.
    package let posts: [DispatchPostRule]
    /// Who comes the other way.
    package let counterFlows: [CounterFlowRule]
    /// Whether a placement may move somebody's employment.
    package let employment: [EmploymentRule]
    /// Who appraises somebody who is placed.
    package let appraisers: [AppraiserRule]
    /// Lists of subjects that priorities name.
    package let subjectLists: [SubjectListRule]
    /// Subjects that come first.
    package let priorities: [SubjectPriorityRule]
    /// What somebody takes up after coming back.
    package let duties: [ReturnDutyRule]
    /// Who manages the staff they share, from the top.
    package let pool: [NamedRule]
    /// How placements are arranged that no plan makes.
    package let arrangements: [ArrangementRule]
    /// Who is entitled to an allowance while placed.
    package let allowances: [AllowanceRule]

    package init(_ reader: PolicyReader) {
        shares = reader.rules("shares", FlowShareRule.init)
        teams = reader.rules("teams", FlowTeamRule.init)
        smallSchools = reader.rules("small_schools", SmallSchoolRule.init)
        limits = reader.rules("limits", PlanLimitRule.init)
        stays = reader.rules("stays", StayRule.init)
        kinds = reader.rules("kinds", PlacementKindRule.init)
        tasks = reader.rules("tasks", NamedRule.init)
        dispatches = reader.rules("dispatches", DispatchTeamRule.init)
        posts = reader.rules("posts", DispatchPostRule.init)
        counterFlows = reader.rules("counter_flows", CounterFlowRule.init)
        employment = reader.rules("employment", EmploymentRule.init)
        appraisers = reader.rules("appraisers", AppraiserRule.init)
        subjectLists = reader.rules("subject_lists", SubjectListRule.init)
        priorities = reader.rules("priorities", SubjectPriorityRule.init)
        duties = reader.rules("duties", ReturnDutyRule.init)
        pool = reader.rules("pool", NamedRule.init)
        arrangements = reader.rules("arrangements", ArrangementRule.init)
        allowances = reader.rules("allowances", AllowanceRule.init)
    }

    /// A year's plan can be reckoned by this section.
    package var plansYears: Bool { !shares.isEmpty }
}

/// Something that a pack names and that others refer to.
package struct NamedRule: Hashable, Sendable {
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
