/// A principal's grade (校长职级, TC-30), the lowest first. The clause names no grades; these four
/// are the usual ones.
package enum PrincipalGrade: String, CaseIterable, Sendable {
    /// 初级校长.
    case junior
    /// 中级校长.
    case middle
    /// 高级校长.
    case senior
    /// 特级校长.
    case special

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .junior: "初级校长"
        case .middle: "中级校长"
        case .senior: "高级校长"
        case .special: "特级校长"
        }
    }
}
