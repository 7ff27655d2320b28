/// When a search ends before it has proved anything.
package struct SolverLimits: Sendable {
    /// Asked every few pivots; `true` ends the search with what it has.
    package let isTimeUp: @Sendable () -> Bool
    /// Most nodes looked at.
    package let nodesMax: Int

    /// No limit unless one is given.
    package init(
        isTimeUp: @escaping @Sendable () -> Bool = { false }, nodesMax: Int = .max
    ) {
        self.isTimeUp = isTimeUp
        self.nodesMax = nodesMax
    }

    /// Goes on until it is proved.
    package static let none = SolverLimits()
}
