/// What a site is by the stages it covers (JD-1): a nine-year school counts in both of its stages.
package enum SchoolKind: String, CaseIterable, Sendable {
    /// 幼儿园: preschool.
    case kindergarten
    /// 小学: primary.
    case primary
    /// 初中: junior.
    case junior
    /// 高中: senior.
    case senior
    /// 九年一贯制: primary and junior.
    case nineYear = "nine_year"
    /// 完全中学: junior and senior.
    case complete
    /// 十二年一贯制: primary, junior and senior.
    case twelveYear = "twelve_year"
    /// The source does not say; it covers no stage until somebody does.
    case unknown

    /// The stages covered, in school order.
    package var stages: [Stage] {
        switch self {
        case .kindergarten: [.preschool]
        case .primary: [.primary]
        case .junior: [.junior]
        case .senior: [.senior]
        case .nineYear: [.primary, .junior]
        case .complete: [.junior, .senior]
        case .twelveYear: [.primary, .junior, .senior]
        case .unknown: []
        }
    }

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .kindergarten: "幼儿园"
        case .primary: "小学"
        case .junior: "初级中学"
        case .senior: "高级中学"
        case .nineYear: "九年一贯制学校"
        case .complete: "完全中学"
        case .twelveYear: "十二年一贯制学校"
        case .unknown: "未知"
        }
    }
}
