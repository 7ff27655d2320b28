/// The kinds of unit that join schools; they stand side by side and may overlap (JD-3).
package enum GroupKind: String, CaseIterable, Sendable {
    /// 教育集团
    case educationGroup = "education_group"
    /// 学区
    case schoolZone = "school_zone"
    /// 教育圈 (JD-3)
    case educationCircle = "education_circle"
    /// 教育共同体 (GT)
    case educationCommunity = "education_community"
    /// 幼教发展共同体 (TC-1)
    case preschoolCommunity = "preschool_community"

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .educationGroup: "教育集团"
        case .schoolZone: "学区"
        case .educationCircle: "教育圈"
        case .educationCommunity: "教育共同体"
        case .preschoolCommunity: "幼教发展共同体"
        }
    }
}

/// What a site is in its group.
package enum MembershipRole: String, CaseIterable, Sendable {
    /// 牵头校, 龙头学校, 核心校
    case lead
    /// 成员校
    case member

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .lead: "牵头校"
        case .member: "成员校"
        }
    }
}
