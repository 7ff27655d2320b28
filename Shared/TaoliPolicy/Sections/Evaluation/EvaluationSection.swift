import TaoliModels

/// What is assessed, by whom, how often and against which standards (SH-10, SH-11, SH-13, XN-8,
/// XN-19, XN-27, XN-33, TC-17, TC-20, TC-33, JD-6, JD-14, GT-7).
package struct EvaluationSection: PolicySection {
    package static let key = "evaluation"

    /// Official inputs (SH-25).
    package let sources: [NamedRule]
    /// Who is asked in surveys (JD-6).
    package let respondents: [RespondentRule]
    /// Trees of indicators.
    package let trees: [TreeRule]
    /// Their branches and leaves, in order.
    package let indicators: [IndicatorRule]
    /// What must not have happened.
    package let vetoes: [VetoRule]
    /// What is asked of figures.
    package let standards: [StandardRule]
    /// What a survey must have for a verdict; at most one.
    package let samples: [SampleRule]
    /// By how much a weak school must have come nearer; at most one.
    package let margins: [MarginRule]
    /// Resources of each school.
    package let resources: [ResourceRule]
    /// How evenly they are spread.
    package let resourceSpreads: [ResourceSpreadRule]
    /// How many of them a school needs; at most one for each clause.
    package let resourceSchools: [ResourceSchoolRule]
    /// How a unit's and a school's own score combine.
    package let bundles: [BundleRule]
    /// What part of somebody's yearly appraisal a result is.
    package let appraisals: [AppraisalShareRule]
    /// Levels that a panel gives, from the best.
    package let levels: [LevelRule]
    /// What a level leads to.
    package let consequences: [ConsequenceRule]
    /// Naming and its review.
    package let naming: [NamingRule]
    /// Grounds of the negative list.
    package let grounds: [NamedRule]
    /// What the negative list leads to.
    package let negatives: [NegativeRule]
    /// Special supervision.
    package let supervisions: [SupervisionRule]
    /// Its topics.
    package let topics: [NamedRule]
    /// To whom a result is carried.
    package let carries: [CarryRule]
    /// Steps on the way to excellence, in order.
    package let excellence: [NamedRule]
    /// Stages over which students are followed.
    package let cohorts: [CohortRule]
    /// Rankings that a system wants.
    package let rankings: [RankingRule]
    /// When a standard may change.
    package let changes: [ChangeRule]

    package init(_ reader: PolicyReader) {
        sources = reader.rules("sources", NamedRule.init)
        respondents = reader.rules("respondents", RespondentRule.init)
        trees = reader.rules("trees", TreeRule.init)
        indicators = reader.rules("indicators", IndicatorRule.init)
        vetoes = reader.rules("vetoes", VetoRule.init)
        standards = reader.rules("standards", StandardRule.init)
        samples = reader.rules("samples", SampleRule.init)
        margins = reader.rules("margins", MarginRule.init)
        resources = reader.rules("resources", ResourceRule.init)
        resourceSpreads = reader.rules("resource_spreads", ResourceSpreadRule.init)
        resourceSchools = reader.rules("resource_schools", ResourceSchoolRule.init)
        bundles = reader.rules("bundles", BundleRule.init)
        appraisals = reader.rules("appraisals", AppraisalShareRule.init)
        levels = reader.rules("levels", LevelRule.init)
        consequences = reader.rules("consequences", ConsequenceRule.init)
        naming = reader.rules("naming", NamingRule.init)
        grounds = reader.rules("grounds", NamedRule.init)
        negatives = reader.rules("negatives", NegativeRule.init)
        supervisions = reader.rules("supervisions", SupervisionRule.init)
        topics = reader.rules("topics", NamedRule.init)
        carries = reader.rules("carries", CarryRule.init)
        excellence = reader.rules("excellence", NamedRule.init)
        cohorts = reader.rules("cohorts", CohortRule.init)
        rankings = reader.rules("rankings", RankingRule.init)
        changes = reader.rules("changes", ChangeRule.init)
    }
}

/// Who or what is assessed.
package enum EvaluationSubject: String, CaseIterable, Sendable {
    /// A unit as a whole: group, zone, community.
    case unit
    /// 牵头校, 龙头学校, 核心校
    case lead
    /// 成员校
    case member
    /// Any school.
    case school
    /// 校长
    case principal
    /// 项目
    case project
    /// 集团管理团队
    case managementTeam = "management_team"
    /// 区
    case district
}

/// Who assesses.
package enum Assessor: String, CaseIterable, Sendable {
    /// 理事会
    case council
    /// 教育局
    case bureau
    /// 督导室组织的专家
    case experts
    /// 市级
    case city
}
