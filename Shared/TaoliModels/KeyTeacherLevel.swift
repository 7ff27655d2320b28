/// The five levels of key teachers (骨干教师), the highest first (TC-10, JD-5).
package enum KeyTeacherLevel: String, CaseIterable, Comparable, Sendable {
    /// 特级教师.
    case special
    /// 学术技术带头人.
    case academicLeader = "academic_leader"
    /// 学科带头人.
    case subjectLeader = "subject_leader"
    /// 骨干教师.
    case keyTeacher = "key_teacher"
    /// 学科新星.
    case risingStar = "rising_star"

    /// 1 for the highest to 5.
    package var rank: Int { (KeyTeacherLevel.allCases.firstIndex(of: self) ?? 0) + 1 }

    /// The higher level is the greater one.
    package static func < (left: Self, right: Self) -> Bool { left.rank > right.rank }

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .special: "特级教师"
        case .academicLeader: "学术技术带头人"
        case .subjectLeader: "学科带头人"
        case .keyTeacher: "骨干教师"
        case .risingStar: "学科新星"
        }
    }
}
