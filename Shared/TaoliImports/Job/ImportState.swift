import TaoliPostgres

/// Where a job is in its life.
package enum ImportState: String, CaseIterable, Sendable, PostgresEncodable, PostgresDecodable {
    case uploading, checking, checked, applying, applied, undoing, undone
    /// The file as a whole cannot be used.
    case unusable

    /// Whether the runner works on it.
    package var isRunning: Bool { self == .checking || self == .applying || self == .undoing }
}

/// What checking says of a row.
package enum ImportVerdict: Int16, CaseIterable, Sendable, PostgresEncodable, PostgresDecodable {
    case accepted = 1
    case doubtful = 2
    case refused = 3
}

/// What applying an accepted row would do, or did.
package enum ImportEffect: Int16, CaseIterable, Sendable, PostgresEncodable, PostgresDecodable {
    case none = 0
    case new = 1
    case changed = 2
    case unchanged = 3
    /// An answer said to leave the row out; such a row counts as doubtful.
    case skipped = 4
}
