/// What a district may bind a pack for.
package enum PolicyFunction: String, CaseIterable, Sendable {
    /// Units, bodies, documents and cases; and whatever no other pack is bound for.
    case cases
    /// Year's plans and placements.
    case rotation
    /// Cycles of assessment and surveys.
    case evaluation
    /// Who is told of what, how, and in which words.
    case notification
}
