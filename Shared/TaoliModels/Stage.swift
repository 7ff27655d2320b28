/// A stage of schooling (学段), the unit in which groups compare and exchange.
package enum Stage: String, CaseIterable, Sendable, Comparable {
    /// Kindergarten (学前).
    case preschool
    /// Primary (小学).
    case primary
    /// Junior secondary (初中).
    case junior
    /// Senior secondary (高中).
    case senior

    package static func < (left: Self, right: Self) -> Bool { left.order < right.order }

    private var order: Int { Stage.allCases.firstIndex(of: self) ?? 0 }

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .preschool: "学前"
        case .primary: "小学"
        case .junior: "初中"
        case .senior: "高中"
        }
    }
}
