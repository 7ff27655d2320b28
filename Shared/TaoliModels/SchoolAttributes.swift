/// Who owns a school (办学性质). Empty in a source means unknown.
package enum Ownership: String, CaseIterable, Sendable {
    /// 公办.
    case `public`
    /// 民办.
    case `private`
    /// 未知: the source does not say.
    case unknown
}

/// Where a school is in its life (JD-1).
package enum SchoolStatus: String, CaseIterable, Sendable {
    /// 规划: neither built nor open.
    case planned
    /// 在建: being built, not open.
    case underConstruction = "under_construction"
    /// Teaches.
    case open
    /// Teaches no longer.
    case closed
}
