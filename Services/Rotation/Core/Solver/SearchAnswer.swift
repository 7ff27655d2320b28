/// What a search found and what it proved.
struct SearchAnswer: Sendable {
    /// The best solution: one value a column; `nil` when none was found.
    var values: [Int]?
    /// Its objective.
    var objective: Int?
    /// No solution is better than this; `nil` when it is proved that there is none.
    var bound: Int?
    /// Whether the search was carried to its end.
    var isFinished: Bool
    var nodes: Int
    var pivots: Int
}
