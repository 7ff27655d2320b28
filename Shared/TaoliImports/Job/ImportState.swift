import TaoliPostgres

/// Where a job is in its life.
package enum ImportState: String, CaseIterable, Sendable, PostgresEncodable, PostgresDecodable {
    /// In this order; a check may be repeated with answers until something is applied.
    case uploading, checking, checked, applying, applied, undoing, undone
    /// The file as a whole cannot be used.
    case unusable

    /// Whether the runner works on it.
    package var isRunning: Bool { self == .checking || self == .applying || self == .undoing }

    /// As a sentence names it.
    package var chinese: String {
        switch self {
        case .uploading: "上传中"
        case .checking: "检查中"
        case .checked: "已检查"
        case .applying: "导入中"
        case .applied: "已导入"
        case .undoing: "撤销中"
        case .undone: "已撤销"
        case .unusable: "文件不可用"
        }
    }
}

/// What checking says of a row.
package enum ImportVerdict: Int16, CaseIterable, Sendable, PostgresEncodable, PostgresDecodable {
    /// It can be applied.
    case accepted = 1
    /// It raises a question, or an answer leaves it out.
    case doubtful = 2
    /// It cannot be taken; the file must be corrected.
    case refused = 3
}

/// What applying an accepted row would do, or did.
package enum ImportEffect: Int16, CaseIterable, Sendable, PostgresEncodable, PostgresDecodable {
    /// Nothing: the row is not accepted.
    case none = 0
    /// It adds a record.
    case new = 1
    /// It changes a record.
    case changed = 2
    /// The register says the same already.
    case unchanged = 3
    /// An answer said to leave the row out; such a row counts as doubtful.
    case skipped = 4
}
