/// How somebody came to a post (TC-31).
package enum RecruitmentChannel: String, CaseIterable, Sendable {
    /// 公开招聘.
    case openRecruitment = "open_recruitment"
    /// 人才计划.
    case talentPlan = "talent_plan"
    /// 定岗特选.
    case designatedPost = "designated_post"
    /// 竞赛名师特聘.
    case competitionMaster = "competition_master"
    /// 公费师范生.
    case fundedGraduate = "funded_graduate"
    /// 调入.
    case transfer
    /// 其他.
    case other

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .openRecruitment: "公开招聘"
        case .talentPlan: "人才计划"
        case .designatedPost: "定岗特选"
        case .competitionMaster: "竞赛名师特聘"
        case .fundedGraduate: "公费师范生"
        case .transfer: "调入"
        case .other: "其他"
        }
    }
}
