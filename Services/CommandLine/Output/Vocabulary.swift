import TaoliContracts
import TaoliModels

/// Enumerations of the protos as stable English keys, and in the field's Chinese terms.
///
/// A value that a newer server sends and this program does not know is shown as `unknown`.
struct Term: Hashable, Sendable {
    /// For JSON and for English tables.
    let key: String
    let chinese: String

    static let unknown = Term(key: "unknown", chinese: "未知")

    func text(in language: Language) -> String { language == .zh ? chinese : key }
}

extension Taoli_Registry_V1_SchoolKind {
    var term: Term {
        let kind: SchoolKind =
            switch self {
            case .kindergarten: .kindergarten
            case .primary: .primary
            case .junior: .junior
            case .senior: .senior
            case .nineYear: .nineYear
            case .complete: .complete
            case .twelveYear: .twelveYear
            default: .unknown
            }
        return Term(key: kind.rawValue, chinese: kind.chinese)
    }
}

extension Taoli_Registry_V1_Ownership {
    var term: Term {
        switch self {
        case .public: Term(key: Ownership.public.rawValue, chinese: "公办")
        case .private: Term(key: Ownership.private.rawValue, chinese: "民办")
        default: .unknown
        }
    }
}

extension Taoli_Registry_V1_SchoolStatus {
    var term: Term {
        switch self {
        case .planned: Term(key: SchoolStatus.planned.rawValue, chinese: "筹建")
        case .underConstruction:
            Term(key: SchoolStatus.underConstruction.rawValue, chinese: "在建")
        case .open: Term(key: SchoolStatus.open.rawValue, chinese: "开办")
        case .closed: Term(key: SchoolStatus.closed.rawValue, chinese: "停办")
        default: .unknown
        }
    }
}

extension Taoli_Registry_V1_GroupKind {
    private static let pairs: [(message: Self, model: GroupKind)] = [
        (.educationGroup, .educationGroup), (.schoolZone, .schoolZone),
        (.educationCircle, .educationCircle), (.educationCommunity, .educationCommunity),
        (.preschoolCommunity, .preschoolCommunity),
    ]

    init(_ kind: GroupKind) {
        self = Self.pairs.first { $0.model == kind }?.message ?? .unspecified
    }

    var term: Term {
        guard let kind = Self.pairs.first(where: { $0.message == self })?.model else {
            return .unknown
        }
        return Term(key: kind.rawValue, chinese: kind.chinese)
    }
}

extension Taoli_Registry_V1_MembershipRole {
    init(_ role: MembershipRole) {
        self = role == .lead ? .lead : .member
    }

    var term: Term {
        switch self {
        case .lead: Term(key: MembershipRole.lead.rawValue, chinese: MembershipRole.lead.chinese)
        case .member:
            Term(key: MembershipRole.member.rawValue, chinese: MembershipRole.member.chinese)
        default: .unknown
        }
    }
}

extension Taoli_Registry_V1_AccountKind {
    var term: Term {
        switch self {
        case .person: Term(key: "person", chinese: "人员")
        case .program: Term(key: "program", chinese: "程序")
        default: .unknown
        }
    }
}

extension Taoli_Registry_V1_ImportKind {
    var term: Term {
        switch self {
        case .districts: Term(key: "districts", chinese: "区")
        case .schools: Term(key: "schools", chinese: "学校")
        case .groups: Term(key: "groups", chinese: "集团")
        case .staff: Term(key: "staff", chinese: "教职工")
        case .rolls: Term(key: "rolls", chinese: "学生名册")
        case .results: Term(key: "results", chinese: "学生成绩")
        case .answers: Term(key: "answers", chinese: "答卷")
        case .resources: Term(key: "resources", chinese: "学校资源")
        default: .unknown
        }
    }
}

extension Taoli_Registry_V1_ImportState {
    var term: Term {
        switch self {
        case .uploading: Term(key: "uploading", chinese: "上传中")
        case .checking: Term(key: "checking", chinese: "检查中")
        case .checked: Term(key: "checked", chinese: "已检查")
        case .applying: Term(key: "applying", chinese: "导入中")
        case .applied: Term(key: "applied", chinese: "已导入")
        case .undoing: Term(key: "undoing", chinese: "撤销中")
        case .undone: Term(key: "undone", chinese: "已撤销")
        case .unusable: Term(key: "unusable", chinese: "文件不可用")
        default: .unknown
        }
    }
}

extension Taoli_Registry_V1_RowVerdict {
    var term: Term {
        switch self {
        case .accepted: Term(key: "accepted", chinese: "可导入")
        case .doubtful: Term(key: "doubtful", chinese: "存疑")
        case .refused: Term(key: "refused", chinese: "拒绝")
        default: .unknown
        }
    }
}

extension Taoli_Registry_V1_RowEffect {
    /// `none` for rows that are not applied.
    var term: Term {
        switch self {
        case .new: Term(key: "new", chinese: "新增")
        case .changed: Term(key: "changed", chinese: "变更")
        case .unchanged: Term(key: "unchanged", chinese: "无变化")
        case .skipped: Term(key: "skipped", chinese: "跳过")
        default: Term(key: "none", chinese: "无")
        }
    }
}
