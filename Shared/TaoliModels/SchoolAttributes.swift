/// Who owns a school (办学性质). Empty in a source means unknown.
package enum Ownership: String, CaseIterable, Sendable {
    case `public`
    case `private`
    case unknown
}

/// Where a school is in its life (JD-1).
package enum SchoolStatus: String, CaseIterable, Sendable {
    case planned
    case underConstruction = "under_construction"
    case open
    case closed
}
