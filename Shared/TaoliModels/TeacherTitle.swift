/// A teacher's professional title (职称), the lowest first.
package enum TeacherTitle: String, CaseIterable, Comparable, Sendable {
    /// 三级教师.
    case third
    /// 二级教师.
    case second
    /// 一级教师.
    case first
    /// 高级教师.
    case senior
    /// 正高级教师.
    case professor

    /// The higher title is the greater one.
    package static func < (left: Self, right: Self) -> Bool { left.order < right.order }

    private var order: Int { TeacherTitle.allCases.firstIndex(of: self) ?? 0 }

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .third: "三级教师"
        case .second: "二级教师"
        case .first: "一级教师"
        case .senior: "高级教师"
        case .professor: "正高级教师"
        }
    }
}
