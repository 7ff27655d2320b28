/// What was found for one leaf.
package enum IndicatorInput: Hashable, Sendable {
    /// Computed from data.
    case value(Double)
    /// Scored by a panel, a score for each member, in a fixed order.
    case panel([Double])
}

/// What one subject's assessment rests on.
package struct IndicatorInputs: Hashable, Sendable {
    /// By leaf id; a leaf that is not there is missing.
    package let found: [String: IndicatorInput]
    /// Ids of leaves for which evidence is filed.
    package let evidenced: Set<String>
    /// Ids of veto items that have happened.
    package let vetoed: Set<String>

    package init(
        found: [String: IndicatorInput], evidenced: Set<String> = [], vetoed: Set<String> = []
    ) {
        self.found = found
        self.evidenced = evidenced
        self.vetoed = vetoed
    }
}
