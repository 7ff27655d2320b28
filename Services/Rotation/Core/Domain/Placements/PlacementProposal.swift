package import TaoliModels
package import TaoliPolicy

/// Somebody's placement at another school, as it is proposed.
package struct PlacementProposal: Hashable, Sendable {
    /// Who; a code or an id.
    package let person: String
    package let kind: PlacementKind
    /// The mode in which the receiving school belongs to the unit; `nil` where there is none.
    package let mode: String?
    /// The post in a dispatched team; `nil` without one.
    package let post: String?
    /// Where the person teaches now.
    package let from: Stage
    /// Where the person shall teach.
    package let to: Stage
    /// Full school years.
    package let years: Int
    /// Whether employment or pay shall move to the receiving school.
    package let movesEmployment: Bool

    package init(
        person: String, kind: PlacementKind, mode: String?, post: String? = nil, from: Stage,
        to: Stage, years: Int, movesEmployment: Bool
    ) {
        self.person = person
        self.kind = kind
        self.mode = mode
        self.post = post
        self.from = from
        self.to = to
        self.years = years
        self.movesEmployment = movesEmployment
    }
}
