/// A post at a school (岗位).
package enum StaffPost: String, CaseIterable, Sendable {
    /// 校长, of a kindergarten 园长.
    case principal
    /// 书记 of the school's party organisation.
    case partySecretary = "party_secretary"
    /// 执行校长: runs a member school for the lead.
    case executivePrincipal = "executive_principal"
    /// 副校长, of a kindergarten 副园长.
    case vicePrincipal = "vice_principal"
    /// 中层干部.
    case middleManager = "middle_manager"
    /// 专任教师.
    case teacher
    /// 教辅人员: laboratories, library, network.
    case support
    /// 工勤 and everybody else.
    case other

    /// Whether the limit of posts for leaders (校级领导职数) counts it.
    package var isLeader: Bool {
        switch self {
        case .principal, .partySecretary, .executivePrincipal, .vicePrincipal: true
        case .middleManager, .teacher, .support, .other: false
        }
    }

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .principal: "校长"
        case .partySecretary: "书记"
        case .executivePrincipal: "执行校长"
        case .vicePrincipal: "副校长"
        case .middleManager: "中层干部"
        case .teacher: "教师"
        case .support: "教辅"
        case .other: "其他"
        }
    }
}
